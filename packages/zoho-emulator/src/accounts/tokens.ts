import type { EmulatorClock } from '../clock.ts';
import type { CrmEnvironment } from '../crm-environment.ts';
import type { DataCenter } from '../hosts.ts';
import type { Ids } from '../random.ts';
import type { Caller, Profile } from '../seam.ts';
import { type AccessToken, createAccessTokens } from './access-tokens.ts';
import type { TokensState } from './accounts-tables.ts';
import type { Client } from './clients.ts';
import { type CodeGrant, createCodes } from './codes.ts';
import { createConsents } from './consents.ts';
import { type Grant, createGrants, toGranted } from './grants.ts';
import { tokenLimits, type Wish, createTokenLimits } from './token-limits.ts';
import { use } from './meter.ts';

/** What a client holds after an exchange. */
export interface Granted {
  accessToken: string;
  /** Only of an exchanged code, and only where it was granted. */
  refreshToken?: string | undefined;
  scopes: readonly string[];
}

/** What a token that came with a request is worth at a data centre. */
export type TokenCheck =
  | { kind: 'valid'; caller: Caller; environment: CrmEnvironment }
  | { kind: 'unknown-token' | 'expired-token' | 'foreign-token' };

/** The tokens of all clients: codes, refresh tokens and access tokens. */
export interface Tokens {
  /**
   * A Self Client code, as made by hand in the console: single use.
   * @param minutes 3 to 10, else a `RangeError`. @default 3
   */
  mintCode(
    client: Client,
    scopes: readonly string[],
    options?: { minutes?: number | undefined },
  ): string;
  /** The code that a user's consent sends to the client; counts against its limit. */
  sendCode(client: Client, grant: CodeGrant): string;
  /** Whether the user has agreed to all of it before. */
  hasConsent(client: Client, scopes: readonly string[]): boolean;
  /** A refresh token, as if a code had been exchanged for it; `token` gives it its text. */
  grant(client: Client, scopes: readonly string[], token?: string): string;
  exchangeCode(
    client: Client,
    code: string,
    redirectUri?: string,
  ): Granted | 'invalid_code' | 'invalid_redirect_uri';
  refresh(client: Client, refreshToken: string): Granted | 'invalid_code';
  /** An access token for the org, without a refresh token. */
  grantOrg(client: Client, scopes: readonly string[]): Granted;
  /**
   * Whether a limit stands in the way; then the call counts as made in vain, and one that came
   * although the client was told is `early`. What is unknown is not throttled.
   */
  turnAway(wish: Wish): { early: boolean } | undefined;
  /** The client behind a code or refresh token, whatever its state. */
  owner(codeOrRefreshToken: string): Client | undefined;
  check(accessToken: string, dataCenter: DataCenter): TokenCheck;
  /** Whether the refresh or access token existed. A refresh token takes its access tokens along. */
  revoke(token: string): boolean;
  /** The client of a refresh or access token. */
  holder(token: string): Client | undefined;
  /** Revokes every refresh token of the client's org. */
  revokeAll(client: Client): void;
  /** Makes every access token of the client's org expire now. */
  expireAll(client: Client): void;
  /** What a snapshot keeps. */
  state: TokensState;
}

export function createTokens(clock: EmulatorClock, ids: Ids, profile: () => Profile): Tokens {
  const codes = createCodes(clock, ids);
  const access = createAccessTokens({ clock, ids, profile });
  const grants = createGrants(ids, (gone) => access.dropOf(gone));
  const limits = createTokenLimits({ clock, profile, codes, grants });
  const consents = createConsents();
  const granted = (client: Client, asked: readonly string[]): string[] =>
    toGranted(client, asked, profile().withheldScopes);
  const mint = (of: Grant, scopes = of.scopes): Granted => {
    use(of.mints, tokenLimits.mints, clock.now());
    return { accessToken: access.mint(of, scopes), scopes };
  };
  const exchangeCode: Tokens['exchangeCode'] = (client, text, redirectUri) => {
    const code = codes.find(client, text);
    if (!code) return 'invalid_code';
    if (code.redirectUri !== undefined && code.redirectUri !== redirectUri) {
      return 'invalid_redirect_uri';
    }
    code.used = true;
    const scopes = granted(client, code.scopes);
    if (!code.offline) return mint(grants.add(client, { scopes, kind: 'online' }));
    limits.count('refreshTokens', client);
    const grant = grants.add(client, { scopes, kind: 'offline' });
    return { ...mint(grant), refreshToken: grant.token };
  };
  return {
    ...createTokenEnds({ clock, access, grants }),
    exchangeCode,
    turnAway: (wish) => limits.turnAway(wish),
    mintCode(client, scopes, { minutes = 3 } = {}) {
      if (!(minutes >= 3 && minutes <= 10)) {
        throw new RangeError(`minutes is ${minutes}: a Self Client code is good for 3 to 10`);
      }
      return codes.mint(client, { scopes, offline: true }, minutes * 60_000);
    },
    sendCode(client, grant) {
      consents.add(client, grant.scopes);
      limits.count('codes', client);
      return codes.mint(client, grant, profile().codeLifetimeMs);
    },
    hasConsent: (client, scopes) => consents.has(client, scopes),
    grant(client, asked, token = ids.token()) {
      grants.add(client, { scopes: granted(client, asked), kind: 'offline', token });
      return token;
    },
    refresh(client, refreshToken) {
      const of = grants.find(refreshToken);
      return of && of.client === client ? mint(of) : 'invalid_code';
    },
    grantOrg: (client, scopes) => mint(grants.ofOrg(client), granted(client, scopes)),
    owner: (text) => grants.find(text)?.client ?? codes.get(text)?.client,
    check(text, dataCenter) {
      const token = access.get(text);
      const holder = token && grants.get(token.grant)?.client;
      if (!token || !holder) return { kind: 'unknown-token' };
      return checkToken(token, holder, { dataCenter, now: clock.now() });
    },
    state: { codes, grants, access, consents, meters: limits.meters },
  };
}

// --- internal ---

type TokenEnds = Pick<Tokens, 'revoke' | 'holder' | 'revokeAll' | 'expireAll'>;

function createTokenEnds({
  clock,
  access,
  grants,
}: Pick<TokensState, 'access' | 'grants'> & { clock: EmulatorClock }): TokenEnds {
  return {
    revoke(token) {
      const of = grants.find(token);
      if (!of) return access.drop(token);
      grants.drop(of);
      return true;
    },
    holder: (token) => (grants.find(token) ?? grants.get(access.get(token)?.grant ?? ''))?.client,
    revokeAll({ org }) {
      for (const one of grants.all()) if (one.client.org === org) grants.drop(one);
    },
    expireAll({ org }) {
      const now = clock.now();
      for (const one of access.all()) {
        const mine = grants.get(one.grant)?.client.org === org;
        if (mine) one.expiresAt = Math.min(one.expiresAt, now);
      }
    },
  };
}

function checkToken(
  { expiresAt, scopes }: AccessToken,
  { org, zuid, clientId, dataCenter: home, environment }: Client,
  { dataCenter, now }: { dataCenter: DataCenter; now: number },
): TokenCheck {
  if (home !== dataCenter) return { kind: 'foreign-token' };
  if (expiresAt <= now) return { kind: 'expired-token' };
  const caller = { org, zuid, clientId, scopes: new Set(scopes) };
  return { kind: 'valid', caller, environment };
}
