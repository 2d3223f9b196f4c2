import type { RunEndEvent, RunListener } from '../output/run-event.ts';

/** A listener that keeps the last event back, so that something can be told before it. */
export interface HeldSummary {
  readonly tell: RunListener;
  /**
   * Passes on the warnings that `before` resolves to, then the summary; nothing when there was none.
   */
  readonly release: (before: (summary: RunEndEvent) => Promise<readonly string[]>) => Promise<void>;
}

/** Holds the summary of a run back from a listener. */
export function holdSummary(listen: RunListener): HeldSummary {
  let held: RunEndEvent | undefined;
  return {
    tell(event) {
      if (event.type === 'summary' && 'files' in event) held = event;
      else listen(event);
    },
    async release(before) {
      if (held === undefined) return;
      for (const message of await before(held)) listen({ type: 'warning', message });
      listen(held);
    },
  };
}
