import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import type { PenaltyStore } from './penalty-store.ts';
import { ZohoError } from './zoho-error.ts';

/** A penalty that has just begun or that was found in the store. */
export interface Penalty {
  key: string;
  /** Milliseconds since the epoch. */
  until: number;
  /** Milliseconds from now. */
  waitMs: number;
}

/**
 * The gate that Zoho closes: nobody who shares its key passes until the penalty is over. Entering
 * rejects with kind `rate-limit` when that takes longer than `maxWaitMs`.
 */
export interface PenaltyGate extends Gate {
  readonly key: string;
  /** Milliseconds until the penalty is over; 0 when there is none. */
  remainingMs(): Promise<number>;
  /**
   * Closes the gate for `ms`. Resolves to the number of refusals in a row, this one included. A
   * request that was under way already (`sentAt`) when the gate closed belongs to the same refusal.
   */
  impose(ms: number, sentAt?: number): Promise<number>;
  /** An exchange that began at `sentAt` went through: the refusals in a row count from 0 again. */
  relent(sentAt: number): void;
}

/** Whose penalty it is, where it is kept, and how long it may last. */
export interface PenaltyGateOptions {
  /** What Zoho counts by, e.g. a user of a data centre. */
  key: string;
  store: PenaltyStore;
  clock: Clock;
  /** Longer waits reject at once. Milliseconds. @default 600_000 */
  maxWaitMs?: number | undefined;
  /** A longer penalty is not believed, so that one bad header cannot lock us out for ever. @default 3_600_000 */
  maxPenaltyMs?: number | undefined;
  /** Called once per episode, however many callers wait and however often it is prolonged. */
  onPenalty?: ((penalty: Penalty) => void) | undefined;
}

/** A gate that takes up the penalty in its store, so that what another process learnt counts too. */
export function createPenaltyGate(options: PenaltyGateOptions): PenaltyGate {
  const { key, store, clock, maxWaitMs = 600_000, maxPenaltyMs = 3_600_000, onPenalty } = options;
  let until = Number.NEGATIVE_INFINITY;
  let imposedAt = Number.NEGATIVE_INFINITY;
  let inARow = 0;

  /** Takes over a longer penalty and announces it when none was known to be in force. */
  const close = (newUntil: number): void => {
    const now = clock.now();
    const begins = until <= now && newUntil > now;
    until = Math.max(until, newUntil);
    if (begins) onPenalty?.({ key, until, waitMs: until - now });
  };

  const remainingMs = async (): Promise<number> => {
    const stored = await store.get(key);
    const latest = clock.now() + maxPenaltyMs;
    if (stored !== undefined) close(Math.min(stored, latest));
    return Math.max(0, until - clock.now());
  };

  return {
    key,
    remainingMs,
    async enter(signal) {
      for (let ms = await remainingMs(); ms > 0; ms = await remainingMs()) {
        if (ms > maxWaitMs) throw penaltyError(key, ms);
        await clock.sleep(ms, signal);
      }
      return () => undefined;
    },
    async impose(ms, sentAt = clock.now()) {
      if (sentAt >= imposedAt) {
        inARow += 1;
        imposedAt = clock.now();
      }
      const newUntil = clock.now() + Math.min(ms, maxPenaltyMs);
      close(newUntil);
      await store.impose(key, newUntil);
      return inARow;
    },
    relent(sentAt) {
      if (sentAt >= imposedAt) inARow = 0;
    },
  };
}

function penaltyError(key: string, ms: number): ZohoError {
  const seconds = Math.ceil(ms / 1000);
  return new ZohoError(`Zoho refuses further requests of ${key} for another ${seconds} s`, {
    kind: 'rate-limit',
    retry: { kind: 'wait', ms },
    hint: 'Try again after that time; earlier requests prolong the penalty',
  });
}
