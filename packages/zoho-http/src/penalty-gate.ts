import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import { addRefusal, createPenaltyRecord, noPenalty, type PenaltyEntry } from './penalty-record.ts';
import type { SharedStore } from './store/shared-store.ts';
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
  /** Refusals in a row, as they were known when the gate was last asked. */
  readonly inARow: number;
  /** Milliseconds until the penalty is over; 0 when there is none. */
  remainingMs(): Promise<number>;
  /**
   * Closes the gate for `ms`. Resolves to the number of refusals in a row, this one included. A
   * request that was under way already (`sentAt`) when the gate closed belongs to the same refusal.
   */
  impose(ms: number, sentAt?: number): Promise<number>;
  /** An exchange that began at `sentAt` went through: the refusals in a row count from 0 again. */
  relent(sentAt: number): Promise<void>;
}

/** Whose penalty it is, where it is kept, and how long it may last. */
export interface PenaltyGateOptions {
  /** What Zoho counts by, e.g. a user of a data centre. */
  key: string;
  store: SharedStore;
  clock: Clock;
  /** Longer waits reject at once. Milliseconds. @default 600_000 */
  maxWaitMs?: number | undefined;
  /** A longer penalty is not believed, so that one bad header cannot lock us out for ever. @default 3_600_000 */
  maxPenaltyMs?: number | undefined;
  /** Called once per episode, however many callers wait and however often it is prolonged. */
  onPenalty?: ((penalty: Penalty) => void) | undefined;
  /** Called once when somebody passes again after an episode. */
  onClear?: ((cleared: { key: string }) => void) | undefined;
}

/** A gate that takes up the penalty in its store, so that what another process learnt counts too. */
export function createPenaltyGate(options: PenaltyGateOptions): PenaltyGate {
  const { key, store, clock, maxWaitMs = 600_000, maxPenaltyMs = 3_600_000 } = options;
  const record = createPenaltyRecord({ store, key, clock, maxPenaltyMs });
  /** As last seen; what this process was told itself is never forgotten. */
  let known = noPenalty;
  let announced = false;

  const see = (latest: PenaltyEntry): void => {
    const now = clock.now();
    const until = Math.max(known.until, latest.until);
    known = { ...latest, until };
    if (until > now === announced) return;
    announced = until > now;
    if (announced) options.onPenalty?.({ key, until, waitMs: until - now });
    else options.onClear?.({ key });
  };

  const remainingMs = async (): Promise<number> => {
    see(await record.read());
    return Math.max(0, known.until - clock.now());
  };

  return {
    key,
    get inARow() {
      return known.inARow;
    },
    remainingMs,
    async enter(signal) {
      for (let ms = await remainingMs(); ms > 0; ms = await remainingMs()) {
        if (ms > maxWaitMs) throw penaltyError(key, ms);
        await clock.sleep(ms, signal);
      }
      return () => undefined;
    },
    async impose(ms, sentAt = clock.now()) {
      const now = clock.now();
      const refusal = { until: now + Math.min(ms, maxPenaltyMs), sentAt };
      // Before the store, which may be slow or fail: nobody of this process passes from here on.
      see(addRefusal(known, refusal, now));
      see(await record.add(refusal));
      return known.inARow;
    },
    async relent(sentAt) {
      if (known.inARow === 0 || sentAt < known.imposedAt) return;
      known = { ...known, inARow: 0 };
      // A success is not lost for a store that cannot forget; the next request meets that store itself.
      await record.end(sentAt).catch(() => undefined);
    },
  };
}

// --- internal ---

function penaltyError(key: string, ms: number): ZohoError {
  const seconds = Math.ceil(ms / 1000);
  return new ZohoError(`Zoho refuses further requests of ${key} for another ${seconds} s`, {
    kind: 'rate-limit',
    retry: { kind: 'wait', ms },
    hint: 'Try again after that time; earlier requests prolong the penalty',
  });
}
