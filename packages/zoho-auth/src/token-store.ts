import type { AccessToken } from './access-token.ts';

/**
 * Where access tokens are kept between requests and, if durable, between processes: Zoho counts the
 * tokens that it mints per refresh token (10 in 10 minutes). The key is the user's and no secret;
 * the tokens are secrets.
 */
export interface TokenStore {
  /** Resolves to `undefined` when there is none; rejects only if it cannot tell. */
  get(key: string): Promise<AccessToken | undefined>;
  /** Replaces whatever was there. */
  set(key: string, token: AccessToken): Promise<void>;
  /** Resolves also when there is none. */
  delete(key: string): Promise<void>;
}
