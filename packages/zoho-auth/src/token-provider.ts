import {
  isZohoError,
  typedEntries,
  ZohoError,
  type Clock,
  type SharedStore,
} from '@zohokit/zoho-http';
import { AccessTokenEntry, type AccessToken } from './access-token.ts';
import { createGrantRefusals } from './grant-refusals.ts';
import { withLease } from './lease.ts';
import type { Grant } from './refresh-token-grant.ts';
import { createSharedTask } from './shared-task.ts';

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
  /** Tokens are secrets: see `encryptedStore`. */
  store: SharedStore;
  /** The user's key in the store, without a secret in it. */
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
 * 3. A new one, minted once for all who wait, in all processes that share the store, and stored.
 *    Rejects with kind `authorization` when it is the refused one again: another mint would answer
 *    the same and cost one of ten.
 *
 * A refusal of a token is remembered until a mint succeeds: while none does, no request tries that
 * token. A refusal of the grant itself is final: Zoho is asked no more, see `createGrantRefusals`.
 */
export function createTokenProvider(options: TokenProviderOptions): TokenProvider {
  const { grant, store, key, clock, marginMs = 300_000, onToken } = options;
  const tokens = typedEntries({ store, kind: 'token', schema: AccessTokenEntry });
  const refusals = createGrantRefusals({ store, key });
  const refused = new Set<string>();
  let current: AccessToken | undefined;

  const isGood = (token: AccessToken | undefined): token is AccessToken =>
    token !== undefined && !refused.has(token.value) && clock.now() < token.expiresAt - marginMs;

  const look = async (): Promise<Obtained | undefined> => {
    const stored = await tokens.get(key);
    if (isGood(stored)) return { token: stored, from: 'store' };
    await refusals.check();
    return undefined;
  };

  const mint = async (signal: AbortSignal): Promise<Obtained> => {
    let token: AccessToken;
    try {
      token = await grant(signal);
    } catch (error) {
      if (isZohoError(error) && error.kind === 'authorization') await refusals.remember(error);
      throw error;
    }
    // Zoho stands by what it mints, also by a token that it refused before.
    refused.clear();
    // The secret is known to whoever keeps secrets before anything else sees it, a failing store too.
    onToken?.(token, 'mint');
    current = token;
    await tokens.update(key, () => token);
    return { token, from: 'mint' };
  };

  const obtain = createSharedTask(async (_: undefined, signal: AbortSignal) => {
    const obtained = await withLease({ store, key, signal, look, work: () => mint(signal) });
    if (obtained.from === 'store') onToken?.(obtained.token, 'store');
    current = obtained.token;
    return obtained;
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

interface Obtained {
  token: AccessToken;
  from: 'mint' | 'store';
}

function sameAgain(): ZohoError {
  return new ZohoError('Zoho answers a mint with the very access token that it refused', {
    kind: 'authorization',
    hint: 'Authorise the connection again if this persists',
  });
}
