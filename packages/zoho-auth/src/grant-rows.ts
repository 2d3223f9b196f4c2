import {
  errorOf,
  isZohoAnswer,
  outageAdvice,
  type ClassifierRow,
  type Facts,
} from '@zohokit/zoho-http';
import * as v from 'valibot';

export interface GrantRowsOptions {
  connectionName: string;
  /** As the operator knows it, for the hints. */
  dataCenter: string;
  /** How long to stay away after a throttle answer, in milliseconds. */
  throttleWaitMs: () => number;
  /** What codes mean for this grant, where that differs from a refresh. In words for the operator. */
  meanings?: Readonly<Record<string, string>> | undefined;
  /** What to do about a throttle answer. @default advice for a refresh token */
  throttleHint?: string | undefined;
}

/** What a code of the token endpoint means, in words for the operator. */
const refreshMeanings: Readonly<Record<string, string>> = {
  invalid_code: 're-authorise it: the refresh token is wrong, revoked, or of another data centre',
  invalid_client: 'the client id is unknown in this data centre, or deleted',
  invalid_client_secret: 'the client secret is wrong, or that of another data centre',
  invalid_redirect_uri: 'the redirect URI is not the one of the client',
  invalid_scope: 'a scope does not exist',
  scope_does_not_exist: 'a scope does not exist',
  missing_org_info: 'the organisation is missing',
  unauthorized_client: 'the client may not use this grant',
  access_denied: 'access was denied',
  invalid_token: 're-authorise it: the refresh token is wrong or revoked',
};

const Throttled = v.object({ status: v.literal('failure'), error_description: v.string() });

/** Its text is translated; its shape is not (guanguans/notify Authenticator.php). */
function isThrottled(facts: Facts): boolean {
  if (v.is(Throttled, facts.json)) return true;
  return facts.status === 400 && facts.code !== undefined && !/^[a-z_]+$/i.test(facts.code);
}

/** The answers of the token endpoint, whose errors mostly come with status 200. */
export function createGrantRows(options: GrantRowsOptions): readonly ClassifierRow[] {
  const { connectionName, dataCenter, throttleWaitMs } = options;
  const { throttleHint = 'Let other programs that use the same refresh token rest too' } = options;
  const meanings = new Map(Object.entries({ ...refreshMeanings, ...options.meanings }));
  const meaningOf = ({ code = '' }: Facts): string | undefined => meanings.get(code.toLowerCase());
  return [
    {
      name: 'grant-throttle',
      source:
        'Zoho doc: refresh access tokens (10 in 10 minutes); guanguans/notify Authenticator.php',
      when: isThrottled,
      error: (facts) =>
        errorOf(facts, `Zoho mints no further access token for ${connectionName} for a while`, {
          kind: 'rate-limit',
          retry: { kind: 'wait', ms: throttleWaitMs() },
          hint: throttleHint,
        }),
    },
    {
      name: 'grant-refusal',
      source: 'Zoho doc: OAuth errors of the token endpoint',
      when: (facts) => meaningOf(facts) !== undefined,
      error: (facts) =>
        errorOf(facts, `Zoho refuses the credentials of ${connectionName}`, {
          kind: 'authorization',
          hint: `${connectionName} (data centre ${dataCenter}): ${meaningOf(facts) ?? 'refused'}`,
        }),
    },
    {
      name: 'grant-general-error',
      source: 'Zoho CRM Node SDK, lib/models/authenticator/oauth_token.js: general_error',
      when: (facts) => facts.code?.toLowerCase() === 'general_error',
      error: (facts) =>
        errorOf(facts, `Zoho could not mint an access token for ${connectionName}`, {
          kind: 'unavailable',
          retry: { kind: 'backoff' },
          hint: 'Try again later; if it stays, check the client id and the data centre',
        }),
    },
    {
      name: 'grant-outage',
      source: 'seen by clients: maintenance and firewalls answer in the place of accounts',
      when: (facts) => (facts.status ?? 0) >= 400 && facts.status !== 429 && !isZohoAnswer(facts),
      error: (facts) =>
        errorOf(facts, `The accounts server of ${connectionName} is unavailable`, {
          kind: 'unavailable',
          retry: outageAdvice(facts),
          hint: 'Try again later; a proxy or a firewall on the way may have answered',
        }),
    },
  ];
}
