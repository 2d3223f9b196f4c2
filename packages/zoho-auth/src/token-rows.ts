import { errorOf, type ClassifierRow, type Facts } from '@zohokit/zoho-http';

/** Codes of a refused access token; the gateway puts them into the title of an `F000` too. */
const tokenCodes = new Set([
  'F7003',
  'U001',
  'INVALID_OAUTHTOKEN',
  'OAUTHTOKEN_EXPIRED',
  'INVALID_TOKEN',
  'AUTHENTICATION_FAILURE',
]);
const scopeCodes = new Set(['F7004', 'INVALID_OAUTHSCOPE', 'OAUTH_SCOPE_MISMATCH']);

/** A 429 or an outage says nothing about the token, whatever words it has. */
const isRefusal = ({ failure, status = 0 }: Facts): boolean =>
  failure === undefined && status < 500 && status !== 429;

const says = (codes: ReadonlySet<string>, { code = '', title = '' }: Facts): boolean =>
  codes.has(code.toUpperCase()) || codes.has(title.toUpperCase());

/**
 * The answers that are about the access token, whichever product gives them. Any other 401 is the
 * product's own: WorkDrive answers 401 for a missing folder, and a new token for each of those
 * would use up the 10 that Zoho mints in 10 minutes.
 */
export function createTokenRows(connectionName: string): readonly ClassifierRow[] {
  const scopeError: ClassifierRow['error'] = (facts) =>
    errorOf(facts, `The token of ${connectionName} lacks a scope`, {
      kind: 'scope',
      scopes: facts.scopes,
      hint: scopeHint(connectionName, facts.scopes),
    });
  const tokenError: ClassifierRow['error'] = (facts) =>
    errorOf(facts, `Zoho refuses the access token of ${connectionName}`, {
      kind: 'authorization',
      retry: { kind: 'refresh-once' },
      hint: `Authorise ${connectionName} again if this persists`,
    });
  return [
    {
      name: 'scope-in-reason',
      source: 'rclone backend/zoho/zoho.go: INVALID_OAUTHSCOPE in the status line of a 401',
      when: (facts) => facts.status === 401 && /INVALID_OAUTHSCOPE/i.test(facts.reason),
      error: scopeError,
    },
    {
      name: 'scope',
      source: 'Zoho doc: WorkDrive error codes (F7004); CRM v8 error codes (OAUTH_SCOPE_MISMATCH)',
      when: (facts) => isRefusal(facts) && says(scopeCodes, facts),
      error: scopeError,
    },
    {
      name: 'scope-in-body',
      source: 'Node hides the reason phrase under HTTP/2; the gateway repeats it in the body',
      when: (facts) => facts.status === 401 && facts.text.includes('INVALID_OAUTHSCOPE'),
      error: scopeError,
    },
    {
      name: 'token-in-challenge',
      source: 'rclone backend/zoho/zoho.go: expired_token in WWW-Authenticate',
      when: (facts) =>
        facts.status === 401 &&
        /(expired|invalid)_token/i.test(facts.header('www-authenticate') ?? ''),
      error: tokenError,
    },
    {
      name: 'token',
      source: 'Zoho doc: WorkDrive error codes (F7003, U001); CRM v8 (INVALID_TOKEN)',
      when: (facts) => isRefusal(facts) && says(tokenCodes, facts),
      error: tokenError,
    },
  ];
}

function scopeHint(connectionName: string, scopes: readonly string[] | undefined): string {
  const needed = scopes === undefined || scopes.length === 0 ? '' : `: ${scopes.join(', ')}`;
  return `Authorise ${connectionName} again with what this needs${needed}`;
}
