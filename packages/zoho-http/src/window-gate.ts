import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import { createLine } from './line.ts';
import { createMemoryStore } from './store/memory-store.ts';
import type { SharedStore } from './store/shared-store.ts';
import { createPasses } from './passes.ts';

/** How many requests may pass in which time. */
export interface WindowGateOptions {
  /** Requests that may pass within any `windowMs`. */
  entries: number;
  /** Milliseconds. */
  windowMs: number;
  clock: Clock;
  /** What Zoho counts by; with `store`, all gates of one key count together. @default 'window' */
  key?: string | undefined;
  /** Where passes are counted; shared with other processes if it is durable. @default this gate's own */
  store?: SharedStore | undefined;
  /** Called once by everybody who has to wait here, when the wait begins. Milliseconds. */
  onWait?: ((waitMs: number) => void) | undefined;
}

/**
 * Lets `entries` requests pass in any rolling window, in the order they came. Rolling and not
 * fixed: Zoho counts back from each request, so twice the number around a boundary would be refused.
 */
export function createWindowGate(options: WindowGateOptions): Gate {
  const { entries, windowMs, clock, key = 'window', store = createMemoryStore(), onWait } = options;
  const line = createLine();
  const passes = createPasses({ store, key, limit: entries, windowMs, clock });

  return {
    enter: (signal) =>
      line(async () => {
        let told = false;
        for (;;) {
          signal?.throwIfAborted();
          const waitMs = await passes.take(1);
          if (waitMs === 0) return () => undefined;
          if (!told) onWait?.(waitMs);
          told = true;
          // A timer may fire a fraction early, and another process may be faster: ask again.
          await clock.sleep(waitMs, signal);
        }
      }, signal),
  };
}
