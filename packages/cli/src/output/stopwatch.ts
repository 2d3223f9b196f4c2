import type { RunEvent } from './run-event.ts';

/**
 * How long what has just ended took, in milliseconds: a record since it began, the run since it began.
 * `undefined` for every other event.
 */
export function createStopwatch(now: () => number): (event: RunEvent) => number | undefined {
  const begun = new Map<string, number>();
  let started: number | undefined;
  return (event) => {
    if (event.type === 'run-start') started = now();
    if (event.type === 'record-start') begun.set(event.recordId, now());
    if (event.type === 'summary') return since(started, now());
    if (event.type !== 'record-end') return undefined;
    const { recordId } = event.outcome;
    const at = begun.get(recordId);
    begun.delete(recordId);
    return since(at, now());
  };
}

// --- internal ---

/** A clock that was set back makes no negative time. */
function since(at: number | undefined, now: number): number | undefined {
  return at === undefined ? undefined : Math.max(0, now - at);
}
