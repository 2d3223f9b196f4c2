import type { JournalItem, RecordOutcomeStatus } from '@zohokit/transfer-core';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import type { Job } from '../run/open-job.ts';
import { runArgument } from '../run/resolve-run.ts';
import { executeRun } from '../run/execute-run.ts';
import { parseOutput } from './run.ts';

const flags = {
  run: runArgument,
  json: { type: 'boolean', description: 'JSON lines on standard output' },
  ...sourceFlags,
  quiet: { type: 'boolean', description: 'Only warnings and errors' },
  strict: { type: 'boolean', description: 'Exit code 1 on warnings, too' },
} as const;

/** `zohokit retry`: a run of what an earlier one left undone, also of what was given up. */
export function createRetryCommand(app: App): Command {
  return createCommand({
    name: 'retry',
    description: 'Run again what a run left undone, also files that were given up',
    args: flags,
    examples: [
      { line: 'retry last', does: 'its records that failed or are partly transferred' },
      { line: 'retry last --quiet', does: 'speaks of trouble only' },
    ],
    run: async ({ args }) =>
      await executeRun(app, {
        command: 'retry',
        ...parseOutput(args),
        dryRun: false,
        force: true,
        again: { run: args.run, choose: (job, runId) => recordsToRetry(job, runId, app.signal) },
        source: settingsSource(args),
      }),
  });
}

// --- internal ---

/** What another attempt may change; the rest waits for a person. */
const unfinished: ReadonlySet<string> = new Set<RecordOutcomeStatus>([
  'failed',
  'partly-transferred',
  'changed',
  'not-written',
  'stale',
  'interrupted',
]);

/** What a person had undone was done, and is not wanted again by whoever retries. */
function isUnfinished({ status, failure }: JournalItem): boolean {
  return status !== 'stored' && failure?.reason !== 'undone';
}

/** Forced, because what was given up is not tried otherwise; so a person's tick is looked for here. */
async function recordsToRetry(
  job: Job,
  runId: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { records, state, tell } = job;
  const lines = await state.history.lines(runId);
  // A run that was killed told of no end.
  const items = await state.journal.itemsOfRun(runId);
  const ids = [
    ...new Set([
      ...lines.filter(({ status }) => unfinished.has(status)).map(({ recordId }) => recordId),
      ...items.filter(isUnfinished).map(({ recordId }) => recordId),
    ]),
  ];
  const wanted: string[] = [];
  for (let start = 0; start < ids.length; start += 100) {
    const batch = ids.slice(start, start + 100);
    const now = await records.read(batch, signal);
    for (const id of batch) {
      const known = await state.journal.record(id);
      if (now.get(id)?.checked === true && known?.tickedByUs !== true)
        tell({ type: 'warning', message: `record ${id} was ticked by a person: left alone` });
      else wanted.push(id);
    }
  }
  return wanted;
}
