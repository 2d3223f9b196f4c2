import { enterGates } from './enter-gates.ts';
import type { Authorize, RetryOptions } from './with-retry.ts';

/** What an attempt needs before it may be sent. */
export interface Entered {
  authorization: string | undefined;
  leave: () => void;
}

type EnterOptions = Pick<RetryOptions<unknown>, 'gates' | 'penalty' | 'authorize' | 'signal'>;

/**
 * Asks for the token before the gates, because it may take long to get, and after it the requests
 * that waited for the same one would leave in a burst; and once more behind them, because it may
 * have run out there. Then it is the gates' turn again: the pace that was paid for has passed, and a
 * penalty may have come. Only once: a token that is new and runs out again is used as it is.
 */
export async function enterTurn(
  options: EnterOptions,
  rejected: string | undefined,
): Promise<Entered> {
  const { gates = [], penalty, authorize, signal } = options;
  signal?.throwIfAborted();
  const authorization = await authorize?.({ rejected, signal });
  const leave = await enterGates(gates, penalty, signal);
  const latest = await authorizeInside(authorize, { rejected, signal }, leave);
  if (latest === authorization) return { leave, authorization };
  leave();
  return { leave: await enterGates(gates, penalty, signal), authorization: latest };
}

// --- internal ---

/** A token that cannot be had must not keep the places of whoever asked for it. */
async function authorizeInside(
  authorize: Authorize | undefined,
  options: Parameters<Authorize>[0],
  leave: () => void,
): Promise<string | undefined> {
  try {
    return await authorize?.(options);
  } catch (error) {
    leave();
    throw error;
  }
}
