/**
 * Peak resident memory of `zohokit run`, as a difference within one invocation.
 *
 * Method: the emulator runs in this process, the real program in one of its own. An idle run finds
 * no record; the others move one file of the given size from org B to org A, hashing on. Each is
 * measured three times, alternately, and the median is taken. The program itself reports its
 * peak when it exits (`peak-memory.ts`). A run counts only if the file arrived with the MD5 of its source.
 */
import { createEmulator, type Emulator, type Seed } from '@zohokit/zoho-emulator';
import { measuredRun } from './measured-run.ts';
import type { Answer, Question } from './report.ts';

const mebibyte = 1024 * 1024;

/** The file that the demo moves, and one that no memory should notice. */
const sizes = [300 * mebibyte, 1024 * mebibyte];

/** What the run of a large file may take above an idle one. */
const allowed = 130 * mebibyte;

export async function benchMemory(times = 3): Promise<Question> {
  const peaks = new Map<number, number[]>([0, ...sizes].map((size) => [size, []]));
  const emulator = await createEmulator({ seed: seedOf(0) });
  try {
    for (let time = 0; time < times; time += 1)
      for (const [size, values] of peaks) values.push(await peakOf(emulator, size));
  } finally {
    await emulator.close();
  }
  const idle = median(peaks.get(0) ?? []);
  const answers = [...peaks].map(([size, values]) => toAnswer(size, median(values), idle));
  return { title: 'zohokit run, peak resident memory', answers };
}

// --- internal ---

function toAnswer(size: number, peak: number, idle: number): Answer {
  const peakMiB = peak / mebibyte;
  if (size === 0) {
    return { name: 'idle', value: `${peakMiB.toFixed(0)} MiB`, figures: { peakMiB } };
  }
  const aboveIdleMiB = (peak - idle) / mebibyte;
  return {
    name: `one file of ${size / mebibyte} MiB`,
    value: `${peakMiB.toFixed(0)} MiB, ${aboveIdleMiB.toFixed(0)} above idle`,
    aim: `at most ${allowed / mebibyte} MiB above idle`,
    holds: peak - idle <= allowed,
    figures: { peakMiB, aboveIdleMiB },
  };
}

async function peakOf(emulator: Emulator, size: number): Promise<number> {
  emulator.reset(seedOf(size));
  const { exitCode, peakBytes } = await measuredRun(emulator);
  const stored = emulator.files('a').map(({ md5 }) => md5);
  const source = emulator.files('b').map(({ md5 }) => md5);
  if (exitCode !== 0 || stored.join() !== source.join())
    throw new Error(`the run of ${size} bytes ended with ${exitCode} and is not measured`);
  return peakBytes;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** One record with one file, or no record at all. */
function seedOf(size: number): Seed {
  const fields = [
    { api_name: 'Done', data_type: 'boolean' },
    { api_name: 'Folder', data_type: 'text' },
  ];
  const records = size === 0 ? [] : [{ Name: 'Deal', Folder: 'Deal', Done: false }];
  const children = size === 0 ? [] : [{ name: 'large.bin', size }];
  const user = { name: 'Ada', email: 'ada@example.com' };
  return {
    orgs: {
      a: {
        dataCenter: 'eu',
        name: 'Org A',
        user,
        timeZone: '+01:00',
        crm: { modules: { Deals: { fields, records } } },
        workdrive: {
          team: 'A',
          myFolders: [{ key: 'store', name: 'Store', children: [] }],
          teamFolders: [],
        },
      },
      b: {
        dataCenter: 'us',
        name: 'Org B',
        user,
        timeZone: '-05:00',
        crm: { modules: {} },
        workdrive: {
          team: 'B',
          myFolders: [{ key: 'parent', name: 'Deals', children: [{ name: 'Deal', children }] }],
          teamFolders: [],
        },
      },
    },
    job: {
      module: 'Deals',
      checkboxField: 'Done',
      folderField: 'Folder',
      destination: 'store',
      sourceParent: 'parent',
    },
  };
}
