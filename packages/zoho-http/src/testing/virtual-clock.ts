import type { Clock } from '../clock.ts';

/** A clock whose time passes only while everybody sleeps. */
export interface VirtualClock extends Clock {
  /** Every sleep that was asked for, in order, in milliseconds. */
  readonly slept: readonly number[];
  /** Lets time pass without a sleep. */
  advance(ms: number): void;
}

interface Sleeper {
  due: number;
  wake: () => void;
}

/**
 * Sleepers wake in the order of their times, each at exactly its own; the machine's time is not
 * spent. Between two of them the event loop turns, so that whoever woke can ask for more.
 * @param startMs the first instant. @default 0
 */
export function createVirtualClock(startMs = 0): VirtualClock {
  const slept: number[] = [];
  const sleepers: Sleeper[] = [];
  let now = startMs;
  let turning = false;

  const turn = (): void => {
    turning = false;
    const next = sleepers.toSorted((a, b) => a.due - b.due)[0];
    if (next === undefined) return;
    sleepers.splice(sleepers.indexOf(next), 1);
    now = Math.max(now, next.due);
    next.wake();
    schedule();
  };
  const schedule = (): void => {
    if (turning || sleepers.length === 0) return;
    turning = true;
    setImmediate(turn);
  };

  return {
    slept,
    now: () => now,
    advance(ms) {
      now += ms;
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        slept.push(ms);
        const sleeper: Sleeper = { due: now + Math.max(0, ms), wake: resolve };
        const onAbort = (): void => {
          const reason: unknown = signal?.reason;
          const index = sleepers.indexOf(sleeper);
          if (index !== -1) sleepers.splice(index, 1);
          reject(reason);
        };
        if (signal?.aborted === true) {
          onAbort();
          return;
        }
        signal?.addEventListener('abort', onAbort, { once: true });
        sleepers.push(sleeper);
        schedule();
      }),
  };
}
