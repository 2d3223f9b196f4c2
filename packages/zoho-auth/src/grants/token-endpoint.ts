import { parseResponse, ZohoError, type Clock, type ServiceHttp } from '@zohokit/zoho-http';
import * as v from 'valibot';
import type { Hosts } from '../hosts.ts';
import { maskTokens, type TokenGrant } from './token-grant.ts';

export interface TokenEndpointOptions {
  connectionName: string;
  dataCenter: string;
  /** Talks to the accounts server, classified by `createGrantRows`. */
  http: ServiceHttp;
  /** Where the accounts server is reached, e.g. `https://accounts.zoho.eu`. */
  accounts: string;
  /** What Zoho may name as the API host of the token; its own, also behind an emulator. */
  apiHosts: Pick<Hosts, 'api' | 'crm'>;
  clientId: string;
  clientSecret: string;
  clock: Clock;
}

export interface TokenRequest {
  /** `grant_type` and what it needs; the client is added. */
  form: Readonly<Record<string, string>>;
  /** Whether asking twice is harmless; see `ServiceRequest`. */
  repeatable: boolean;
  signal?: AbortSignal | undefined;
}

/** Asks Zoho for tokens. */
export type TokenEndpoint = (request: TokenRequest) => Promise<TokenGrant>;

/** A token of Zoho lives an hour; a longer life in an answer is not believed. */
const longestLifeMs = 3_600_000;

/** Legacy answers have `expires_in` in milliseconds; no token lives for a day in seconds. */
const millisecondsAbove = 86_400;

const Seconds = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.decimal(), v.transform(Number))]),
  v.minValue(1),
);

/** Printable and without spaces: it becomes a header, or a line of a file. */
const Token = v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/));

const Granted = v.looseObject({
  access_token: Token,
  refresh_token: v.optional(Token),
  expires_in: v.optional(Seconds),
  expires_in_sec: v.optional(Seconds),
  api_domain: v.optional(v.pipe(v.string(), v.url())),
  scope: v.optional(v.string()),
});

/**
 * The one place where tokens are asked for, whatever the grant. Rejects with kind `authorization`
 * when the credentials are refused or the token belongs to another data centre, with `rate-limit`
 * when Zoho mints no more for now, and with `unexpected-response` for an answer without a token.
 */
export function createTokenEndpoint(options: TokenEndpointOptions): TokenEndpoint {
  const { connectionName, dataCenter, http, accounts, clock } = options;
  return async ({ form: { grant_type = '', ...form }, repeatable, signal }) => {
    // Before the exchange: the token's life has begun by the time the answer is here.
    const askedAt = clock.now();
    const { json } = await http.json({
      method: 'POST',
      url: `${accounts}/oauth/v2/token`,
      // In the body: query strings end up in the logs of proxies.
      form: {
        grant_type,
        client_id: options.clientId,
        client_secret: options.clientSecret,
        ...form,
      },
      repeatable,
      signal,
    });
    const granted = parseResponse(Granted, json, `token (${connectionName})`);
    const apiDomain = checkApiDomain(granted.api_domain, options);
    const { access_token: accessToken, refresh_token: refreshToken, scope } = granted;
    return maskTokens({
      accessToken,
      expiresAt: askedAt + lifeMs(granted.expires_in_sec, granted.expires_in),
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(scope === undefined ? {} : { scopes: scope.split(/[\s,]+/).filter(Boolean) }),
      apiDomain,
      dataCenter,
    });
  };
}

// --- internal ---

/** `expires_in_sec` is seconds; without it `expires_in` is (Zoho CRM Node SDK, oauth_token.js). */
function lifeMs(expiresInSec: number | undefined, expiresIn: number | undefined): number {
  if (expiresInSec !== undefined) return Math.min(expiresInSec * 1000, longestLifeMs);
  if (expiresIn === undefined) return longestLifeMs;
  const ms = expiresIn > millisecondsAbove ? expiresIn : expiresIn * 1000;
  return Math.min(ms, longestLifeMs);
}

/**
 * A token of another data centre is a wrong setting, and its host no place to send a token to. Which
 * host Zoho names for a sandbox is not documented: both of the connection's are accepted.
 */
function checkApiDomain(
  apiDomain: string | undefined,
  { connectionName, dataCenter, apiHosts }: TokenEndpointOptions,
): string {
  const expected = new URL(apiHosts.crm);
  if (apiDomain === undefined) return expected.origin;
  const named = new URL(apiDomain);
  if (named.origin === expected.origin || named.origin === new URL(apiHosts.api).origin)
    return named.origin;
  throw new ZohoError(
    `Zoho names another API host for ${connectionName} than that of its data centre ${dataCenter}`,
    {
      kind: 'authorization',
      hint: `Zoho says ${named.host}, expected was ${expected.host}: check the data centre, and the environment of CRM`,
    },
  );
}
