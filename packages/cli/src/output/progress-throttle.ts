import type { RunEvent } from './run-event.ts';

/**
 * Lets progress pass at most once per `intervalMs`; anything else always. Progress comes with every
 * chunk, which nobody can read.
 */
export function createProgressThrottle(
  intervalMs: number,
  now: () => number,
): (event: RunEvent) => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return ({ type }) => {
    if (type !== 'item-progress') return true;
    const at = now();
    // A clock that was set back must not silence us.
    if (at >= last && at - last < intervalMs) return false;
    last = at;
    return true;
  };
}
