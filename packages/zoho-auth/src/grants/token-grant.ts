import { inspect } from 'node:util';
import type { AccessToken } from '../access-token.ts';

/**
 * What Zoho grants: tokens, and where they belong. `inspect` and `console.log` mask the tokens; JSON
 * does not, because whoever stores a grant needs them.
 */
export interface TokenGrant {
  accessToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /**
   * Valid until it is revoked. Absent where none was granted: client credentials, and a consent
   * without `access_type=offline`.
   */
  refreshToken?: string;
  /** What was granted, which may be less than was asked for; Zoho leaves it out of some answers. */
  scopes?: readonly string[];
  /** Zoho's own API origin, e.g. `https://www.zohoapis.eu`; that of the table, also when unsaid. */
  apiDomain: string;
  /** Where it was granted, e.g. `eu`; `custom` for hosts of one's own without a name. */
  dataCenter: string;
}

/** The part of a grant that requests are made with; for a `Grant` of `createTokenProvider`. */
export function toAccessToken({ accessToken, expiresAt, scopes }: TokenGrant): AccessToken {
  const token = { value: accessToken, expiresAt };
  return scopes === undefined ? token : { ...token, scope: scopes.join(' ') };
}

/** The same grant, whose tokens a log does not show. */
export function maskTokens(grant: TokenGrant): TokenGrant {
  const { accessToken: _, refreshToken, ...rest } = grant;
  const shown = {
    ...rest,
    accessToken: '***',
    ...(refreshToken === undefined ? {} : { refreshToken: '***' }),
  };
  return Object.defineProperty(grant, inspect.custom, { value: () => shown });
}
