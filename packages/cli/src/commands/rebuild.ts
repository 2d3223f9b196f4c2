import { rebuildJournal, type RebuiltRecord, type UpkeepEvent } from '@zohokit/transfer-core';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags, type SettingsSource } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes, firstExitCode, type ExitCode } from '../exit-code.ts';
import { harmless, harmlessJson } from '../output/harmless.ts';
import type { RebuildResult } from '../runs/rebuild-result.ts';
import { createMd5Hasher } from '../run/md5-hasher.ts';
import { underRunLock } from '../run/under-run-lock.ts';
import { withWorkspace } from '../run/with-workspace.ts';
import { UsageError } from '../usage-error.ts';

const flags = {
  yes: { type: 'boolean', description: 'Really: reads every file of every record on both sides' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
} as const;

/** `zohokit rebuild`: a journal from what is in both drives, when it was lost. */
export function createRebuildCommand(app: App): Command {
  return createCommand({
    name: 'rebuild',
    description: 'Learn from both drives what a lost journal knew; write nothing in Zoho',
    args: flags,
    examples: [{ line: 'rebuild --yes', does: 'after the state was lost, before the next run' }],
    async run({ args }) {
      const { json = false } = args;
      const source = settingsSource(args);
      if (args.yes !== true)
        throw new UsageError(
          'rebuild is for a journal that was lost: it reads every file of every record that names a folder, on both sides; add --yes if that is meant',
        );
      const onRecord = (record: RebuiltRecord): void => {
        if (!json) app.out.write(`${harmless(toLine(record))}\n`);
      };
      const result = await rebuild(app, { source, onRecord });
      app.out.write(`${json ? harmlessJson(result) : sum(result)}\n`);
      return exitCodeOf(result);
    },
  });
}

// --- internal ---

interface RebuildFlags {
  source: SettingsSource;
  onRecord: (record: RebuiltRecord) => void;
}

async function rebuild(app: App, { source, onRecord }: RebuildFlags): Promise<RebuildResult> {
  const { newId, signal } = app;
  return await withWorkspace({ app, source }, async (workspace) => {
    const { clock, config, records, state, store } = workspace;
    const { rules, storeFolderId } = config;
    const { journal, history } = state;
    return await underRunLock(workspace, async (lock) => {
      await state.bind(await workspace.identify(signal));
      const ports = {
        clock,
        records,
        source: workspace.source,
        store,
        journal,
        history,
        lock,
        newId,
      };
      const runId = newId();
      const emit = (event: UpkeepEvent): void => {
        if (event.type === 'record-rebuilt') onRecord(event);
      };
      const rebuilt = await rebuildJournal(
        { ...ports, createHasher: createMd5Hasher },
        { runId, rules, storeFolderId, emit, signal },
      );
      return { type: 'rebuild', runId, records: rebuilt };
    });
  });
}

function exitCodeOf({ records }: RebuildResult): ExitCode {
  const results = new Set(records.map(({ result }) => result));
  return firstExitCode([
    ...(results.has('failed') ? [exitCodes.failed] : []),
    ...(results.has('incomplete') ? [exitCodes.needsPerson] : []),
  ]);
}

const words = {
  complete: 'ticked, and everything is there',
  open: 'not ticked: the next run does the rest',
  incomplete: 'ticked, but files are missing: untick it to have them sent',
  nothing: 'nothing of it is in the store',
  known: 'known to the journal',
  failed: 'could not be looked at',
} as const;

function toLine({ recordId, result, found, missing, message }: RebuiltRecord): string {
  const why = message === '' ? '' : `: ${message}`;
  const lacks = missing.length === 0 ? '' : `, ${missing.length} missing`;
  return `Record ${recordId}: ${words[result]} (${found} found${lacks})${why}`;
}

function sum({ records }: RebuildResult): string {
  const count = (result: RebuiltRecord['result']): number =>
    records.filter((one) => one.result === result).length;
  const found = records.reduce((total, record) => total + record.found, 0);
  return `${records.length} records: ${count('complete')} complete, ${count('open')} open, ${count('incomplete')} incomplete, ${count('nothing')} without files, ${count('known')} known before, ${count('failed')} failed; ${found} files found`;
}
