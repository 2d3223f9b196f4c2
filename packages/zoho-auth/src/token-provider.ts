import type { Clock } from '@zohokit/zoho-http';
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
 * 1. The current token, unless it is refused or about to expire.
 * 2. The store's, under the same conditions: another process may have minted it.
 * 3. A new one, minted once for all who wait, and stored.
 */
export function createTokenProvider(options: TokenProviderOptions): TokenProvider {
  const { grant, store, key, clock, marginMs = 300_000, onToken } = options;
  let current: AccessToken | undefined;

  const isGood = (token: AccessToken | undefined, rejected?: string): token is AccessToken =>
    token !== undefined && token.value !== rejected && clock.now() < token.expiresAt - marginMs;

  const obtain = createSharedTask(async (rejected: string | undefined, signal: AbortSignal) => {
    const stored = await store.get(key);
    const reuse = isGood(stored, rejected);
    const token = reuse ? stored : await grant(signal);
    onToken?.(token, reuse ? 'store' : 'mint');
    current = token;
    if (!reuse) await store.set(key, token);
    return token;
  });

  return async ({ rejected, signal } = {}) => {
    signal?.throwIfAborted();
    if (isGood(current, rejected)) return current.value;
    const token = await obtain(rejected, signal);
    if (token.value !== rejected) return token.value;
    // Joined a task that began before this token was refused: it found it in the store.
    return (await obtain(rejected, signal)).value;
  };
}
