import { verifyRun, type VerifiedItem } from '@zohokit/transfer-core';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { harmlessJson } from '../output/harmless.ts';
import type { VerifyResult } from '../runs/verify-result.ts';
import { createMd5Hasher } from '../run/md5-hasher.ts';
import { runArgument } from '../run/resolve-run.ts';
import { withUpkeep } from '../run/with-upkeep.ts';
import type { JobAtHand } from '../run/with-job.ts';
import { checkOrgs } from '../run/recognize-orgs.ts';

const flags = {
  run: runArgument,
  content: { type: 'boolean', description: 'Read every stored file and compare its MD5' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
  quiet: { type: 'boolean', description: 'No progress' },
} as const;

/** `zohokit verify`: looks again for everything that a run stored. */
export function createVerifyCommand(app: App): Command {
  return createCommand({
    name: 'verify',
    description: 'Look again for all that a run stored; write nothing',
    args: flags,
    examples: [
      { line: 'verify last', does: 'whether every file is there with its size' },
      { line: 'verify last --content', does: 'and has the very bytes; reads all of them' },
    ],
    async run({ args }) {
      const { content = false, json = false, quiet = false } = args;
      const source = settingsSource(args);
      const result = await withUpkeep(
        { app, source, command: 'verify', run: args.run, show: { json, quiet } },
        (job) => verify(job, content, app.signal),
      );
      app.out.write(`${json ? harmlessJson(result) : sum(result)}\n`);
      return exitCodeOf(result);
    },
  });
}

// --- internal ---

type Item = VerifyResult['items'][number];

async function verify(
  job: JobAtHand,
  content: boolean,
  signal: AbortSignal,
): Promise<{ result: VerifyResult; exitCode: ExitCode }> {
  const { state, store, targetRunId: runId, tell } = job;
  await checkOrgs(job, signal);
  const counts = { ok: 0, missing: 0, differs: 0, unknown: 0 };
  const items: Item[] = [];
  const ports = { journal: state.journal, store, createHasher: createMd5Hasher };
  for await (const verified of verifyRun(ports, { runId, content, emit: tell, signal })) {
    const item = toItem(verified);
    counts[item.result] += 1;
    items.push(item);
  }
  const result: VerifyResult = { type: 'verify', runId, content, counts, items };
  return { result, exitCode: exitCodeOf(result) };
}

function exitCodeOf({ counts, items }: VerifyResult): ExitCode {
  return counts.ok === items.length ? exitCodes.done : exitCodes.failed;
}

function toItem({ item, result, message }: VerifiedItem): Item {
  const { recordId, kind, receipt } = item;
  const { id: storedId, name, folderId, size, md5 } = receipt;
  return { recordId, kind, name, storedId, folderId, size, md5, result, message };
}

function sum({ runId, content, counts, items }: VerifyResult): string {
  const how = content ? 'by their bytes' : 'by their sizes';
  const { ok, missing, differs, unknown } = counts;
  return `Run ${runId}: ${ok} of ${items.length} stored are well (${how}); ${missing} missing, ${differs} differ, ${unknown} could not be looked at`;
}
