import type { RetryAdvice } from './advice.ts';

/** How often an attempt is repeated, and how long it waits in between. */
export interface RetryPolicy {
  /** Attempts in all, the first included. @default 3 */
  attempts?: number | undefined;
  /** Upper bound of the first backoff, doubled for each further one. Milliseconds. @default 500 */
  baseMs?: number | undefined;
  /** No backoff is longer. Milliseconds. @default 30_000 */
  capMs?: number | undefined;
  /** No wait that Zoho asks for is sat out when it is longer. Milliseconds. @default 600_000 */
  maxWaitMs?: number | undefined;
  /** From 0 (inclusive) to 1. @default Math.random */
  random?: (() => number) | undefined;
}

/**
 * Milliseconds to wait before the request is repeated, or `undefined` when it must not be.
 * `attempt` is the one that failed; the first is 0.
 */
export function retryDelay(
  advice: RetryAdvice,
  attempt: number,
  policy: RetryPolicy = {},
): number | undefined {
  const { attempts = 3, baseMs = 500, capMs = 30_000, maxWaitMs = 600_000 } = policy;
  const { random = Math.random } = policy;
  if (attempt + 1 >= attempts) return undefined;
  switch (advice.kind) {
    case 'never':
    // A newer token is the loop's to fetch; it is not an attempt.
    case 'refresh-once':
      return undefined;
    case 'wait':
      // The server's word is not jittered.
      return advice.ms > maxWaitMs ? undefined : advice.ms;
    case 'backoff':
      // Full jitter: callers that failed together must not come back together.
      return random() * Math.min(capMs, baseMs * 2 ** attempt);
    default:
      return advice satisfies never;
  }
}
