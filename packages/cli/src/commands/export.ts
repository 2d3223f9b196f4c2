import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { exportState, type State } from '@zohokit/state';
import type * as v from 'valibot';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { harmless, harmlessJson } from '../output/harmless.ts';
import type { ExportResult } from '../runs/copy-result.ts';
import { withOwnState } from '../run/with-own-state.ts';
import { UsageError } from '../usage-error.ts';

const flags = {
  file: {
    type: 'positional',
    required: true,
    valueHint: 'FILE',
    description: 'To be written; it must not exist',
  },
  secrets: { type: 'boolean', description: 'Also access tokens' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
} as const;

/** `zohokit export`: the whole state as lines of JSON. Asks Zoho nothing. */
export function createExportCommand(app: App): Command {
  return createCommand({
    name: 'export',
    description: 'Write journal and history into a file, for a backup or another machine',
    args: flags,
    examples: [
      { line: 'export state.jsonl', does: 'also while a run is going on; without tokens' },
    ],
    async run({ args }) {
      const { secrets = false } = args;
      const file = path.resolve(app.cwd, args.file);
      const desk = { app, source: settingsSource(args), use: 'look' } as const;
      const lines = await withOwnState(desk, ({ state }) =>
        writeState(state, { file, secrets, signal: app.signal }),
      );
      const result: v.InferOutput<typeof ExportResult> = { type: 'export', file, lines, secrets };
      const tokens = secrets ? 'with tokens: keep it to yourself' : 'without tokens';
      const text = harmless(`"${file}" holds the state in ${lines} lines, ${tokens}`);
      app.out.write(`${args.json === true ? harmlessJson(result) : text}\n`);
      return exitCodes.done;
    },
  });
}

// --- internal ---

interface WriteOptions {
  file: string;
  secrets: boolean;
  signal: AbortSignal;
}

/** Whole, or nothing stays. Resolves to the number of lines. */
async function writeState(state: State, { file, secrets, signal }: WriteOptions): Promise<number> {
  const handle = await open(file, 'wx', 0o600).catch((cause: unknown) => {
    throw new UsageError(`FILE: "${file}" ${whyNot(cause)}`, { cause });
  });
  let lines = 0;
  try {
    for await (const line of exportState(state, { secrets })) {
      signal.throwIfAborted();
      await handle.write(`${line}\n`);
      lines += 1;
    }
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
  await handle.close();
  return lines;
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return code === 'EEXIST'
    ? 'is there already: choose another name'
    : `cannot be written (${code})`;
}
