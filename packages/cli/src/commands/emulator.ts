import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ServeOptions } from '@zohokit/zoho-emulator';
import type { App } from '../app.ts';
import { CommandFailure } from '../command-failure.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { harmless } from '../output/harmless.ts';
import { UsageError } from '../usage-error.ts';
import { wholeNumber } from '../whole-number.ts';

const flags = {
  port: { type: 'string', valueHint: 'N', description: 'Port on this machine (4600)' },
  seed: { type: 'string', valueHint: 'FILE', description: 'JSON: what the two orgs hold' },
  records: { type: 'string', valueHint: 'N', description: 'In place of a seed: so many records' },
  'files-per-record': { type: 'string', valueHint: 'N', description: 'Files of each record (5)' },
  profile: { type: 'string', valueHint: 'NAME', description: 'benign (default) or worst' },
  directory: {
    type: 'string',
    valueHint: 'DIR',
    description: 'Keep the state here between starts',
  },
  'write-env': { type: 'string', valueHint: 'FILE', description: 'Write a .env for "zohokit run"' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
} as const;

/** `zohokit emulator`: two Zoho orgs on this machine, until it is asked to end. */
export function createEmulatorCommand(app: App): Command {
  const inCwd = (file: string | undefined): string | undefined =>
    file === undefined ? undefined : path.resolve(app.cwd, file);
  return createCommand({
    name: 'emulator',
    description: 'Serve two Zoho orgs on this machine, to try things out',
    args: flags,
    examples: [
      { line: 'emulator', does: 'on port 4600, until Ctrl-C' },
      { line: 'emulator --write-env .env', does: 'and settings with which "zohokit run" uses it' },
      { line: 'emulator --port 0 --json', does: 'for a program: any free port, told as JSON' },
    ],
    async run({ args }) {
      const { port } = args;
      const options: ServeOptions = {
        port: port === undefined ? undefined : wholeNumber('--port', port, { min: 0, max: 65_535 }),
        seedFile: inCwd(args.seed),
        generate: toGenerate(args.records, args['files-per-record']),
        profile: toProfile(args.profile),
        directory: inCwd(args.directory),
        writeEnvFile: inCwd(args['write-env']),
        json: args.json === true,
        out: (line) => app.out.write(`${harmless(line)}\n`),
        signal: app.signal,
      };
      await checkFolder(options.writeEnvFile);
      const { serveEmulator } = await import('@zohokit/zoho-emulator');
      await serveEmulator(options).catch((cause: unknown) => {
        // A taken port, a seed that cannot be built, a file: its sentences are for people.
        throw cause instanceof Error ? new CommandFailure(cause.message, { cause }) : cause;
      });
      return exitCodes.done;
    },
  });
}

// --- internal ---

function toGenerate(
  records: string | undefined,
  filesPerRecord: string | undefined,
): ServeOptions['generate'] {
  if (records === undefined && filesPerRecord === undefined) return undefined;
  const toNumber = (flag: string, text: string | undefined): number | undefined =>
    text === undefined ? undefined : wholeNumber(flag, text, { min: 0, max: 1_000_000 });
  return {
    records: toNumber('--records', records),
    filesPerRecord: toNumber('--files-per-record', filesPerRecord),
  };
}

function toProfile(name: string | undefined): ServeOptions['profile'] {
  if (name === undefined || name === 'benign' || name === 'worst') return name;
  throw new UsageError(`--profile must be benign or worst, not "${name}"`);
}

async function checkFolder(envFile: string | undefined): Promise<void> {
  if (envFile === undefined) return;
  const folder = path.dirname(envFile);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw new CommandFailure(`--write-env: there is no folder "${folder}": create it first`);
}
