/**
 * What a request waits for. Waiting at a gate is not an attempt; leaving it is the caller's duty.
 * Gates are handed around, never global: two connections share one only if their owner says so.
 */
export interface Gate {
  /**
   * Resolves when the request may be sent, with a function to call once the exchange is over.
   * Rejects when `signal` aborts, or with a `rate-limit` error when the wait would be too long.
   */
  enter(signal?: AbortSignal): Promise<() => void>;
}
