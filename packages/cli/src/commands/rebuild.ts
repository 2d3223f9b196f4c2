import { countOf } from '../output/count-of.ts';
import { rebuildJournal, type RebuiltRecord } from '@zohokit/transfer-core';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes, firstExitCode, type ExitCode } from '../exit-code.ts';
import { harmlessJson } from '../output/harmless.ts';
import type { RebuildResult } from '../runs/rebuild-result.ts';
import { createMd5Hasher } from '../run/md5-hasher.ts';
import { underRunLock } from '../run/under-run-lock.ts';
import { bindOrgs } from '../run/recognize-orgs.ts';
import type { JobAtHand } from '../run/with-job.ts';
import { withUpkeep } from '../run/with-upkeep.ts';
import { UsageError } from '../usage-error.ts';

const flags = {
  yes: { type: 'boolean', description: 'Really: reads every file of every record on both sides' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
  quiet: { type: 'boolean', description: 'No progress' },
} as const;

/** `zohokit rebuild`: a journal from what is in both drives, when it was lost. */
export function createRebuildCommand(app: App): Command {
  return createCommand({
    name: 'rebuild',
    description: 'Learn from both drives what a lost journal knew; write nothing in Zoho',
    args: flags,
    examples: [{ line: 'rebuild --yes', does: 'after the state was lost, before the next run' }],
    async run({ args }) {
      const { json = false, quiet = false } = args;
      const source = settingsSource(args);
      if (args.yes !== true)
        throw new UsageError(
          'rebuild is for a journal that was lost: it reads every file of every record that names a folder, on both sides; add --yes if that is meant',
        );
      const show = { json, quiet };
      const result = await withUpkeep({ app, source, command: 'rebuild', show }, (job) =>
        rebuild(app, job),
      );
      app.out.write(`${json ? harmlessJson(result) : sum(result)}\n`);
      return exitCodeOf(result);
    },
  });
}

// --- internal ---

async function rebuild(
  { newId, signal }: App,
  job: JobAtHand,
): Promise<{ result: RebuildResult; exitCode: ExitCode }> {
  const { clock, config, records, runId, source, state, store, tell } = job;
  const { rules, storeFolderId } = config;
  const { journal, history } = state;
  return await underRunLock(job, async (lock) => {
    await bindOrgs(job, signal);
    const ports = { clock, records, source, store, journal, history, lock, newId };
    const rebuilt = await rebuildJournal(
      { ...ports, createHasher: createMd5Hasher },
      // The journal and the log have one name for it.
      { runId, rules, storeFolderId, emit: tell, signal },
    );
    const result: RebuildResult = { type: 'rebuild', runId, records: rebuilt };
    return { result, exitCode: exitCodeOf(result) };
  });
}

function exitCodeOf({ records }: RebuildResult): ExitCode {
  const results = new Set(records.map(({ result }) => result));
  return firstExitCode([
    ...(results.has('failed') ? [exitCodes.failed] : []),
    ...(results.has('incomplete') ? [exitCodes.needsPerson] : []),
  ]);
}

function sum({ records }: RebuildResult): string {
  const count = (result: RebuiltRecord['result']): number =>
    records.filter((one) => one.result === result).length;
  const found = records.reduce((total, record) => total + record.found, 0);
  return `${countOf(records.length, 'record')}: ${count('complete')} complete, ${count('open')} open, ${count('incomplete')} incomplete, ${count('nothing')} without files, ${count('known')} known before, ${count('failed')} failed; ${countOf(found, 'file')} found`;
}
