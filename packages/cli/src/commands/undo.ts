import { undoRun, type JournalItem, type UndoSummary } from '@zohokit/transfer-core';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes, firstExitCode, type ExitCode } from '../exit-code.ts';
import { harmless, harmlessJson } from '../output/harmless.ts';
import type { UndoResult } from '../runs/undo-result.ts';
import { createMd5Hasher } from '../run/md5-hasher.ts';
import { resolveRun, runArgument } from '../run/resolve-run.ts';
import { underRunLock } from '../run/under-run-lock.ts';
import { withWorkspace, type Workspace } from '../run/with-workspace.ts';

const flags = {
  run: runArgument,
  yes: { type: 'boolean', description: 'Really; otherwise say what would be done' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
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
      const { yes = false } = args;
      const source = settingsSource(args);
      const result = await withWorkspace({ app, source }, async (workspace) => {
        const runId = await resolveRun(args.run, workspace.state);
        return yes
          ? await undo(app, workspace, runId)
          : await foresee(workspace, runId, app.signal);
      });
      const lines = describe(result).map(harmless);
      app.out.write(args.json === true ? `${harmlessJson(result)}\n` : `${lines.join('\n')}\n`);
      return exitCodeOf(result);
    },
  });
}

// --- internal ---

async function undo(app: App, workspace: Workspace, runId: string): Promise<UndoResult> {
  const { signal, newId } = app;
  const { clock, records, source, state, store } = workspace;
  const { journal, history } = state;
  return await underRunLock(workspace, async (lock) => {
    await state.bind(await workspace.identify(signal));
    const ports = { clock, records, source, store, journal, history, lock, newId };
    const summary = await undoRun({ ...ports, createHasher: createMd5Hasher }, { runId, signal });
    return toResult(runId, summary);
  });
}

/** From the journal alone: what a person did since is seen when it is done. */
async function foresee(
  workspace: Workspace,
  runId: string,
  signal: AbortSignal,
): Promise<UndoResult> {
  const { state } = workspace;
  await state.checkBinding(await workspace.identify(signal));
  const { journal } = state;
  const ticked = await journal.recordsTickedIn(runId);
  const items = (await journal.itemsOfRun(runId)).filter(({ status }) => status === 'stored');
  return {
    type: 'undo',
    runId,
    done: false,
    records: ticked.map(({ id }) => ({ recordId: id, result: 'would-untick', message: '' })),
    items: items.map((item) => ({ ...toItem(item), result: 'would-trash', message: '' })),
  };
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

function toItem({ recordId, kind, name, receipt }: JournalItem) {
  return { recordId, kind, name: receipt?.name ?? name, storedId: receipt?.id ?? '' };
}

function exitCodeOf({ records, items }: UndoResult): ExitCode {
  const results = new Set<string>([...records, ...items].map(({ result }) => result));
  return firstExitCode([
    ...(results.has('failed') ? [exitCodes.failed] : []),
    // Somebody else's work is in it: only a person can say what is to become of it.
    ...(results.has('kept') ? [exitCodes.needsPerson] : []),
  ]);
}

function describe({ runId, done, records, items }: UndoResult): string[] {
  const count = (all: readonly { result: string }[], result: string): number =>
    all.filter((one) => one.result === result).length;
  if (!done)
    return [
      ...records.map(({ recordId }) => `would untick record ${recordId}`),
      ...items.map(({ recordId, kind, name, storedId }) => {
        return `would trash ${kind} "${name}" (${storedId}) of record ${recordId}`;
      }),
      `Run ${runId}: ${records.length} boxes to untick, ${items.length} files and folders to trash. Nothing was changed: add --yes to do it`,
    ];
  return [
    ...records
      .filter(({ message }) => message !== '')
      .map(({ recordId, result, message }) => `Record ${recordId}: ${result}: ${message}`),
    ...items
      .filter(({ message }) => message !== '')
      .map(
        ({ recordId, name, result, message }) =>
          `Record ${recordId}: "${name}" ${result}: ${message}`,
      ),
    `Run ${runId}: ${count(records, 'unticked')} boxes unticked, ${count(items, 'trashed')} trashed; ${count(items, 'missing')} gone before, ${count(items, 'kept')} kept, ${count(items, 'failed') + count(records, 'failed')} failed`,
  ];
}
