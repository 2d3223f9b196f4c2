import { ZohoError, type Clock } from '@zohokit/zoho-http';
import type { AccessToken } from './access-token.ts';
import type { Grant } from './refresh-token-grant.ts';
import { createSharedTask } from './shared-task.ts';
import type { TokenStore } from './token-store.ts';

/**
 * Gives an access token that is good for a while. `rejected` names one that Zoho refused: that one
 * is not given again, and a newer one is not thrown away because of a late refusal of an older.
 */
export type TokenProvider = (options?: {
  rejected?: string | undefined;
  signal?: AbortSignal | undefined;
}) => Promise<string>;

/** Where tokens come from, where they are kept, and how early they are replaced. */
export interface TokenProviderOptions {
  grant: Grant;
  store: TokenStore;
  /** The user's key in the store. */
  key: string;
  clock: Clock;
  /**
   * A token is replaced this long before it expires, in milliseconds; a long upload must not outlive
   * it. @default 300_000
   */
  marginMs?: number | undefined;
  /** Called with every token that was minted or taken from the store. */
  onToken?: ((token: AccessToken, from: 'mint' | 'store') => void) | undefined;
}

/**
 * One token for all callers.
 *
 * 1. The current token, unless it was refused or is about to expire.
 * 2. The store's, under the same conditions: another process may have minted it.
 * 3. A new one, minted once for all who wait, and stored. Rejects with kind `authorization` when it
 *    is the refused one again: another mint would answer the same and cost one of ten.
 *
 * A refusal is remembered until a mint succeeds: while none does, no request tries that token.
 */
export function createTokenProvider(options: TokenProviderOptions): TokenProvider {
  const { grant, store, key, clock, marginMs = 300_000, onToken } = options;
  const refused = new Set<string>();
  let current: AccessToken | undefined;

  const isGood = (token: AccessToken | undefined): token is AccessToken =>
    token !== undefined && !refused.has(token.value) && clock.now() < token.expiresAt - marginMs;

  const obtain = createSharedTask(async (_: undefined, signal: AbortSignal) => {
    const stored = await store.get(key);
    const from = isGood(stored) ? 'store' : 'mint';
    const token = isGood(stored) ? stored : await grant(signal);
    onToken?.(token, from);
    current = token;
    if (from === 'mint') {
      // Zoho stands by what it mints, also by a token that it refused before.
      refused.clear();
      await store.set(key, token);
    }
    return { token, from };
  });

  return async ({ rejected, signal } = {}) => {
    signal?.throwIfAborted();
    if (rejected !== undefined) refused.add(rejected);
    if (isGood(current)) return current.value;
    let { token, from } = await obtain(undefined, signal);
    // Joined a task that began before this token was refused: it found it in the store.
    if (token.value === rejected && from === 'store')
      ({ token, from } = await obtain(undefined, signal));
    if (token.value === rejected) throw sameAgain();
    return token.value;
  };
}

// --- internal ---

function sameAgain(): ZohoError {
  return new ZohoError('Zoho answers a mint with the very access token that it refused', {
    kind: 'authorization',
    hint: 'Authorise the connection again if this persists',
  });
}
