import * as v from 'valibot';
import type { Clock } from './clock.ts';
import type { SharedStore } from './store/shared-store.ts';
import { typedEntries } from './store/typed-entries.ts';

const Entry = v.object({
  /** Milliseconds since the epoch. */
  until: v.number(),
  /** When it was imposed the last time, likewise. */
  imposedAt: v.number(),
  /** Refusals in a row. */
  inARow: v.number(),
});

/** What is known of the penalties of a key. */
export type PenaltyEntry = v.InferOutput<typeof Entry>;

/** The time before all penalties. */
export const noPenalty: PenaltyEntry = {
  until: Number.NEGATIVE_INFINITY,
  imposedAt: Number.NEGATIVE_INFINITY,
  inARow: 0,
};

export interface PenaltyRecordOptions {
  store: SharedStore;
  key: string;
  clock: Clock;
  /** A longer penalty is not believed. */
  maxPenaltyMs: number;
}

/** A refusal as it was met. */
export interface Refusal {
  /** Until when Zoho refuses us. */
  until: number;
  /** When the refused request was sent. */
  sentAt: number;
}

/** The penalties of a key, as all who share the store know them. */
export interface PenaltyRecord {
  read(): Promise<PenaltyEntry>;
  /** Adds a refusal; resolves to what is known then. */
  add(refusal: Refusal): Promise<PenaltyEntry>;
  /** The refusals in a row end with a success that began after the last of them. */
  end(sentAt: number): Promise<void>;
}

/** Refusals this long after the last penalty are not in a row with it. */
const forgottenAfterMs = 3_600_000;

export function createPenaltyRecord(options: PenaltyRecordOptions): PenaltyRecord {
  const { store, key, clock, maxPenaltyMs } = options;
  const entries = typedEntries({ store, kind: 'penalty', schema: Entry });
  const life = { lifeMs: maxPenaltyMs + forgottenAfterMs };

  const believe = (stored: PenaltyEntry | undefined): PenaltyEntry => {
    const now = clock.now();
    if (stored === undefined || stored.until + forgottenAfterMs < now) return noPenalty;
    return {
      ...stored,
      until: Math.min(stored.until, now + maxPenaltyMs),
      // After a clock that was set back, a refusal would count as one with the last for ever.
      imposedAt: Math.min(stored.imposedAt, now),
    };
  };

  return {
    async read() {
      const stored = await entries.get(key);
      if (stored === undefined || stored.until <= clock.now() + maxPenaltyMs)
        return believe(stored);
      // Shortened in the store too, or the longest penalty would begin anew with every look.
      return (await entries.update(key, believe, life)) ?? noPenalty;
    },
    async add(refusal) {
      const merge = (stored: PenaltyEntry | undefined): PenaltyEntry =>
        addRefusal(believe(stored), refusal, clock.now());
      return (await entries.update(key, merge, life)) ?? noPenalty;
    },
    async end(sentAt) {
      const forget = (stored: PenaltyEntry | undefined): PenaltyEntry | undefined =>
        stored !== undefined && sentAt >= stored.imposedAt ? { ...stored, inARow: 0 } : stored;
      await entries.update(key, forget, life);
    },
  };
}

/** A request that was under way already when the last penalty began belongs to the same refusal. */
export function addRefusal(
  before: PenaltyEntry,
  { until, sentAt }: Refusal,
  now: number,
): PenaltyEntry {
  const isSame = sentAt < before.imposedAt;
  return {
    until: Math.max(before.until, until),
    imposedAt: isSame ? before.imposedAt : now,
    inARow: isSame ? before.inARow : before.inARow + 1,
  };
}
