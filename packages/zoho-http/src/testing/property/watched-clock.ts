import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import { createVirtualClock } from '../virtual-clock.ts';

/** A virtual clock that knows whether anybody sleeps, and can be stopped. */
export interface WatchedClock extends Clock {
  /** The work's result; rejects when it waits for something that is no sleep, or never ends. */
  finish<T>(work: Promise<T>): Promise<T>;
}

/** Turns of the event loop in which nobody sleeps and nothing ends: more than any chain needs. */
const idleTurns = 20;
/** More than any scenario needs, whatever its waits. */
const longestRun = 5000;

export function createWatchedClock(): WatchedClock {
  const clock = createVirtualClock();
  let sleeping = 0;
  let stopped = false;
  return {
    now: () => clock.now(),
    async sleep(ms, signal) {
      if (stopped) await new Promise(() => undefined);
      sleeping += 1;
      try {
        await clock.sleep(ms, signal);
      } finally {
        sleeping -= 1;
      }
    },
    async finish(work) {
      const state = { ended: false };
      const end = (): void => {
        state.ended = true;
      };
      work.then(end, end);
      for (let [turn, idle] = [0, 0]; !state.ended; turn += 1) {
        await setImmediate();
        idle = sleeping === 0 ? idle + 1 : 0;
        stopped = idle > idleTurns || turn > longestRun;
        if (stopped) throw new Error(idle > idleTurns ? 'A request waits for ever' : 'No end');
      }
      return work;
    },
  };
}
