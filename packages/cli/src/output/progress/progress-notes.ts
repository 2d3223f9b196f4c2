import type { RunEvent } from '../run-event.ts';
import { describeTotals } from './describe-totals.ts';
import { advance, createProgress } from './progress.ts';

export interface ProgressNotesOptions {
  /** Takes a line without its end. */
  write: (line: string) => void;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** After how long a silence a line is due, in milliseconds. @default 60_000 */
  everyMs?: number | undefined;
}

/**
 * Where lines cannot be written anew: one that says how far it is, whenever nothing was said for long.
 * Short work has none.
 */
export function createProgressNotes({
  write,
  now,
  everyMs = 60_000,
}: ProgressNotesOptions): (event: RunEvent, wasSaid: boolean) => void {
  const progress = createProgress(now());
  let saidAt = now();
  return (event, wasSaid) => {
    const at = now();
    advance(progress, event, at);
    // A clock that was set back must not silence us.
    if (wasSaid || event.type === 'run-start' || at < saidAt) saidAt = at;
    if (event.type === 'summary' || at - saidAt < everyMs) return;
    saidAt = at;
    write(`So far: ${describeTotals(progress, at).join(', ')}`);
  };
}
