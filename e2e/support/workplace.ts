import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Emulator } from '@zohokit/zoho-emulator';

const program = fileURLToPath(new URL('../../packages/cli/bin/zohokit.mjs', import.meta.url));

/** A program that has ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

/** A program that is going. */
export interface Going {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** A folder with an `.env`, as an operator has it, in which the real program is started. */
export interface Workplace {
  directory: string;
  /** Starts `zohokit` with these arguments. */
  start(...args: string[]): Going;
  /** The same with more variables of the environment. */
  startWith(env: Record<string, string>, ...args: string[]): Going;
  run(...args: string[]): Promise<Ended>;
  /** Changes or removes variables of the `.env`. */
  configure(changes: Record<string, string | undefined>): Promise<void>;
  /** Every line of every log, oldest first. */
  log(): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
}

export async function createWorkplace(emulator: Pick<Emulator, 'env'>): Promise<Workplace> {
  const directory = await mkdtemp(path.join(tmpdir(), 'zohokit-e2e-'));
  let variables: Record<string, string | undefined> = emulator.env();
  const write = async (): Promise<void> => {
    const given = Object.entries(variables).filter(([, value]) => value !== undefined);
    const text = given.map(([name, value]) => `${name}=${value}\r\n`).join('');
    await writeFile(path.join(directory, '.env'), text);
  };
  await write();
  const start = (...args: string[]): Going => startProgram(args, directory);
  return {
    directory,
    start,
    startWith: (env, ...args) => startProgram(args, directory, env),
    run: (...args) => start(...args).ended,
    async configure(changes) {
      variables = { ...variables, ...changes };
      await write();
    },
    log: () => readLogs(path.join(directory, '.zohokit', 'logs')),
    remove: () => rm(directory, { recursive: true, force: true, maxRetries: 5 }),
  };
}

// --- internal ---

/** What a program needs of the machine; nothing of the developer's settings reaches it. */
const passedOn = [
  'PATH',
  'Path',
  'SystemRoot',
  'TEMP',
  'TMP',
  'TMPDIR',
  'HOME',
  'USERPROFILE',
  'NODE_COMPILE_CACHE',
];

/** Starts `zohokit` in a folder. */
export function startProgram(
  args: readonly string[],
  cwd: string,
  more: Record<string, string> = {},
): Going {
  const given = Object.fromEntries(passedOn.map((name) => [name, process.env[name]]));
  const env = { ...given, ...more };
  const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: 'pipe' });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  return { child, ended };
}

async function readLogs(directory: string): Promise<Record<string, unknown>[]> {
  const names = (await readdir(directory)).toSorted();
  const texts = await Promise.all(
    names.map((name) => readFile(path.join(directory, name), 'utf8')),
  );
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
