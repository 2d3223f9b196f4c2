import type { EmulatorClock } from '../clock.ts';
import type { DataCenter } from '../hosts.ts';
import type { Ids } from '../random.ts';
import { includesScope } from '../scopes.ts';
import type { Caller } from '../seam.ts';
import type { Client } from './clients.ts';
import { createCodes } from './codes.ts';

/** What a client holds after an exchange. */
export interface Granted {
  accessToken: string;
  refreshToken: string;
  scopes: readonly string[];
}

/** What a token that came with a request is worth at a data centre. */
export type TokenCheck =
  | { kind: 'valid'; caller: Caller }
  | { kind: 'unknown-token' | 'expired-token' | 'foreign-token' };

/** The tokens of all clients: codes, refresh tokens and access tokens. */
export interface Tokens {
  /** A Self Client code: single use, three minutes (Zoho doc: oauth/self-client). */
  mintCode(client: Client, scopes: readonly string[]): string;
  /** A refresh token, as if a code had been exchanged for it; `token` gives it its text. */
  grant(client: Client, scopes: readonly string[], token?: string): string;
  exchangeCode(client: Client, code: string): Granted | 'invalid_code';
  refresh(client: Client, refreshToken: string): Granted | 'invalid_code';
  /** Whether the refresh token has used up its mints for now. Unknown tokens are not throttled. */
  isThrottled(refreshToken: string): boolean;
  /** The client behind a code or refresh token, whatever its state. */
  owner(codeOrRefreshToken: string): Client | undefined;
  check(accessToken: string, dataCenter: DataCenter): TokenCheck;
  /** Whether the refresh or access token existed. A refresh token takes its access tokens along. */
  revoke(token: string): boolean;
  /** Revokes every refresh token of the client. */
  revokeAll(client: Client): void;
  /** Makes every access token of the client expire now. */
  expireAll(client: Client): void;
}

/** Zoho doc: crm/token-validity, accounts/protocol/oauth (30 live tokens, 10 mints in 10 minutes). */
export const tokenLimits = {
  accessTokenMs: 3_600_000,
  liveAccessTokens: 30,
  mints: 10,
  mintWindowMs: 600_000,
  refreshTokensPerUser: 20,
} as const;

export function createTokens(clock: EmulatorClock, ids: Ids): Tokens {
  const codes = createCodes(clock, ids);
  const grants = new Map<string, Grant>();
  const access = new Map<string, AccessToken>();

  const grant = (client: Client, scopes: readonly string[], token = ids.token()): string => {
    const own = [...grants.values()].filter((one) => one.client === client);
    // The 21st silently deletes the oldest (Zoho doc: accounts/protocol/oauth).
    if (own.length >= tokenLimits.refreshTokensPerUser && own[0]) drop(own[0]);
    grants.set(token, { client, token, scopes: consented(client, scopes), mints: [] });
    return token;
  };

  const drop = (gone: Grant): void => {
    grants.delete(gone.token);
    for (const [token, { grant: of }] of access) if (of === gone) access.delete(token);
  };

  const mint = (of: Grant): Granted => {
    const now = clock.now();
    of.mints = [...recentMints(of, now), now];
    const live = [...access].filter(([, one]) => one.grant === of && one.expiresAt > now);
    const oldest = live[0];
    if (live.length >= tokenLimits.liveAccessTokens && oldest) access.delete(oldest[0]);
    const accessToken = ids.token();
    access.set(accessToken, { grant: of, expiresAt: now + tokenLimits.accessTokenMs });
    return { accessToken, refreshToken: of.token, scopes: of.scopes };
  };

  return {
    grant,
    mintCode: (client, scopes) => codes.mint(client, scopes),
    exchangeCode(client, code) {
      const scopes = codes.redeem(client, code);
      const of = scopes && grants.get(grant(client, scopes));
      return of ? mint(of) : 'invalid_code';
    },
    refresh(client, refreshToken) {
      const of = grants.get(refreshToken);
      return of && of.client === client ? mint(of) : 'invalid_code';
    },
    isThrottled(refreshToken) {
      const of = grants.get(refreshToken);
      return of !== undefined && recentMints(of, clock.now()).length >= tokenLimits.mints;
    },
    owner: (text) => grants.get(text)?.client ?? codes.owner(text),
    check: (token, dataCenter) => checkAccess(access.get(token), dataCenter, clock.now()),
    revoke(token) {
      const of = grants.get(token);
      if (!of) return access.delete(token);
      drop(of);
      return true;
    },
    revokeAll(client) {
      for (const one of grants.values()) if (one.client === client) drop(one);
    },
    expireAll(client) {
      for (const one of access.values()) {
        if (one.grant.client === client) one.expiresAt = Math.min(one.expiresAt, clock.now());
      }
    },
  };
}

// --- internal ---

interface Grant {
  client: Client;
  token: string;
  scopes: readonly string[];
  /** When access tokens were minted, in milliseconds since the epoch. */
  mints: number[];
}

interface AccessToken {
  grant: Grant;
  expiresAt: number;
}

function recentMints({ mints }: Grant, now: number): number[] {
  return mints.filter((at) => at > now - tokenLimits.mintWindowMs);
}

/** Zoho grants a subset of what was asked without an error; asking for `ALL` of a part gives it. */
function consented(client: Client, asked: readonly string[]): string[] {
  const allowed = new Set(client.scopes);
  const given = asked.flatMap((scope) => {
    if (includesScope(allowed, scope)) return [scope];
    const parts = scope.replace(/\.ALL$/i, '.');
    return parts === scope ? [] : client.scopes.filter((one) => one.startsWith(parts));
  });
  return [...new Set(given)];
}

function checkAccess(
  token: AccessToken | undefined,
  dataCenter: DataCenter,
  now: number,
): TokenCheck {
  if (token === undefined) return { kind: 'unknown-token' };
  const { client, scopes } = token.grant;
  if (client.dataCenter !== dataCenter) return { kind: 'foreign-token' };
  if (token.expiresAt <= now) return { kind: 'expired-token' };
  const { org, zuid, clientId } = client;
  return { kind: 'valid', caller: { org, zuid, clientId, scopes: new Set(scopes) } };
}
