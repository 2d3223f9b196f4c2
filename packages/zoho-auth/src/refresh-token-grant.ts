import { parseResponse, ZohoError, type Clock, type ServiceHttp } from '@zohokit/zoho-http';
import * as v from 'valibot';
import type { AccessToken } from './access-token.ts';

/** Mints an access token. */
export type Grant = (signal?: AbortSignal) => Promise<AccessToken>;

export interface RefreshTokenGrantOptions {
  connectionName: string;
  dataCenter: string;
  /** Talks to the accounts server, classified by `createGrantRows`. */
  http: ServiceHttp;
  /** Where the accounts server is reached, e.g. `https://accounts.zoho.eu`. */
  accounts: string;
  /** What Zoho must name as the API host of the token; its own, also behind an emulator. */
  apiOrigin: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  clock: Clock;
}

/** A token of Zoho lives an hour; a longer life in an answer is not believed. */
const longestLifeMs = 3_600_000;

/** Legacy answers have `expires_in` in milliseconds; no token lives for a day in seconds. */
const millisecondsAbove = 86_400;

const Seconds = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.decimal(), v.transform(Number))]),
  v.minValue(1),
);

const Minted = v.looseObject({
  // Printable and without spaces: it becomes a header.
  access_token: v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/)),
  expires_in: v.optional(Seconds),
  expires_in_sec: v.optional(Seconds),
  api_domain: v.optional(v.pipe(v.string(), v.url())),
  scope: v.optional(v.string()),
});

/**
 * Trades the refresh token for an access token. Rejects with kind `authorization` when the
 * credentials are refused or belong to another data centre, with `rate-limit` when Zoho mints no
 * more for now, and with `unexpected-response` for an answer without a token.
 */
export function createRefreshTokenGrant(options: RefreshTokenGrantOptions): Grant {
  const { connectionName, http, accounts, clock } = options;
  return async (signal) => {
    // Before the exchange: the token's life has begun by the time the answer is here.
    const askedAt = clock.now();
    const { json } = await http.json({
      method: 'POST',
      url: `${accounts}/oauth/v2/token`,
      form: {
        grant_type: 'refresh_token',
        client_id: options.clientId,
        client_secret: options.clientSecret,
        refresh_token: options.refreshToken,
      },
      // A second mint leaves the first token valid: it costs one of ten, and no state.
      repeatable: true,
      signal,
    });
    const minted = parseResponse(Minted, json, `token (${connectionName})`);
    checkApiDomain(minted.api_domain, options);
    const { access_token: value, scope } = minted;
    const expiresAt = askedAt + lifeMs(minted.expires_in_sec, minted.expires_in);
    return scope === undefined ? { value, expiresAt } : { value, expiresAt, scope };
  };
}

/** `expires_in_sec` is seconds; without it `expires_in` is (Zoho CRM Node SDK, oauth_token.js). */
function lifeMs(expiresInSec: number | undefined, expiresIn: number | undefined): number {
  if (expiresInSec !== undefined) return Math.min(expiresInSec * 1000, longestLifeMs);
  if (expiresIn === undefined) return longestLifeMs;
  const ms = expiresIn > millisecondsAbove ? expiresIn : expiresIn * 1000;
  return Math.min(ms, longestLifeMs);
}

/** A token of another data centre is a wrong setting, and its host no place to send a token to. */
function checkApiDomain(
  apiDomain: string | undefined,
  { connectionName, dataCenter, apiOrigin }: RefreshTokenGrantOptions,
): void {
  if (apiDomain === undefined || new URL(apiDomain).origin === new URL(apiOrigin).origin) return;
  throw new ZohoError(
    `Zoho names another API host for ${connectionName} than that of its data centre ${dataCenter}`,
    {
      kind: 'authorization',
      hint: `Zoho says ${new URL(apiDomain).host}, expected was ${new URL(apiOrigin).host}: check the data centre`,
    },
  );
}
