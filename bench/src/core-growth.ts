/**
 * Whether time and memory grow no faster than the work.
 *
 * Method: the core with the real state in SQLite, on a disk in memory where there is one, so that
 * the pace of a disk, the same for every write, hides nothing. Both organisations are in memory and
 * hold hardly more than the names of what is stored; everything goes into one store folder, three
 * files under way at once. Each of these at 1×, 10× and 100×, the rest staying as it is:
 *
 * - records: 100 to 10,000, each with a folder of two files;
 * - files: one record with a folder of 100 to 10,000 files;
 * - journal: 200 records with two files each, beside 1,000 to 100,000 files (five a record, 500 a
 *   run) that earlier runs have finished into another store folder: in journal and history;
 * - store folder: the same, the finished files being in the store folder itself, which lists them.
 *
 * Each size runs in a process of its own after a short run that warms up, the sizes in turn, as often
 * as asked; the least of each figure counts. A run counts only if every file was stored and every record
 * ticked. Time is that of our processor: of `run` from the deletion of old runs to the last tick, of
 * `plan` (with the same ports, first) and of what `status` reads by the clock. Memory is the peak of
 * the process. An exponent is the slope of time over size in logarithms; it is also told for the last
 * tenfold alone, where what every run costs weighs least, and the greater of the two is judged. What
 * is done over HTTP is not in it: see the questions of requests, files and memory.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { storeFolderId, type GrowthWork } from './core-growth-ports.ts';
import type { GrowthRun } from './core-growth-run.ts';
import { quickDisk } from './quick-disk.ts';
import type { Answer, Question } from './report.ts';

const aims = {
  exponent: 1.05,
  /** Of what should not depend on the size at all. */
  flat: 0.1,
  /** A time this short is short, however it grew. */
  quickMs: 20,
};

const factors = [1, 10, 100] as const;

export async function benchCoreGrowth(times = 2): Promise<Question> {
  const place = await mkdtemp(path.join(await quickDisk(), 'zohokit-bench-'));
  try {
    const [records, files, journal, folder] = [
      await grow(place, times, (by) => ({ work: { records: 100 * by, filesPerRecord: 2 } })),
      await grow(place, times, (by) => ({ work: { records: 1, filesPerRecord: 100 * by } })),
      await grow(place, times, (by) => ({ work: fixed, finished: 1000 * by, in: 'another' })),
      await grow(place, times, (by) => ({
        work: { ...fixed, finished: 1000 * by },
        finished: 1000 * by,
        in: storeFolderId,
      })),
    ];
    return {
      title: 'Growth of the core and its state, at 1×, 10× and 100×',
      answers: [
        toTime('100 to 10,000 records, run', records, 'cpuMs', aims.exponent),
        toMemory('100 to 10,000 records', records, aims.exponent),
        toTime('100 to 10,000 files of one folder, run', files, 'cpuMs', aims.exponent),
        toMemory('100 to 10,000 files of one folder', files, aims.exponent),
        toTime('beside 1,000 to 100,000 finished files, run', journal, 'cpuMs', aims.flat),
        toTime('beside 1,000 to 100,000 finished files, plan', journal, 'planMs', aims.flat),
        toTime('beside 1,000 to 100,000 finished files, status', journal, 'statusMs', aims.flat),
        toMemory('beside 1,000 to 100,000 finished files', journal, aims.flat),
        toTime('the same in the store folder, run', folder, 'cpuMs', aims.exponent),
        toMemory('the same in the store folder', folder, aims.exponent),
      ],
    };
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 5 });
  }
}

// --- internal ---

const fixed: GrowthWork = { records: 200, filesPerRecord: 2 };

/** One size: what is done, and how many files are finished in which store folder. */
interface Size {
  work: GrowthWork;
  finished?: number;
  in?: string;
}

