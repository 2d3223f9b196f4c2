import { chmod, open, readFile } from 'node:fs/promises';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { type GenerateOptions, generateSeed } from './generate-seed.ts';
import type { ProfileChoice } from './profiles.ts';
import { SeedError } from './seed.ts';

/** What `zohokit emulator` takes, and where its lines go. */
export interface ServeOptions {
  /** @default 4600 */
  port?: number | undefined;
  /** A JSON seed. @default the built-in one */
  seedFile?: string | undefined;
  /** In place of a seed file: organisations of any size. */
  generate?: GenerateOptions | undefined;
  /** A folder that keeps the state from one start to the next; see `EmulatorOptions.directory`. */
  directory?: string | undefined;
  /** Where to write the variables of the seed's job. An existing file of other origin is left alone. */
  writeEnvFile?: string | undefined;
  /** Prints one JSON object instead of words: `{"origin", "orgs": {"a": …, "b": …}}`. */
  json?: boolean | undefined;
  profile?: ProfileChoice | undefined;
  /** Takes one line, without its end. */
  out: (line: string) => void;
  /** Ends the program. Without it, it runs until the process ends. */
  signal?: AbortSignal | undefined;
}

/** Runs an emulator until the signal comes; rejects when the port, the seed or a file is at fault. */
export async function serveEmulator(options: ServeOptions): Promise<void> {
  const {
    port = 4600,
    seedFile,
    directory,
    writeEnvFile,
    json = false,
    profile,
    out,
    signal,
  } = options;
  const seed = await findSeed(options);
  const emulator = await createEmulator({ port, seed, profile, directory }).catch(
    (error: unknown) => {
      throw error instanceof SeedError && seedFile !== undefined
        ? new Error(`${seedFile}: ${error.message}`, { cause: error })
        : error;
    },
  );
  try {
    if (writeEnvFile !== undefined) await writeEnvironment(writeEnvFile, emulator.env());
    for (const line of json ? [toJsonLine(emulator)] : toLines(emulator, writeEnvFile)) out(line);
    await aborted(signal);
  } finally {
    await emulator.close();
  }
}

// --- internal ---

async function findSeed({ seedFile, generate }: ServeOptions): Promise<unknown> {
  if (seedFile !== undefined && generate !== undefined) {
    throw new Error('Either a seed file or a number of records, not both');
  }
  if (generate !== undefined) return generateSeed(generate);
  return seedFile === undefined ? undefined : await readSeed(seedFile);
}

async function readSeed(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`Cannot read the seed ${file}`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON`, { cause });
  }
}

const firstLine = '# Written by the zohokit emulator: its secrets open nothing but itself.';

/** A `.env` may hold the keys of a real company: only a file that begins like ours is replaced. */
async function writeEnvironment(file: string, variables: Record<string, string>): Promise<void> {
  const present = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (present !== undefined && !present.startsWith(firstLine)) {
    throw new Error(
      `${file} exists and was not written by the emulator: remove it or choose another`,
    );
  }
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(`${[firstLine, ...lines].join('\n')}\n`);
  } finally {
    await handle.close();
  }
  // For a file that was there already. On Windows this only touches the read-only flag.
  await chmod(file, 0o600);
}

function toJsonLine({ url, orgs }: Emulator): string {
  return JSON.stringify({ origin: url, orgs });
}

function toLines({ url, orgs }: Emulator, envFile: string | undefined): string[] {
  return [
    `Two Zoho orgs at ${url}: a in ${orgs.a.dataCenter}, b in ${orgs.b.dataCenter}`,
    envFile === undefined ? 'Settings: none written' : `Settings: ${envFile}`,
    `To look in, and for a Self Client's secret and codes: ${url}/`,
  ];
}

async function aborted(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
