/**
 * Peak resident memory of `zohokit run` by the records that wait for it.
 *
 * Method: the emulator runs in this process, the real program in one of its own, which is what is
 * measured: it reports its peak when it exits (`peak-memory.ts`). Of 10, 1,000 and 100,000 pending
 * records up to 1,000 have a folder with a file of a few bytes, which is moved; the others find no
 * folder of their name, which costs no request and is judged, journaled, logged and reported like
 * any other end. In org B stand as many folders as there are records, in the store as many files
 * from earlier: all of them are listed. So what is *not* measured is the transfer of 100,000 files
 * in one run, which the requests alone would make last for many minutes. All three sizes take turns,
 * as often as asked, and medians are compared within this one invocation. A run counts only if
 * every file that waited has arrived with the MD5 of its source, and as many boxes are ticked.
 */
import { createEmulator, type Emulator, type Seed } from '@zohokit/zoho-emulator';
import { jobSeed } from './job-seed.ts';
import { measuredRun } from './measured-run.ts';
import { median } from './median.ts';
import type { Answer, Question } from './report.ts';

export interface RecordsMemoryOptions {
  /** How many records, ascending. @default [10, 1000, 100_000] */
  counts?: readonly number[] | undefined;
  /** Runs of each. @default 3 */
  times?: number | undefined;
}

/** What any number of records may take above the smallest. */
const allowedMiB = 64;

/** As many have a folder. */
const transferred = 1000;

export async function benchRecordsMemory({
  counts = [10, 1000, 100_000],
  times = 3,
}: RecordsMemoryOptions = {}): Promise<Question> {
  const peaks = new Map<number, number[]>(counts.map((count) => [count, []]));
  const emulator = await createEmulator({
    seed: seedOf(0),
    profile: { throttle: false },
  });
  try {
    for (let time = 0; time < times; time += 1)
      for (const [count, values] of peaks) values.push(await peakOf(emulator, count));
  } finally {
    await emulator.close();
  }
  const smallest = Math.min(...[...peaks.values()].map(median));
  const answers = [...peaks].map(([count, values]) => toAnswer(count, median(values), smallest));
  return { title: 'zohokit run, peak resident memory by its records', answers };
}

// --- internal ---

function toAnswer(count: number, peakMiB: number, smallestMiB: number): Answer {
  const aboveMiB = peakMiB - smallestMiB;
  return {
    name: `${count} records, ${Math.min(count, transferred)} with a file`,
    value: `${peakMiB.toFixed(0)} MiB, ${aboveMiB.toFixed(0)} above the least`,
    aim: `at most ${allowedMiB} MiB above`,
    holds: aboveMiB <= allowedMiB,
    why: 'what a run knows of each record is held to its end: the record, the name of its folder, the names in the store, its outcome; some 800 bytes, and as much garbage before it is collected',
    figures: { peakMiB, aboveMiB },
  };
}

async function peakOf(emulator: Emulator, count: number): Promise<number> {
  emulator.reset(seedOf(count));
  const { exitCode, peakMiB } = await measuredRun(emulator);
  const fresh = emulator.files('a').filter(({ name }) => name.startsWith('file '));
  const sources = emulator.files('b').map(({ md5 }) => md5);
  const isSame =
    fresh
      .map(({ md5 }) => md5)
      .toSorted()
      .join() === sources.toSorted().join();
  const ticked = emulator.records('a', 'Deals').filter((record) => record['Done'] === true);
  const expected = Math.min(count, transferred);
  if (exitCode !== 0 || !isSame || fresh.length !== expected || ticked.length !== expected)
    throw new Error(
      `the run of ${count} records ended with ${exitCode}, ${fresh.length} files and ${ticked.length} ticks, and is not measured`,
    );
  return peakMiB;
}

function seedOf(count: number): Seed {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return jobSeed({
    records: numbers.map((number) => `Deal ${number}`),
    sources: numbers.map((number) =>
      number <= transferred
        ? {
            name: `Deal ${number}`,
            children: [{ name: `file ${number}`, text: `bytes ${number}` }],
          }
        : { name: `Other ${number}`, children: [] },
    ),
    stored: numbers.map((number) => ({ name: `earlier ${number}`, text: 'earlier' })),
  });
}
