import type { Clock } from './clock.ts';
import { enterTurn } from './enter-turn.ts';
import type { Gate } from './gate.ts';
import type { PenaltyGate } from './penalty-gate.ts';
import { refusedForGood, refusedTooLate } from './refused-token.ts';
import type { RetryBudget } from './retry-budget.ts';
import { retryDelay, type RetryPolicy } from './retry.ts';
import { isZohoError, type ZohoError } from './zoho-error.ts';

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
  /** How many were sent before; repetitions for a newer token count. */
  attempt: number;
  /** Milliseconds of the clock spent at the gates and for the token. */
  waitMs: number;
}

/** A repetition that is about to happen. */
export interface Retry {
  error: ZohoError;
  /** The attempt that failed, as its `Turn` numbers it. */
  attempt: number;
  delayMs: number;
}

/** How `withRetry` repeats. `T` is what an attempt resolves to. */
export interface RetryOptions<T> {
  clock: Clock;
  policy?: RetryPolicy | undefined;
  /** Repetitions that the connection can afford; a 429 is not paid from it. @default as many as wanted */
  budget?: RetryBudget | undefined;
  gates?: readonly Gate[] | undefined;
  penalty?: PenaltyGate | undefined;
  authorize?: Authorize | undefined;
  signal?: AbortSignal | undefined;
  /** Whether the request can still be repeated; asked after every failure. @default yes */
  canRepeat?: (() => boolean) | undefined;
  /**
   * Finds out what became of a `maybe-committed` attempt: its value, or the error to go on with.
   * @default the error itself
   */
  settle?: ((doubt: ZohoError) => Promise<{ committed: T } | ZohoError>) | undefined;
  onRetry?: ((retry: Retry) => void) | undefined;
}

/** Refusals in a row on one penalty gate after which waiting again would only prolong it. */
const refusalsInARow = 3;

/**
 * Repeats `attempt` as the advice of its errors says; the only loop that does.
 *
 * 1. Gates are waited at before every attempt; that is not an attempt.
 * 2. `refresh-once` repeats with a newer token, once per request, and is not an attempt.
 * 3. `wait` and `backoff` repeat until the attempts or the budget are used up. A 429 closes the
 *    penalty gate for everybody; the third in a row, or a wait beyond `maxWaitMs`, fails at once.
 * 4. `maybe-committed` is settled, if somebody can; otherwise it fails.
 * 5. Anything that is not a `ZohoError` (an abort, what a body threw) is rethrown as it is.
 */
export async function withRetry<T>(
  attempt: (turn: Turn) => Promise<T>,
  options: RetryOptions<T>,
): Promise<T> {
  const { authorize, canRepeat = () => true, signal } = options;
  let rejected: string | undefined;
  let failed = 0;
  for (let sent = 0; ; sent += 1) {
    const outcome = await tryOnce(attempt, sent, rejected, options);
    if ('value' in outcome) return outcome.value;
    const { error, authorization, sentAt } = outcome;
    if (error.retry.kind === 'refresh-once') {
      if (authorization === undefined || rejected !== undefined) throw refusedForGood(error);
      rejected = authorization;
      if (!canRepeat()) throw await refusedTooLate(error, authorize, { rejected, signal });
      continue;
    }
    await pause(error, { sent, failed, sentAt }, options);
    failed += 1;
  }
}

// --- internal ---

type Outcome<T> =
  | { value: T }
  | { error: ZohoError; authorization: string | undefined; sentAt: number };

/** One attempt behind its gates, and what it comes to once a doubt about it is settled. */
async function tryOnce<T>(
  attempt: (turn: Turn) => Promise<T>,
  sent: number,
  rejected: string | undefined,
  options: RetryOptions<T>,
): Promise<Outcome<T>> {
  const { clock, penalty, budget, settle } = options;
  const from = clock.now();
  const { leave, authorization } = await enterTurn(options, rejected);
  const sentAt = clock.now();
  let value: T;
  try {
    value = await attempt({ authorization, leave, attempt: sent, waitMs: sentAt - from });
  } catch (error) {
    leave();
    if (!isZohoError(error)) throw error;
    if (error.kind !== 'maybe-committed' || settle === undefined)
      return { error, authorization, sentAt };
    const settled = await settle(error);
    if (!('committed' in settled)) return { error: settled, authorization, sentAt };
    value = settled.committed;
  }
  budget?.succeed();
  await penalty?.relent(sentAt);
  return { value };
}

/** Which attempt failed; `failed` counts those before it that were no repetition for a newer token. */
interface Failure {
  sent: number;
  failed: number;
  sentAt: number;
}

/** Waits as advised, or throws the error when it must not be repeated. */
async function pause<T>(
  error: ZohoError,
  { sent, failed, sentAt }: Failure,
  options: RetryOptions<T>,
): Promise<void> {
  const { clock, policy, penalty, budget, signal, canRepeat = () => true, onRetry } = options;
  const closes = error.kind === 'rate-limit' && error.retry.kind === 'wait';
  if (penalty !== undefined && error.kind === 'rate-limit' && error.retry.kind === 'wait') {
    const inARow = await penalty.impose(error.retry.ms, sentAt);
    if (inARow >= refusalsInARow) throw error;
  }
  const delayMs = retryDelay(error.retry, failed, policy);
  if (delayMs === undefined || !canRepeat()) throw error;
  if (!closes && budget?.take() === false) throw error;
  onRetry?.({ error, attempt: sent, delayMs });
  // With a penalty gate the wait is everybody's, at the gate.
  if (penalty === undefined || !closes) await clock.sleep(delayMs, signal);
}
