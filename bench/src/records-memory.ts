/**
 * Peak resident memory of `zohokit run` by the records that wait for it.
 *
 * Method: the emulator runs in this process, the real program in one of its own, which is what is
 * measured: it reports its peak when it exits (`peak-memory.ts`). Of 10, 1,000 and 100,000 pending
 * records up to 1,000 have a folder with a file of a few bytes, which is moved; the others find no
 * folder of their name, which costs no request and is judged, journaled, logged and reported like
 * any other end. In org B stand 1,000 folders more, in the store 1,000 files from earlier; and once
 * more, told without an aim, 100,000 of each. So what is *not* measured is the transfer of 100,000
 * files in one run, which the requests alone would make last for many minutes. Sizes take turns, as
 * often as asked, the largest once, because they take a minute each and vary by a few MiB; medians
 * are compared within this one invocation. A run counts only if every file that waited has arrived
 * with the MD5 of its source, and as many boxes are ticked.
 */
import { createEmulator, type Emulator, type Seed } from '@zohokit/zoho-emulator';
import { jobSeed } from './job-seed.ts';
import { measuredRun } from './measured-run.ts';
import { median } from './median.ts';
import type { Answer, Question } from './report.ts';

export interface RecordsMemoryOptions {
  /** How many records, ascending. @default [10, 1000, 100_000] */
  counts?: readonly number[] | undefined;
  /** How many folders of org B and files of the store stand around the last count, once more. */
  crowd?: number | undefined;
  /** Runs of each; more than 10,000 records run once. @default 3 */
  times?: number | undefined;
}

interface Scene {
  records: number;
  /** Folders of org B that no record names, and files of the store from earlier. */
  around: number;
}

/** What any number of records may take above the smallest. */
const allowedMiB = 64;

/** As many have a folder. */
const transferred = 1000;

const usualAround = 1000;

export async function benchRecordsMemory({
  counts = [10, 1000, 100_000],
  crowd,
  times = 3,
}: RecordsMemoryOptions = {}): Promise<Question> {
  const scenes = counts.map((records): Scene => ({ records, around: usualAround }));
  const last = counts.at(-1);
  if (crowd !== undefined && last !== undefined) scenes.push({ records: last, around: crowd });
  const peaks = new Map<Scene, number[]>(scenes.map((scene) => [scene, []]));
  const emulator = await createEmulator({
    seed: seedOf({ records: 0, around: 0 }),
    profile: { throttle: false },
  });
  try {
    for (let time = 0; time < times; time += 1)
      for (const [scene, values] of peaks)
        if (time === 0 || scene.records <= 10_000) values.push(await peakOf(emulator, scene));
  } finally {
    await emulator.close();
  }
  const smallest = Math.min(...[...peaks.values()].map(median));
  const answers = [...peaks].map(([scene, values]) =>
    toAnswer(scene, median(values) - smallest, median(values)),
  );
  return { title: 'zohokit run, peak resident memory by its records', answers };
}

// --- internal ---

function toAnswer({ records, around }: Scene, aboveMiB: number, peakMiB: number): Answer {
  const name = `${records} records, ${Math.min(records, transferred)} with a file`;
  const value = `${peakMiB.toFixed(0)} MiB, ${aboveMiB.toFixed(0)} above the least`;
  const figures = { peakMiB, aboveMiB };
  if (around !== usualAround)
    return { name: `${name}, ${around} folders and stored files beside`, value, figures };
  return {
    name,
    value,
    aim: `at most ${allowedMiB} MiB above`,
    holds: aboveMiB <= allowedMiB,
    why: 'what a run knows of each record is held to its end: the record, its folder name and its outcome, and as much garbage before it is collected',
    figures,
  };
}

async function peakOf(emulator: Emulator, scene: Scene): Promise<number> {
  const { records } = scene;
  emulator.reset(seedOf(scene));
  const { exitCode, peakMiB } = await measuredRun(emulator);
  const fresh = emulator.files('a').filter(({ name }) => name.startsWith('file '));
  const sources = emulator.files('b').map(({ md5 }) => md5);
  const isSame =
    fresh
      .map(({ md5 }) => md5)
      .toSorted()
      .join() === sources.toSorted().join();
  const ticked = emulator.records('a', 'Deals').filter((record) => record['Done'] === true);
  const expected = Math.min(records, transferred);
  if (exitCode !== 0 || !isSame || fresh.length !== expected || ticked.length !== expected)
    throw new Error(
      `the run of ${records} records ended with ${exitCode}, ${fresh.length} files and ${ticked.length} ticks, and is not measured`,
    );
  return peakMiB;
}

function seedOf({ records, around }: Scene): Seed {
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
  return jobSeed({
    records: upTo(records).map((number) => `Deal ${number}`),
    sources: [
      ...upTo(Math.min(records, transferred)).map((number) => ({
        name: `Deal ${number}`,
        children: [{ name: `file ${number}`, text: `bytes ${number}` }],
      })),
      ...upTo(around).map((number) => ({ name: `Other ${number}`, children: [] })),
    ],
    stored: upTo(around).map((number) => ({ name: `earlier ${number}`, text: 'earlier' })),
  });
}
