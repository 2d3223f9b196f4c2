import { verifyRun, type VerifiedItem } from '@zohokit/transfer-core';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags, type SettingsSource } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { harmless, harmlessJson } from '../output/harmless.ts';
import type { VerifyResult } from '../runs/verify-result.ts';
import { createMd5Hasher } from '../run/md5-hasher.ts';
import { resolveRun, runArgument } from '../run/resolve-run.ts';
import { withWorkspace } from '../run/with-workspace.ts';

const flags = {
  run: runArgument,
  content: { type: 'boolean', description: 'Read every stored file and compare its MD5' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
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
      const { content = false, json = false } = args;
      const result = await verify(app, {
        run: args.run,
        content,
        source: settingsSource(args),
        onItem: (item) => {
          if (!json && item.result !== 'ok') app.out.write(`${harmless(toLine(item))}\n`);
        },
      });
      app.out.write(`${json ? harmlessJson(result) : sum(result)}\n`);
      const { ok } = result.counts;
      return ok === result.items.length ? exitCodes.done : exitCodes.failed;
    },
  });
}

// --- internal ---

type Item = VerifyResult['items'][number];

interface VerifyFlags {
  run: string;
  content: boolean;
  source: SettingsSource;
  onItem: (item: Item) => void;
}

async function verify(
  app: App,
  { run, content, source, onItem }: VerifyFlags,
): Promise<VerifyResult> {
  const { signal } = app;
  return await withWorkspace({ app, source }, async (workspace) => {
    const { state, store } = workspace;
    const runId = await resolveRun(run, state);
    await state.checkBinding(await workspace.identify(signal));
    const counts = { ok: 0, missing: 0, differs: 0, unknown: 0 };
    const items: Item[] = [];
    const ports = { journal: state.journal, store, createHasher: createMd5Hasher };
    for await (const verified of verifyRun(ports, { runId, content, signal })) {
      const item = toItem(verified);
      counts[item.result] += 1;
      items.push(item);
      onItem(item);
    }
    return { type: 'verify', runId, content, counts, items };
  });
}

function toItem({ item, result, message }: VerifiedItem): Item {
  const { recordId, kind, receipt } = item;
  const { id: storedId, name, folderId, size, md5 } = receipt;
  return { recordId, kind, name, storedId, folderId, size, md5, result, message };
}

function toLine({ recordId, name, storedId, result, message }: Item): string {
  return `Record ${recordId}: "${name}" (${storedId}): ${result}: ${message}`;
}

function sum({ runId, content, counts, items }: VerifyResult): string {
  const how = content ? 'by their bytes' : 'by their sizes';
  const { ok, missing, differs, unknown } = counts;
  return `Run ${runId}: ${ok} of ${items.length} stored are well (${how}); ${missing} missing, ${differs} differ, ${unknown} could not be looked at`;
}
