/**
 * Peak resident memory of `zohokit run` by the size of the file that it moves.
 *
 * Method: the emulator runs in this process, the real program in one of its own, which is what is
 * measured: it reports its peak when it exits (`peak-memory.ts`). An idle run finds no record; the
 * others move one file of the given size from org B to org A, hashing on: up to 1 GiB as one stream,
 * 8 GiB as the program sends what is that large. All four take turns, three times, and medians are
 * compared within this one invocation. A run counts only if it ends well and org A holds one file,
 * with the size and MD5 of its source, and the record's box is ticked.
 */
import { createEmulator, type Emulator, type Seed } from '@zohokit/zoho-emulator';
import { jobSeed } from './job-seed.ts';
import { measuredRun } from './measured-run.ts';
import { median } from './median.ts';
import type { Answer, Question } from './report.ts';

const mebibyte = 1024 * 1024;

/** The file that the demo moves, and two that no memory should notice. */
const sizes = [300 * mebibyte, 1024 * mebibyte, 8192 * mebibyte];

/** What the run of a large file may take above an idle one, and they may differ among themselves. */
const allowed = { aboveIdleMiB: 130, apartMiB: 32 };

export async function benchMemory(times = 3): Promise<Question> {
  const peaks = new Map<number, number[]>([0, ...sizes].map((size) => [size, []]));
  const emulator = await createEmulator({ seed: seedOf(0), profile: { md5: 'absent' } });
  try {
    for (let time = 0; time < times; time += 1)
      for (const [size, values] of peaks) values.push(await peakOf(emulator, size));
  } finally {
    await emulator.close();
  }
  const idle = median(peaks.get(0) ?? []);
  const answers = [...peaks].map(([size, values]) => toAnswer(size, median(values), idle));
  return {
    title: 'zohokit run, peak resident memory by the size of a file',
    answers: [...answers, toSpread(sizes.map((size) => median(peaks.get(size) ?? [])))],
  };
}

// --- internal ---

function toAnswer(size: number, peakMiB: number, idleMiB: number): Answer {
  if (size === 0) {
    return { name: 'idle', value: `${peakMiB.toFixed(0)} MiB`, figures: { peakMiB } };
  }
  const aboveIdleMiB = peakMiB - idleMiB;
  return {
    name: `one file of ${size / mebibyte} MiB`,
    value: `${peakMiB.toFixed(0)} MiB, ${aboveIdleMiB.toFixed(0)} above idle`,
    aim: `at most ${allowed.aboveIdleMiB} MiB above idle`,
    holds: aboveIdleMiB <= allowed.aboveIdleMiB,
    figures: { peakMiB, aboveIdleMiB },
  };
}

function toSpread(peaks: readonly number[]): Answer {
  const apartMiB = Math.max(...peaks) - Math.min(...peaks);
  return {
    name: 'these three, apart',
    value: `${apartMiB.toFixed(0)} MiB`,
    aim: `at most ${allowed.apartMiB} MiB`,
    holds: apartMiB <= allowed.apartMiB,
    figures: { apartMiB },
  };
}

async function peakOf(emulator: Emulator, size: number): Promise<number> {
  emulator.reset(seedOf(size));
  const { exitCode, peakMiB } = await measuredRun(emulator);
  const told = (org: 'a' | 'b'): string =>
    emulator
      .files(org)
      .map((file) => `${file.size} ${file.md5}`)
      .join();
  const isTicked = emulator.records('a', 'Deals').every((record) => record['Done'] === true);
  if (exitCode !== 0 || told('a') !== told('b') || !isTicked)
    throw new Error(`the run of ${size} bytes ended with ${exitCode} and is not measured`);
  return peakMiB;
}

/** One record with one file, or no record at all. */
function seedOf(size: number): Seed {
  if (size === 0) return jobSeed({ records: [], sources: [] });
  const children = [{ name: 'large.bin', size }];
  return jobSeed({ records: ['Deal'], sources: [{ name: 'Deal', children }] });
}
