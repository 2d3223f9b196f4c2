import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import { createLine } from './line.ts';

/** How many requests may pass per second. */
export interface PaceGateOptions {
  /** Requests per second; two never pass closer together than its inverse, also after idling. */
  perSecond: number;
  clock: Clock;
}

/** Lets requests pass one by one, in the order they came. Burst 1: unused time is not saved up. */
export function createPaceGate({ perSecond, clock }: PaceGateOptions): Gate {
  const intervalMs = 1000 / perSecond;
  const line = createLine();
  let free = Number.NEGATIVE_INFINITY;

  return {
    enter: (signal) =>
      line(async () => {
        // A timer may fire a fraction early; asking again keeps the pace exact.
        for (let ms = free - clock.now(); ms > 0; ms = free - clock.now()) {
          await clock.sleep(ms, signal);
        }
        signal?.throwIfAborted();
        free = clock.now() + intervalMs;
        return () => undefined;
      }, signal),
  };
}
