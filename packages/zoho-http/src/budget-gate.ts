import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import { createPasses } from './passes.ts';
import { createMemoryStore } from './store/memory-store.ts';
import type { SharedStore } from './store/shared-store.ts';
import { ZohoError } from './zoho-error.ts';

/** How much may be spent, and where it is counted. */
export interface BudgetGateOptions {
  /** What Zoho counts by, e.g. an organisation of CRM; named in messages. */
  key: string;
  /** What may be spent within any `windowMs`. */
  limit: number;
  /** Milliseconds. @default 86_400_000, a day */
  windowMs?: number | undefined;
  clock: Clock;
  /** Where spending is counted; shared with other processes if it is durable. @default this gate's own */
  store?: SharedStore | undefined;
  /** Longer waits reject at once. Milliseconds. @default 600_000 */
  maxWaitMs?: number | undefined;
}

/** A budget that requests are paid from. */
export interface Budget {
  /**
   * The gate of a request with this cost. Entering rejects with kind `rate-limit` when the budget is
   * spent for longer than `maxWaitMs`.
   */
  spend(cost: number): Gate;
}

/** Credits of a rolling day, as CRM counts them (Zoho doc v8: api-limits). Counted by the minute. */
export function createBudgetGate(options: BudgetGateOptions): Budget {
  const { key, limit, windowMs = 86_400_000, clock, maxWaitMs = 600_000 } = options;
  const { store = createMemoryStore() } = options;
  const passes = createPasses({ store, key, limit, windowMs, clock });

  return {
    spend: (cost) => ({
      async enter(signal) {
        for (;;) {
          signal?.throwIfAborted();
          const waitMs = await passes.take(cost);
          if (waitMs === 0) return () => undefined;
          if (waitMs > maxWaitMs) throw spent(options, waitMs);
          await clock.sleep(waitMs, signal);
        }
      },
    }),
  };
}

// --- internal ---

function spent({ key, limit }: BudgetGateOptions, ms: number): ZohoError {
  return new ZohoError(
    `The budget of ${limit} for ${key} is spent for another ${Math.ceil(ms / 1000)} s`,
    {
      kind: 'rate-limit',
      retry: { kind: 'wait', ms },
      hint: 'It is a limit of your own: raise it, or try again after that time',
    },
  );
}
