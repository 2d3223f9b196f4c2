import { setTimeout } from 'node:timers/promises';

/**
 * Time as a port. Everything in zohokit that waits or compares instants asks a clock, so that a
 * test (or the emulator) can let hours of penalties pass in milliseconds.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Resolves once `ms` have passed. Rejects with the signal's reason as soon as it aborts.
   * A pending sleep keeps the process alive.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Node fires longer timers at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    const timerMs = Math.min(Math.max(0, ms), longestTimerMs);
    try {
      await setTimeout(timerMs, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      // Node rejects with an AbortError of its own; the promise here is the signal's reason.
      signal?.throwIfAborted();
      throw error;
    }
  },
};
