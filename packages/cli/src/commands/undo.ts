import { countOf } from '../output/count-of.ts';
import { isStored, undoRun, type ProvedItem, type UndoSummary } from '@zohokit/transfer-core';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes, firstExitCode, type ExitCode } from '../exit-code.ts';
import { harmlessJson } from '../output/harmless.ts';
import type { UndoResult } from '../runs/undo-result.ts';
import { createMd5Hasher } from '../run/md5-hasher.ts';
import { runArgument } from '../run/resolve-run.ts';
import { underRunLock } from '../run/under-run-lock.ts';
import { bindOrgs, checkOrgs } from '../run/recognize-orgs.ts';
import type { JobAtHand } from '../run/with-job.ts';
import { withUpkeep } from '../run/with-upkeep.ts';

const flags = {
  run: runArgument,
  yes: { type: 'boolean', description: 'Really; otherwise say what would be done' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
  quiet: { type: 'boolean', description: 'No progress' },
} as const;

/** `zohokit undo`: takes a run back as far as the journal proves that it was ours. */
export function createUndoCommand(app: App): Command {
  return createCommand({
    name: 'undo',
    description: 'Take a run back: untick its records, trash what it stored',
    args: flags,
    examples: [
      { line: 'undo last', does: 'what would be unticked and trashed; changes nothing' },
      { line: 'undo last --yes', does: 'does it; the next run transfers the records again' },
    ],
    async run({ args }) {
      const { json = false, quiet = false, yes = false } = args;
      const source = settingsSource(args);
      const show = { json, quiet };
      const result = await withUpkeep(
        { app, source, command: 'undo', dryRun: !yes, run: args.run, show },
        async (job) => {
          const undone = yes ? await undo(app, job) : await foresee(job, app.signal);
          return { result: undone, exitCode: exitCodeOf(undone) };
        },
      );
      app.out.write(`${json ? harmlessJson(result) : sum(result)}\n`);
      return exitCodeOf(result);
    },
  });
}

// --- internal ---

async function undo({ newId, signal }: App, job: JobAtHand): Promise<UndoResult> {
  const { clock, records, source, state, store, targetRunId: runId, tell } = job;
  const { journal, history } = state;
  return await underRunLock(job, async (lock) => {
    await bindOrgs(job, signal);
    const ports = { clock, records, source, store, journal, history, lock, newId };
    const summary = await undoRun(
      { ...ports, createHasher: createMd5Hasher },
      { runId, emit: tell, signal },
    );
    return toResult(runId, summary);
  });
}

/** From the journal alone: what a person did since is seen when it is done. */
async function foresee(job: JobAtHand, signal: AbortSignal): Promise<UndoResult> {
  const { state, targetRunId: runId, tell } = job;
  await checkOrgs(job, signal);
  const { journal } = state;
  const ticked = await journal.recordsTickedIn(runId);
  const stored = (await journal.itemsOfRun(runId)).filter(isStored);
  tell({ type: 'upkeep-start', records: ticked.length, items: stored.length });
  const records = ticked.map(
    ({ id }) => ({ recordId: id, result: 'would-untick', message: '' }) as const,
  );
  const would = { result: 'would-trash', message: '' } as const;
  for (const record of records) tell({ type: 'record-undone', ...record });
  for (const item of stored) tell({ type: 'item-undone', recordId: item.recordId, item, ...would });
  const items = stored.map((item) => ({ ...toItem(item), ...would }));
  return { type: 'undo', runId, done: false, records, items };
}

function toResult(runId: string, { records, items }: UndoSummary): UndoResult {
  return {
    type: 'undo',
    runId,
    done: true,
    records: records.map(({ recordId, result, message }) => ({ recordId, result, message })),
    items: items.map(({ item, result, message }) => ({ ...toItem(item), result, message })),
  };
}

function toItem({ recordId, kind, receipt }: ProvedItem) {
  return { recordId, kind, name: receipt.name, storedId: receipt.id };
}

function exitCodeOf({ records, items }: UndoResult): ExitCode {
  const results = new Set<string>([...records, ...items].map(({ result }) => result));
  return firstExitCode([
    ...(results.has('failed') ? [exitCodes.failed] : []),
    // Somebody else's work is in it: only a person can say what is to become of it.
    ...(results.has('kept') ? [exitCodes.needsPerson] : []),
  ]);
}

function sum({ runId, done, records, items }: UndoResult): string {
  const count = (all: readonly { result: string }[], result: string): number =>
    all.filter((one) => one.result === result).length;
  if (!done)
    return `Run ${runId}: ${countOf(records.length, 'record')} to untick, ${items.length} of its files and folders to trash. Nothing was changed: add --yes to do it`;
  return `Run ${runId}: ${countOf(count(records, 'unticked'), 'record')} unticked, ${count(items, 'trashed')} trashed; ${count(items, 'missing')} gone before, ${count(items, 'kept')} kept, ${count(items, 'failed') + count(records, 'failed')} failed`;
}
