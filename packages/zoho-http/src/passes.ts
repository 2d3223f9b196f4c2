import * as v from 'valibot';
import type { Clock } from './clock.ts';
import type { SharedStore } from './store/shared-store.ts';
import { typedEntries } from './store/typed-entries.ts';

export interface PassesOptions {
  store: SharedStore;
  /** What Zoho counts by. */
  key: string;
  /** The sum of costs within any `windowMs`. */
  limit: number;
  /** Milliseconds. */
  windowMs: number;
  clock: Clock;
}

/** What was let through in a rolling window, counted for all who share the store. */
export interface Passes {
  /**
   * Takes a pass, if the window has room for its cost, and resolves to 0; otherwise takes nothing
   * and resolves to the milliseconds until there may be room. A cost above the limit counts as all of it.
   */
  take(cost: number): Promise<number>;
}

/** When a pass was taken, in milliseconds since the epoch, and what it cost. */
const Pass = v.tuple([v.number(), v.number()]);
const Entry = v.array(Pass);
type Pass = v.InferOutput<typeof Pass>;

/** Passes of a longer window are counted by the minute: a day has 1,440 of them, however many pass. */
const exactUpToMs = 3_600_000;
const minuteMs = 60_000;

export function createPasses({ store, key, limit, windowMs, clock }: PassesOptions): Passes {
  const entries = typedEntries({ store, kind: 'pass', schema: Entry });
  const grain = windowMs > exactUpToMs ? minuteMs : 0;

  return {
    async take(cost) {
      const wanted = Math.min(cost, limit);
      let waitMs = 0;
      const take = (stored: Pass[] | undefined): Pass[] | undefined => {
        const now = clock.now();
        const live = stillCounted(stored ?? [], { now, windowMs, grain });
        waitMs = untilRoom(live, limit - wanted, windowMs, now);
        if (waitMs === 0) return addPass(live, roundUp(now, grain), wanted);
        // Passes of the future are kept as of now, or the window would begin anew with every look.
        return stored?.some(([at]) => at > now + grain) ? live : stored;
      };
      await entries.update(key, take, { lifeMs: 2 * windowMs + minuteMs });
      return waitMs;
    },
  };
}

// --- internal ---

/** Without those that are over. After a clock that was set back, no pass lies in the future. */
function stillCounted(
  passes: readonly Pass[],
  { now, windowMs, grain }: { now: number; windowMs: number; grain: number },
): Pass[] {
  return passes
    .map(([at, cost]): Pass => [Math.min(at, now + grain), cost])
    .filter(([at]) => at > now - windowMs);
}

/** Until the window holds no more than `room`; 0 when it does not now. Passes are in their order. */
function untilRoom(passes: readonly Pass[], room: number, windowMs: number, now: number): number {
  let used = passes.reduce((sum, [, cost]) => sum + cost, 0);
  let waitMs = 0;
  for (const [at, cost] of passes) {
    if (used <= room) break;
    used -= cost;
    waitMs = at + windowMs - now;
  }
  return Math.max(0, waitMs);
}

function addPass(passes: Pass[], at: number, cost: number): Pass[] {
  const last = passes.at(-1);
  if (last !== undefined && last[0] === at) return [...passes.slice(0, -1), [at, last[1] + cost]];
  return [...passes, [at, cost]];
}

/** Up: a pass that counts a little longer is safe, one that counts shorter is not. */
function roundUp(at: number, grain: number): number {
  return grain === 0 ? at : Math.ceil(at / grain) * grain;
}
