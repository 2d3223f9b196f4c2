/**
 * What a caller may do about a failure.
 *
 * - `never`: the same request will fail again.
 * - `backoff`: transient; repeat after an exponential, jittered pause.
 * - `wait`: the server said how long; repeat after the whole of it, unjittered.
 * - `refresh-once`: the access token was refused; repeat once with a newer one.
 */
export type RetryAdvice =
  | { kind: 'never' }
  | { kind: 'backoff' }
  | { kind: 'wait'; ms: number }
  | { kind: 'refresh-once' };
