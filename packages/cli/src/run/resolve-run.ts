import type { State } from '@zohokit/state';
import { findRun, noSuchRun } from './find-run.ts';

/** How a run is named on a command line. */
export const runArgument = {
  type: 'positional',
  required: true,
  valueHint: 'RUN',
  description: 'Id of a run, the beginning of one, or "last"',
} as const;

/**
 * The id of a run by its id, a beginning that no other run has, or `last`. The journal may know a
 * run that the history has forgotten: by its whole id. Throws a `UsageError` that says which runs
 * there are.
 */
export async function resolveRun(
  asked: string,
  { history, journal }: Pick<State, 'history' | 'journal'>,
): Promise<string> {
  const runs = await history.runs();
  const found = findRun(runs, asked);
  if (found !== undefined) return found.id;
  const whole = asked.trim();
  const isInJournal =
    (await journal.itemsOfRun(whole)).length > 0 ||
    (await journal.recordsTickedIn(whole)).length > 0;
  if (isInJournal) return whole;
  throw noSuchRun(runs, asked);
}
