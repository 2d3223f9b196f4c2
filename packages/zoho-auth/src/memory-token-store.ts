import type { AccessToken } from './access-token.ts';
import type { TokenStore } from './token-store.ts';

/** Tokens for the life of the process. */
export function createMemoryTokenStore(): TokenStore {
  const tokens = new Map<string, AccessToken>();
  return {
    get: (key) => Promise.resolve(tokens.get(key)),
    set(key, token) {
      tokens.set(key, token);
      return Promise.resolve();
    },
    delete(key) {
      tokens.delete(key);
      return Promise.resolve();
    },
  };
}
