import type { State } from '@zohokit/state';
import { UsageError } from '../usage-error.ts';

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
  text: string,
  { history, journal }: Pick<State, 'history' | 'journal'>,
): Promise<string> {
  const wanted = text.trim();
  const ids = (await history.runs()).map(({ id }) => id);
  const last = ids.at(-1);
  if (wanted === 'last') {
    if (last === undefined) throw new UsageError('there is no last run: none has taken place yet');
    return last;
  }
  if (ids.includes(wanted)) return wanted;
  const matches = ids.filter((id) => id.startsWith(wanted));
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  if (matches.length > 1)
    throw new UsageError(
      `${matches.length} runs begin with ${quote(wanted)}: ${matches.slice(-5).join(', ')}`,
    );
  const isInJournal =
    (await journal.itemsOfRun(wanted)).length > 0 ||
    (await journal.recordsTickedIn(wanted)).length > 0;
  if (isInJournal) return wanted;
  const hint = last === undefined ? 'none has taken place yet' : `the last one is ${last}`;
  throw new UsageError(`no run begins with ${quote(wanted)}: ${hint} (zohokit history)`);
}

// --- internal ---

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
