import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Emulator } from '@zohokit/zoho-emulator';
import { quickDisk } from './quick-disk.ts';

const program = fileURLToPath(new URL('../../packages/cli/bin/zohokit.mjs', import.meta.url));
const reporter = new URL('report-peak.mjs', import.meta.url).href;

export interface Measured {
  exitCode: number | null;
  /** Peak resident memory of the program. */
  peakMiB: number;
  /** From start to end, in milliseconds. */
  wallMs: number;
}

/** Runs the real `zohokit run` in a fresh folder against the emulator, in a process of its own. */
export async function measuredRun(emulator: Emulator): Promise<Measured> {
  const directory = await mkdtemp(path.join(await quickDisk(), 'zohokit-bench-'));
  try {
    const variables = Object.entries(emulator.env());
    const text = variables.map(([name, value]) => `${name}=${value}\n`).join('');
    await writeFile(path.join(directory, '.env'), text);
    const peakFile = path.join(directory, 'peak');
    const started = performance.now();
    const child = spawn(process.execPath, ['--import', reporter, program, 'run', '--quiet'], {
      cwd: directory,
      env: { ...process.env, BENCH_PEAK_FILE: peakFile },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const wallMs = performance.now() - started;
    const peakMiB = Number(await readFile(peakFile, 'utf8')) / 1024 / 1024;
    return { exitCode, peakMiB, wallMs };
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