/** The least of each figure, by factor. */
async function grow(
  place: string,
  times: number,
  sizeOf: (factor: number) => Size,
): Promise<GrowthRun[]> {
  const runs: GrowthRun[][] = factors.map(() => []);
  const seeds = path.join(place, 'seeds');
  for (const factor of factors) {
    const { finished, in: folderId = '' } = sizeOf(factor);
    if (finished === undefined) continue;
    await node('core-growth-history.ts', [
      path.join(seeds, String(factor)),
      String(finished),
      folderId,
    ]);
  }
  for (let time = 0; time < times; time += 1) {
    for (const [at, factor] of factors.entries()) {
      const { work, finished } = sizeOf(factor);
      const directory = path.join(place, 'run');
      if (finished !== undefined)
        await cp(path.join(seeds, String(factor)), directory, { recursive: true });
      const out = await node('core-growth-run.ts', [directory, JSON.stringify(work)]);
      runs[at]?.push(JSON.parse(out));
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  await rm(seeds, { recursive: true, force: true, maxRetries: 5 });
  return runs.map(least);
}

async function node(program: string, args: readonly string[]): Promise<string> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file, ...args]);
  return stdout;
}

function least(runs: readonly GrowthRun[]): GrowthRun {
  const of = (figure: keyof GrowthRun): number => Math.min(...runs.map((run) => run[figure]));
  return {
    runMs: of('runMs'),
    cpuMs: of('cpuMs'),
    planMs: of('planMs'),
    statusMs: of('statusMs'),
    peakMiB: of('peakMiB'),
    heldMiB: of('heldMiB'),
  };
}

function toTime(
  name: string,
  runs: readonly GrowthRun[],
  figure: 'cpuMs' | 'planMs' | 'statusMs',
  aim: number,
): Answer {
  const ms = runs.map((run) => run[figure]);
  const [exponent, last] = [slope(ms), slope(ms.slice(1))];
  const wall = figure === 'cpuMs' ? ` (${show(runs.map(({ runMs }) => runMs))} by the clock)` : '';
  return {
    name: `${name}, time`,
    value: `exponent ${exponent.toFixed(2)}, of the last tenfold ${last.toFixed(2)}: ${show(ms)} ms${wall}`,
    aim: `at most ${aim}${figure === 'cpuMs' ? '' : `, or ${aims.quickMs} ms`}`,
    holds: Math.max(exponent, last) <= aim || (ms.at(-1) ?? Number.NaN) <= aims.quickMs,
    figures: { exponent, last, ...Object.fromEntries(ms.map((value, at) => [`ms${at}`, value])) },
  };
}

function toMemory(name: string, runs: readonly GrowthRun[], aim: number): Answer {
  const peaks = runs.map(({ peakMiB }) => peakMiB);
  const exponent = slope(peaks);
  const growthMiB = (peaks.at(-1) ?? Number.NaN) - (peaks[0] ?? Number.NaN);
  const heldMiB = runs.at(-1)?.heldMiB ?? Number.NaN;
  return {
    name: `${name}, peak memory`,
    value: `exponent ${exponent.toFixed(2)}: ${show(peaks)} MiB, grown by ${growthMiB.toFixed(0)}; ${heldMiB.toFixed(0)} held in the end`,
    aim: `at most ${aim}`,
    holds: exponent <= aim,
    figures: { exponent, growthMiB, heldMiB },
  };
}

function show(values: readonly number[]): string {
  return values.map((value) => value.toFixed(value < 10 ? 1 : 0)).join(', ');
}

/** Of the straight line nearest to the logarithms of sizes ten times as large each and their values. */
function slope(values: readonly number[]): number {
  const ys = values.map((value) => Math.log10(value));
  const xMean = (ys.length - 1) / 2;
  const yMean = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  const over = ys.reduce((sum, y, x) => sum + (x - xMean) * (y - yMean), 0);
  return over / ys.reduce((sum, _, x) => sum + (x - xMean) ** 2, 0);
}
