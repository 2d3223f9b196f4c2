import type { RunEvent } from './run-event.ts';

/**
 * Lets the progress of each file pass at most once per `intervalMs`; anything else always. Progress comes
 * with every chunk, which nobody can read, and of several files at once, none of which may silence another.
 */
export function createProgressThrottle(
  intervalMs: number,
  now: () => number,
): (event: RunEvent) => boolean {
  const lastOf = new Map<string, number>();
  return (event) => {
    if (event.type === 'item-end')
      lastOf.delete(keyOf(event.outcome.recordId, event.outcome.item.id));
    if (event.type !== 'item-progress') return true;
    const key = keyOf(event.recordId, event.item.id);
    const last = lastOf.get(key) ?? Number.NEGATIVE_INFINITY;
    const at = now();
    // A clock that was set back must not silence us.
    if (at >= last && at - last < intervalMs) return false;
    lastOf.set(key, at);
    return true;
  };
}

// --- internal ---

const keyOf = (recordId: string, itemId: string): string => `${recordId}/${itemId}`;
