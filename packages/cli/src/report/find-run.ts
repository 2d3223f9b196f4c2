import type { RunSummary } from '@zohokit/state';
import { UsageError } from '../usage-error.ts';

/**
 * The run that a person means: `last`, its id, or the beginning of its id where no other run has it.
 * Throws a `UsageError` that names the latest runs when there is none such, or several.
 */
export function findRun(runs: readonly RunSummary[], asked: string): RunSummary {
  const last = runs.at(-1);
  if (last === undefined)
    throw new UsageError('nothing has run from here yet: there is nothing to report');
  if (asked === 'last') return last;
  const exact = runs.find(({ id }) => id === asked);
  if (exact !== undefined) return exact;
  const found = asked === '' ? [] : runs.filter(({ id }) => id.startsWith(asked));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const shown = JSON.stringify(asked.slice(0, 40));
  if (found.length > 1)
    throw new UsageError(`${found.length} runs begin with ${shown}: ${listRuns(found)}`);
  throw new UsageError(`there is no run ${shown}; the latest are ${listRuns(runs)}`);
}

// --- internal ---

function listRuns(runs: readonly RunSummary[]): string {
  const latest = runs.slice(-3).toReversed();
  return latest
    .map(({ id, startedAt }) =>
      startedAt === undefined ? id : `${id} (${new Date(startedAt).toISOString().slice(0, 16)}Z)`,
    )
    .join(', ');
}
