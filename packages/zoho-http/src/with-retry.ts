import type { Clock } from './clock.ts';
import { enterGates } from './enter-gates.ts';
import type { Gate } from './gate.ts';
import type { PenaltyGate } from './penalty-gate.ts';
import { retryDelay, type RetryPolicy } from './retry.ts';
import { isZohoError, ZohoError } from './zoho-error.ts';

/**
 * Gives the value of the `authorization` header. `rejected` names a value that Zoho refused: the
 * answer is a newer one. It retries by itself; its rejections end the request as they are.
 */
export type Authorize = (options: {
  rejected?: string | undefined;
  signal?: AbortSignal | undefined;
}) => Promise<string>;

/** What one attempt is given. */
export interface Turn {
  authorization: string | undefined;
  /** Called by the attempt when its exchange is over; after a rejection the loop does it. */
  leave: () => void;
}

/** A repetition that is about to happen. */
export interface Retry {
  error: ZohoError;
  /** The attempt that failed; the first is 0. */
  attempt: number;
  delayMs: number;
}

/** What the loop waits for before each attempt, and when it gives up. */
export interface RetryOptions {
  clock: Clock;
  policy?: RetryPolicy | undefined;
  gates?: readonly Gate[] | undefined;
  penalty?: PenaltyGate | undefined;
  authorize?: Authorize | undefined;
  signal?: AbortSignal | undefined;
  /** Whether the request can still be repeated; asked after every failure. @default yes */
  canRepeat?: (() => boolean) | undefined;
  onRetry?: ((retry: Retry) => void) | undefined;
}

/** Refusals in a row on one penalty gate after which waiting again would only prolong it. */
const refusalsInARow = 3;

/**
 * Repeats `attempt` as the advice of its errors says; the only loop that does.
 *
 * 1. Gates are waited at before every attempt; that is not an attempt.
 * 2. `refresh-once` repeats with a newer token, once per request, and is not an attempt.
 * 3. `wait` and `backoff` repeat until the attempts are used up. A 429 closes the penalty gate for
 *    everybody; the third in a row, or a wait beyond `maxWaitMs`, fails at once.
 * 4. Anything that is not a `ZohoError` (an abort, what a body threw) is rethrown as it is.
 */
export async function withRetry<T>(
  attempt: (turn: Turn) => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { clock, penalty, canRepeat = () => true } = options;
  let rejected: string | undefined;
  let failed = 0;
  for (;;) {
    const { leave, authorization } = await enter(options, rejected);
    const sentAt = clock.now();
    let error: unknown;
    try {
      const value = await attempt({ authorization, leave });
      penalty?.relent(sentAt);
      return value;
    } catch (caught) {
      leave();
      error = caught;
    }
    if (!isZohoError(error)) throw error;
    if (error.retry.kind === 'refresh-once') {
      if (authorization === undefined || rejected !== undefined) throw refusedForGood(error);
      rejected = authorization;
      if (!canRepeat()) throw await refusedTooLate(error, options, rejected);
      continue;
    }
    await pause(error, failed, sentAt, options);
    failed += 1;
  }
}

// --- internal ---

/**
 * Asks for the token before the gates, because it may take long to get, and after it the requests
 * that waited for the same one would leave in a burst; and once more behind them, because it may
 * have run out there. Then it is the gates' turn again: the pace that was paid for has passed, and a
 * penalty may have come. Only once: a token that is new and runs out again is used as it is.
 */
async function enter(options: RetryOptions, rejected: string | undefined): Promise<Turn> {
  const { gates = [], penalty, authorize, signal } = options;
  signal?.throwIfAborted();
  const authorization = await authorize?.({ rejected, signal });
  const leave = await enterGates(gates, penalty, signal);
  const latest = await authorizeInside(options, rejected, leave);
  if (latest === authorization) return { leave, authorization };
  leave();
  return { leave: await enterGates(gates, penalty, signal), authorization: latest };
}

async function authorizeInside(
  { authorize, signal }: RetryOptions,
  rejected: string | undefined,
  leave: () => void,
): Promise<string | undefined> {
  try {
    return await authorize?.({ rejected, signal });
  } catch (error) {
    leave();
    throw error;
  }
}

/** Waits as advised, or throws the error when it must not be repeated. */
async function pause(
  error: ZohoError,
  attempt: number,
  sentAt: number,
  options: RetryOptions,
): Promise<void> {
  const { clock, policy, penalty, signal, canRepeat = () => true, onRetry } = options;
  const closes = error.kind === 'rate-limit' && error.retry.kind === 'wait';
  if (penalty !== undefined && error.kind === 'rate-limit' && error.retry.kind === 'wait') {
    const inARow = await penalty.impose(error.retry.ms, sentAt);
    if (inARow >= refusalsInARow) throw error;
  }
  const delayMs = retryDelay(error.retry, attempt, policy);
  if (delayMs === undefined || !canRepeat()) throw error;
  onRetry?.({ error, attempt, delayMs });
  // With a penalty gate the wait is everybody's, at the gate.
  if (penalty === undefined || !closes) await clock.sleep(delayMs, signal);
}

function refusedForGood(error: ZohoError): ZohoError {
  return new ZohoError(`${error.message}: also refused with a new access token`, {
    ...about(error),
    kind: 'authorization',
    hint: error.hint ?? 'Authorise the connection again',
  });
}

/** The next request must not use the refused token again, so the newer one is fetched all the same. */
async function refusedTooLate(
  error: ZohoError,
  { authorize, signal }: RetryOptions,
  rejected: string,
): Promise<ZohoError> {
  await authorize?.({ rejected, signal });
  return new ZohoError(`${error.message}: its body cannot be sent a second time`, {
    ...about(error),
    kind: 'unavailable',
    retry: { kind: 'backoff' },
  });
}

function about(error: ZohoError): Pick<ZohoError, 'code' | 'status' | 'method' | 'path'> {
  const { code, status, method, path } = error;
  return { code, status, method, path };
}
