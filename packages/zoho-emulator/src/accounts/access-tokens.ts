import type { EmulatorClock } from '../clock.ts';
import type { Ids } from '../random.ts';
import type { Profile } from '../seam.ts';
import type { Grant } from './grants.ts';

export interface AccessToken {
  text: string;
  /** The grant's token. */
  grant: string;
  scopes: readonly string[];
  expiresAt: number;
}

export interface AccessTokens {
  /** A new one; the oldest of the grant end when there are too many. */
  mint(grant: Grant, scopes: readonly string[]): string;
  get(text: string): AccessToken | undefined;
  /** Whether it was there. */
  drop(text: string): boolean;
  dropOf(grant: Grant): void;
  all(): Iterable<AccessToken>;
  restore(tokens: Iterable<AccessToken>): void;
}

export interface AccessTokensDeps {
  clock: EmulatorClock;
  ids: Ids;
  profile: () => Profile;
}

export function createAccessTokens({ clock, ids, profile }: AccessTokensDeps): AccessTokens {
  const tokens = new Map<string, AccessToken>();
  const ofGrant = (grant: Grant): AccessToken[] =>
    [...tokens.values()].filter((one) => one.grant === grant.token);

  const makeRoom = (grant: Grant): void => {
    const now = clock.now();
    const own = ofGrant(grant);
    for (const one of own) if (one.expiresAt <= now - rememberedMs) tokens.delete(one.text);
    const live = own.filter((one) => one.expiresAt > now);
    const tooMany = Math.max(0, live.length - profile().liveAccessTokens + 1);
    for (const one of live.slice(0, tooMany)) tokens.delete(one.text);
  };
  return {
    mint(grant, scopes) {
      makeRoom(grant);
      const text = ids.token();
      const expiresAt = clock.now() + profile().accessTokenSeconds * 1000;
      tokens.set(text, { text, grant: grant.token, scopes, expiresAt });
      return text;
    },
    get: (text) => tokens.get(text),
    drop: (text) => tokens.delete(text),
    dropOf(grant) {
      for (const one of ofGrant(grant)) tokens.delete(one.text);
    },
    all: () => tokens.values(),
    restore(rows) {
      tokens.clear();
      for (const token of rows) tokens.set(token.text, token);
    },
  };
}

// --- internal ---

/** For how long an expired token is told from an unknown one. */
const rememberedMs = 86_400_000;
