import { stat } from 'node:fs/promises';
import path from 'node:path';
import { serveEmulator, type ServeOptions } from '@zohokit/zoho-emulator';
import type { App } from '../app.ts';
import { CommandFailure } from '../command-failure.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { harmless } from '../output/harmless.ts';
import { wholeNumber } from '../whole-number.ts';

const flags = {
  port: { type: 'string', valueHint: 'N', description: 'Port on this machine (4600)' },
  seed: { type: 'string', valueHint: 'FILE', description: 'JSON: what the two orgs hold' },
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
    async run({ args }) {
      const { port } = args;
      const options: ServeOptions = {
        port: port === undefined ? undefined : wholeNumber('--port', port, { min: 0, max: 65_535 }),
        seedFile: inCwd(args.seed),
        writeEnvFile: inCwd(args['write-env']),
        json: args.json === true,
        out: (line) => app.out.write(`${harmless(line)}\n`),
        signal: app.signal,
      };
      await checkFolder(options.writeEnvFile);
      await serveEmulator(options).catch((cause: unknown) => {
        // A taken port, a seed that cannot be built, a file: its sentences are for people.
        throw cause instanceof Error ? new CommandFailure(cause.message, { cause }) : cause;
      });
      return exitCodes.done;
    },
  });
}

// --- internal ---

async function checkFolder(envFile: string | undefined): Promise<void> {
  if (envFile === undefined) return;
  const folder = path.dirname(envFile);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw new CommandFailure(`--write-env: there is no folder "${folder}": create it first`);
}
