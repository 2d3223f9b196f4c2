import type { EmulatorClock } from '../clock.ts';
import type { Profile } from '../seam.ts';
import type { Client } from './clients.ts';
import type { Codes } from './codes.ts';
import type { Grants } from './grants.ts';
import { type Meter, type MeterLimit, createMeter, isBlocked, turnAway, use } from './meter.ts';

/** Zoho doc: crm/token-validity, accounts/protocol/oauth; the codes are from the Projects FAQ. */
export const tokenLimits = {
  /** Access tokens of one refresh token. */
  mints: { uses: 10, windowMs: 600_000 },
  /** Of one client and user. */
  refreshTokens: { uses: 5, windowMs: 60_000 },
  /** Codes that consent sends to one client. */
  codes: { uses: 4, windowMs: 60_000, blockMs: 600_000 },
} as const satisfies Record<string, MeterLimit>;

/** What somebody wants of the accounts server, as far as its limits are concerned. */
export type Wish =
  | { kind: 'refresh'; refreshToken: string }
  | { kind: 'exchange'; code: string }
  | { kind: 'org-token'; client: Client }
  | { kind: 'code'; client: Client };

export interface TokenLimits {
  count(limit: 'codes' | 'refreshTokens', client: Client): void;
  /** As `Tokens.turnAway`. */
  turnAway(wish: Wish): { early: boolean } | undefined;
  /** By limit and client. */
  meters: Map<string, Meter>;
}

export interface TokenLimitsDeps {
  clock: EmulatorClock;
  profile: () => Profile;
  codes: Codes;
  grants: Grants;
}

export function createTokenLimits({ clock, profile, codes, grants }: TokenLimitsDeps): TokenLimits {
  const meters = new Map<string, Meter>();
  const meterOf = (limit: 'codes' | 'refreshTokens', client: Client): Meter => {
    const name = `${limit} ${client.key}`;
    const meter = meters.get(name) ?? createMeter();
    meters.set(name, meter);
    return meter;
  };
  /** The meter that decides; `undefined` for what nobody knows. */
  const decisive = (wish: Wish): [Meter, MeterLimit] | undefined => {
    switch (wish.kind) {
      case 'refresh': {
        const grant = grants.find(wish.refreshToken);
        return grant && [grant.mints, tokenLimits.mints];
      }
      case 'org-token':
        return [grants.ofOrg(wish.client).mints, tokenLimits.mints];
      case 'exchange': {
        const code = codes.get(wish.code);
        if (!code?.offline) return undefined;
        return [meterOf('refreshTokens', code.client), tokenLimits.refreshTokens];
      }
      case 'code':
        return [meterOf('codes', wish.client), tokenLimits.codes];
      default:
        return wish satisfies never;
    }
  };
  return {
    meters,
    count: (limit, client) => use(meterOf(limit, client), tokenLimits[limit], clock.now()),
    turnAway(wish) {
      const now = clock.now();
      const found = decisive(wish);
      if (!found || !isBlocked(...found, now)) return undefined;
      return { early: turnAway(...found, now, profile().throttleGrowthMs) };
    },
  };
}
