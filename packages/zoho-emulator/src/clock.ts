import { AsyncLocalStorage } from 'node:async_hooks';
import type { EmulatorClock } from './seam.ts';

export type { EmulatorClock } from './seam.ts';

/** A clock that can also be told to forget what it was going to do. */
export interface OwnedClock extends EmulatorClock {
  /** Drops every scheduled task and stops the timer behind them. */
  clear(): void;
}

interface Task {
  at: number;
  run: () => void;
}

/** The last moment that all the ways of writing a time agree on: the end of the year 9999. */
const lastMoment = Date.parse('9999-12-31T23:59:59.999Z');

/** `setTimeout` turns longer waits into 1 ms; a task further away is looked at again then. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Creates the emulator's clock: the machine's clock plus whatever it was advanced by. A scheduled
 * task runs when it is due, in the order of the due times: on `advance`, during which `now()` reads
 * the task's own time, and otherwise by a timer that does not keep the process alive. It runs in the
 * async context of whoever scheduled it, whose bent profile must not meet the tasks of others.
 */
export function createEmulatorClock(machineNow: () => number = Date.now): OwnedClock {
  let offset = 0;
  let tasks: Task[] = [];
  let timer: NodeJS.Timeout | undefined;

  const now = () => machineNow() + offset;

  const runUntil = (until: number): void => {
    for (;;) {
      const next = tasks[0];
      if (next === undefined || next.at > until) return;
      tasks.shift();
      offset += Math.max(0, next.at - now());
      next.run();
    }
  };

  const arm = (): void => {
    clearTimeout(timer);
    const next = tasks[0];
    if (next === undefined) return;
    timer = setTimeout(
      () => {
        runUntil(now());
        arm();
      },
      Math.min(longestTimerMs, Math.max(0, next.at - now())),
    );
    timer.unref();
  };

  return {
    now,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) {
        throw new RangeError(`The clock only goes forward: cannot advance by ${ms} ms`);
      }
      const target = now() + ms;
      if (target > lastMoment) {
        throw new RangeError(`The clock ends with the year 9999: cannot advance by ${ms} ms`);
      }
      runUntil(target);
      offset += Math.max(0, target - now());
      arm();
    },
    schedule(at, run) {
      tasks.push({ at, run: AsyncLocalStorage.bind(run) });
      // The sort is stable: tasks of one moment run in the order in which they were scheduled.
      tasks.sort((one, other) => one.at - other.at);
      arm();
    },
    clear() {
      tasks = [];
      clearTimeout(timer);
    },
  };
}
