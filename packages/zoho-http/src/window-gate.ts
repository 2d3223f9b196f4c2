import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import { createLine } from './line.ts';

/** How many requests may pass in which time. */
export interface WindowGateOptions {
  /** Requests that may pass within any `windowMs`. */
  entries: number;
  /** Milliseconds. */
  windowMs: number;
  clock: Clock;
  /** Called once by everybody who has to wait here, when the wait begins. Milliseconds. */
  onWait?: ((waitMs: number) => void) | undefined;
}

/**
 * Lets `entries` requests pass in any rolling window, in the order they came. Rolling and not
 * fixed: Zoho counts back from each request, so twice the number around a boundary would be refused.
 */
export function createWindowGate({ entries, windowMs, clock, onWait }: WindowGateOptions): Gate {
  const line = createLine();
  /** When the latest `entries` requests passed, oldest first. */
  const passed: number[] = [];

  const waitMs = (): number => {
    const oldest = passed.length < entries ? undefined : passed[0];
    return oldest === undefined ? 0 : oldest + windowMs - clock.now();
  };

  return {
    enter: (signal) =>
      line(async () => {
        if (waitMs() > 0) onWait?.(waitMs());
        for (let ms = waitMs(); ms > 0; ms = waitMs()) await clock.sleep(ms, signal);
        signal?.throwIfAborted();
        if (passed.length >= entries) passed.shift();
        passed.push(clock.now());
        return () => undefined;
      }, signal),
  };
}
