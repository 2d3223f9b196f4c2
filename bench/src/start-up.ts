/**
 * How long it takes until something happens, and what an installation costs.
 *
 * Method: the program is built, packed and installed with npm as a user would have it. `node -e 0`,
 * `zohokit --version` and a `zohokit run` that finds nothing to do (emulator in this process) are
 * started in turn, as often as asked; medians of the wall time are compared. Import times are those
 * of `import()` in a fresh process, less that of a process that imports nothing. A run counts only if
 * it ends with exit code 0 and `--version` prints a version.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createEmulator } from '@zohokit/zoho-emulator';
import { installedSize } from './installed-size.ts';
import { installPacked } from './install-packed.ts';
import type { Answer, Question } from './report.ts';

const aims = { versionToNode: 1.6, packages: 25, megabytes: 15 };

const packages = [
  '@zohokit/zoho-http',
  '@zohokit/zoho-auth',
  '@zohokit/zoho-crm',
  '@zohokit/zoho-workdrive',
  '@zohokit/transfer-core',
  '@zohokit/state',
] as const;

export async function benchStartUp(times = 15): Promise<Question> {
  const place = await mkdtemp(path.join(tmpdir(), 'zohokit-bench-'));
  const emulator = await createEmulator();
  try {
    const folder = await installPacked('zohokit', place);
    const program = path.join(folder, 'node_modules', 'zohokit', 'bin', 'zohokit.mjs');
    for (const { id } of emulator.records('a', 'Projects'))
      emulator.updateRecord('a', 'Projects', id, { Files_Copied: true });
    const env = { ...process.env, ...emulator.env(), ZOHOKIT_HOME: path.join(place, 'home') };
    const start = (args: readonly string[]) => measure(args, { cwd: folder, env });
    const kinds = {
      node: () => start(['-e', '0']),
      version: () => start([program, '--version']),
      run: () => start([program, 'run', '--quiet']),
    };
    const taken = { node: [] as number[], version: [] as number[], run: [] as number[] };
    for (let time = 0; time <= times; time += 1)
      for (const kind of ['node', 'version', 'run'] as const) {
        const ms = await kinds[kind]();
        // The first of each only warms the disk up.
        if (time > 0) taken[kind].push(ms);
      }
    const node = median(taken.node);
    return {
      title: 'Start-up and size, as installed with npm',
      answers: [
        ...toAnswers(node, median(taken.version), median(taken.run)),
        await sizeAnswer(folder),
        await importAnswer(folder, env),
      ],
    };
  } finally {
    await emulator.close();
    await rm(place, { recursive: true, force: true, maxRetries: 5 });
  }
}

// --- internal ---

interface Place {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** Milliseconds; rejects unless it ends with exit code 0. */
async function measure(args: readonly string[], place: Place): Promise<number> {
  const begunAt = performance.now();
  await promisify(execFile)(process.execPath, [...args], place);
  return performance.now() - begunAt;
}

function toAnswers(node: number, version: number, run: number): Answer[] {
  const ratio = version / node;
  return [
    {
      name: 'zohokit --version, beside node -e 0',
      value: `${ratio.toFixed(2)} × (${version.toFixed(0)} against ${node.toFixed(0)} ms)`,
      aim: `at most ${aims.versionToNode} ×`,
      holds: ratio <= aims.versionToNode,
      figures: { ratio, versionMs: version, nodeMs: node },
    },
    {
      name: 'zohokit run with nothing to do',
      value: `${run.toFixed(0)} ms`,
      figures: { runMs: run },
    },
  ];
}

async function sizeAnswer(folder: string): Promise<Answer> {
  const installed = await installedSize(folder);
  const megabytes = (installed.mebibytes * 2 ** 20) / 1e6;
  return {
    name: 'zohokit installed',
    value: `${installed.packages} packages, ${megabytes.toFixed(1)} MB`,
    aim: `at most ${aims.packages} packages and ${aims.megabytes} MB`,
    holds: installed.packages <= aims.packages && megabytes <= aims.megabytes,
    figures: { packages: installed.packages, megabytes },
  };
}

async function importAnswer(folder: string, env: NodeJS.ProcessEnv): Promise<Answer> {
  const importing = async (name: string | undefined): Promise<number> => {
    const code = name === undefined ? '0' : `await import(${JSON.stringify(name)})`;
    const times: number[] = [];
    for (let time = 0; time < 7; time += 1)
      times.push(await measure(['--input-type=module', '-e', code], { cwd: folder, env }));
    return median(times);
  };
  const nothing = await importing(undefined);
  const figures: Record<string, number> = {};
  for (const name of packages) figures[name] = Math.max(0, (await importing(name)) - nothing);
  const words = Object.entries(figures).map(([name, ms]) => `${name.slice(9)} ${ms.toFixed(0)}`);
  return { name: 'import, in ms', value: words.join(', '), figures };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
