import type { AccessToken } from './access-token.ts';
import { createTokenEndpoint, type TokenEndpointOptions } from './grants/token-endpoint.ts';
import { toAccessToken } from './grants/token-grant.ts';

/** Mints an access token. */
export type Grant = (signal?: AbortSignal) => Promise<AccessToken>;

export interface RefreshTokenGrantOptions extends TokenEndpointOptions {
  refreshToken: string;
}

/** Trades the refresh token for an access token; rejects as `createTokenEndpoint` says. */
export function createRefreshTokenGrant(options: RefreshTokenGrantOptions): Grant {
  const askForToken = createTokenEndpoint(options);
  return async (signal) => {
    const granted = await askForToken({
      form: { grant_type: 'refresh_token', refresh_token: options.refreshToken },
      // A second mint leaves the first token valid: it costs one of ten, and no state.
      repeatable: true,
      signal,
    });
    return toAccessToken(granted);
  };
}
