import type { Clock } from './clock.ts';

/** How many repetitions there are. */
export interface RetryBudgetOptions {
  clock: Clock;
  /** Repetitions that are there at the start, and never more. @default 20 */
  capacity?: number | undefined;
  /** What a success gives back. @default 0.2 */
  perSuccess?: number | undefined;
  /** What a second gives back, so that a quiet program is not left without. @default 0.1 */
  perSecond?: number | undefined;
}

/**
 * Repetitions that a connection can afford. In an outage every request would otherwise be sent three
 * times, to a server that has trouble with once.
 */
export interface RetryBudget {
  /** Takes one repetition, if there is one. */
  take(): boolean;
  /** A request went through. */
  succeed(): void;
}

/** A budget that successes and time fill up again. */
export function createRetryBudget(options: RetryBudgetOptions): RetryBudget {
  const { clock, capacity = 20, perSuccess = 0.2, perSecond = 0.1 } = options;
  let left = capacity;
  let filledAt = clock.now();

  const add = (more: number): void => {
    left = Math.min(capacity, left + more);
  };

  return {
    take() {
      const now = clock.now();
      add((Math.max(0, now - filledAt) / 1000) * perSecond);
      filledAt = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    succeed: () => add(perSuccess),
  };
}
