import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { importState } from '@zohokit/state';
import * as v from 'valibot';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags, type SettingsSource } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { exitCodes } from '../exit-code.ts';
import { harmless, harmlessJson } from '../output/harmless.ts';
import type { ImportResult } from '../runs/copy-result.ts';
import { knownBinding } from '../run/open-own-state.ts';
import { underRunLock } from '../run/under-run-lock.ts';
import { withOwnState } from '../run/with-own-state.ts';
import { UsageError } from '../usage-error.ts';

const flags = {
  file: {
    type: 'positional',
    required: true,
    valueHint: 'FILE',
    description: 'What zohokit export wrote',
  },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
} as const;

/** `zohokit import`: an exported state into an empty one. Asks Zoho nothing. */
export function createImportCommand(app: App): Command {
  return createCommand({
    name: 'import',
    description: 'Read what export wrote into an empty state, also into a database',
    args: flags,
    examples: [
      { line: 'import state.jsonl', does: 'all of it or nothing; the state must be empty' },
    ],
    async run({ args }) {
      const file = path.resolve(app.cwd, args.file);
      const handle = await open(file).catch((cause: unknown) => {
        throw new UsageError(`FILE: "${file}" cannot be read (${codeOf(cause)})`, { cause });
      });
      try {
        const result = await read(app, { file, handle, source: settingsSource(args) });
        const { lines, place } = result;
        const text = harmless(`${lines} lines of "${file}" are in ${place} now`);
        app.out.write(`${args.json === true ? harmlessJson(result) : text}\n`);
        return exitCodes.done;
      } finally {
        await handle.close();
      }
    },
  });
}

// --- internal ---

interface ReadOptions {
  file: string;
  handle: FileHandle;
  source: SettingsSource;
}

async function read(
  app: App,
  { file, handle, source }: ReadOptions,
): Promise<v.InferOutput<typeof ImportResult>> {
  return await withOwnState({ app, source, use: 'fill' }, async (desk) => {
    const { config, state } = desk;
    const counted = { lines: 0 };
    await underRunLock(desk, () =>
      importState(state, checked(handle, { counted, here: knownBinding(config), app, file })),
    );
    return { type: 'import', file, lines: counted.lines, place: state.place };
  });
}

const Bound = v.object({ kind: v.literal('binding'), name: v.string(), identity: v.string() });

/** What belongs to another transfer is refused before any of it is kept. */
async function* checked(
  handle: FileHandle,
  {
    counted,
    here,
    app,
    file,
  }: {
    counted: { lines: number };
    here: Readonly<Record<string, string>>;
    app: App;
    file: string;
  },
): AsyncGenerator<string> {
  for await (const line of linesOf(handle, file)) {
    app.signal.throwIfAborted();
    counted.lines += 1;
    if (line.startsWith('{"kind":"binding"')) refuseOthers(line, here);
    yield line;
  }
}

/** Unlike `readLines` of Node it rejects when the file cannot be read. */
async function* linesOf(handle: FileHandle, file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of textOf(handle, file)) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line;
  }
  if (rest !== '') yield rest;
}

async function* textOf(handle: FileHandle, file: string): AsyncGenerator<string> {
  try {
    for await (const chunk of handle.createReadStream({ encoding: 'utf8', autoClose: false }))
      yield String(chunk);
  } catch (cause) {
    throw new UsageError(`FILE: "${file}" cannot be read (${codeOf(cause)})`, { cause });
  }
}

function refuseOthers(line: string, here: Readonly<Record<string, string>>): void {
  const bound = v.safeParse(v.pipe(v.string(), v.parseJson(), Bound), line);
  if (!bound.success) return;
  const { name, identity } = bound.output;
  const own = Object.hasOwn(here, name) ? here[name] : undefined;
  if (own === undefined || own === identity) return;
  throw new ConfigurationError([
    `the file belongs to another transfer: its ${name} is "${identity}", and here it is "${own}"; nothing was imported`,
  ]);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
