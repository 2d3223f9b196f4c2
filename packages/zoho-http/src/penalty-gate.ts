import * as v from 'valibot';
import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import type { SharedStore } from './store/shared-store.ts';
import { typedEntries } from './store/typed-entries.ts';
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

const Entry = v.object({
  until: v.number(),
  /** When it was imposed the last time. */
  imposedAt: v.number(),
  inARow: v.number(),
});
type Entry = v.InferOutput<typeof Entry>;

const none: Entry = {
  until: Number.NEGATIVE_INFINITY,
  imposedAt: Number.NEGATIVE_INFINITY,
  inARow: 0,
};

/** Refusals this long after the last penalty are not in a row with it. */
const forgottenAfterMs = 3_600_000;

/** A gate that takes up the penalty in its store, so that what another process learnt counts too. */
export function createPenaltyGate(options: PenaltyGateOptions): PenaltyGate {
  const { key, store, clock, maxWaitMs = 600_000, maxPenaltyMs = 3_600_000 } = options;
  const entries = typedEntries({ store, kind: 'penalty', schema: Entry });
  /** As last seen in the store; what this process was told itself is never forgotten. */
  let known = none;
  let announced = false;

  const see = (stored: Entry | undefined): void => {
    const now = clock.now();
    const believed = believe(stored, now, maxPenaltyMs);
    const until = Math.max(known.until, believed.until);
    known = { ...believed, until };
    if (until > now && !announced) {
      announced = true;
      options.onPenalty?.({ key, until, waitMs: until - now });
    } else if (until <= now && announced) {
      announced = false;
      options.onClear?.({ key });
    }
  };

  const isTooFar = (stored: Entry | undefined): boolean =>
    stored !== undefined && stored.until > clock.now() + maxPenaltyMs;

  /** In the store too, or the hour would begin anew with every look. */
  const shorten = (stored: Entry | undefined): Entry | undefined =>
    stored === undefined ? undefined : believe(stored, clock.now(), maxPenaltyMs);

  const remainingMs = async (): Promise<number> => {
    const stored = await entries.get(key);
    see(isTooFar(stored) ? await entries.update(key, shorten) : stored);
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
      const until = now + Math.min(ms, maxPenaltyMs);
      const next = prolong(known, { sentAt, now, until });
      // Before the store, which may be slow or fail: nobody of this process passes from here on.
      see(next);
      const stored = await entries.update(
        key,
        (current) => prolong(believe(current, now, maxPenaltyMs), { sentAt, now, until }),
        { lifeMs: maxPenaltyMs + forgottenAfterMs },
      );
      see(stored ?? next);
      return known.inARow;
    },
    async relent(sentAt) {
      if (known.inARow === 0 || sentAt < known.imposedAt) return;
      known = { ...known, inARow: 0 };
      await entries.update(key, (current) =>
        current !== undefined && sentAt >= current.imposedAt ? { ...current, inARow: 0 } : current,
      );
    },
  };
}

// --- internal ---

/** A stored penalty as far as it makes sense now. */
function believe(stored: Entry | undefined, now: number, maxPenaltyMs: number): Entry {
  if (stored === undefined || stored.until + forgottenAfterMs < now) return none;
  return {
    ...stored,
    until: Math.min(stored.until, now + maxPenaltyMs),
    // After a clock that was set back, a refusal would otherwise count as one with the last for ever.
    imposedAt: Math.min(stored.imposedAt, now),
  };
}

function prolong(
  before: Entry,
  { sentAt, now, until }: { sentAt: number; now: number; until: number },
): Entry {
  const isSame = sentAt < before.imposedAt;
  return {
    until: Math.max(before.until, until),
    imposedAt: isSame ? before.imposedAt : now,
    inARow: isSame ? before.inARow : before.inARow + 1,
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
