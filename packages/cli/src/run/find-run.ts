import type { RunSummary } from '@zohokit/state';
import { UsageError } from '../usage-error.ts';

/**
 * The run that a person means: `last`, its id, or the beginning of its id where no other run has it;
 * `undefined` when there is none such. Throws a `UsageError` that names the latest of several.
 */
export function findRun(runs: readonly RunSummary[], asked: string): RunSummary | undefined {
  const wanted = asked.trim();
  if (wanted === 'last') return runs.at(-1);
  const exact = runs.find(({ id }) => id === wanted);
  if (exact !== undefined) return exact;
  const found = wanted === '' ? [] : runs.filter(({ id }) => id.startsWith(wanted));
  if (found.length > 1)
    throw new UsageError(`${found.length} runs begin with ${quote(wanted)}: ${listRuns(found)}`);
  return found[0];
}

/** Why a run that is asked for cannot be had, with those that can. */
export function noSuchRun(runs: readonly RunSummary[], asked: string): UsageError {
  if (runs.length === 0)
    return new UsageError('there is no run yet: no run has taken place from here');
  return new UsageError(
    `there is no run ${quote(asked.trim())}; the latest are ${listRuns(runs)} (zohokit history has all)`,
  );
}

// --- internal ---

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}

function listRuns(runs: readonly RunSummary[]): string {
  const latest = runs.slice(-3).toReversed();
  return latest
    .map(({ id, startedAt }) =>
      startedAt === undefined ? id : `${id} (${new Date(startedAt).toISOString().slice(0, 16)}Z)`,
    )
    .join(', ');
}
