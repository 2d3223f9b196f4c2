import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Emulator, LedgerEntry } from '@zohokit/zoho-emulator';
import * as v from 'valibot';
import type { App } from '../app.ts';
import type { RecordLine } from './demo-check.ts';

/** One start of the real program, and what it left. */
export interface DemoRun {
  exitCode: number;
  /** The `record-end` and `record-refused` lines of its log, by record id. */
  lines: Map<string, RecordLine>;
  /** What the emulator was asked meanwhile. */
  requests: LedgerEntry[];
}

export interface DemoRunOptions {
  emulator: Emulator;
  /** Runs a command line of the program. */
  zohokit: (rawArgs: readonly string[], app: App) => Promise<number>;
  app: App;
  /** Where `.env` lies, and so the state. */
  directory: string;
}

/** Runs `zohokit run` with the given flags, by the very code that the command line runs. */
export async function demoRun(
  flags: readonly string[],
  { emulator, zohokit, app, directory }: DemoRunOptions,
): Promise<DemoRun> {
  const logs = path.join(directory, '.zohokit', 'logs');
  const before = new Set(await readdir(logs).catch(() => []));
  emulator.ledger.clear();
  const exitCode = await zohokit(['run', ...flags], { ...app, cwd: directory, env: {} });
  const requests = emulator.ledger.entries();
  const lines = new Map<string, RecordLine>();
  for (const name of await readdir(logs)) {
    if (before.has(name)) continue;
    for (const line of await readLines(path.join(logs, name))) lines.set(line.recordId, line);
  }
  return { exitCode, lines, requests: [...requests] };
}

/** Requests that change something in Zoho: everything but reads, COQL and tokens. */
export function writesAmong(requests: readonly LedgerEntry[]): LedgerEntry[] {
  return requests.filter(
    ({ method, path: to, role }) =>
      method !== 'GET' && role !== 'accounts' && !to.endsWith('/crm/v8/coql'),
  );
}

// --- internal ---

const Line = v.object({
  event: v.picklist(['record-end', 'record-refused', 'record-plan']),
  recordId: v.string(),
  status: v.optional(v.string(), 'refused'),
  message: v.optional(v.string(), ''),
});

async function readLines(file: string): Promise<RecordLine[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const parsed = v.safeParse(Line, JSON.parse(line));
      return parsed.success ? [parsed.output] : [];
    });
}
