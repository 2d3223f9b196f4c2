import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { recordSyncs } from '@zohokit/state/testing';
import { expect } from 'vitest';
import { allWell, judge } from './judge.ts';
import { smallSeed } from './small-seed.ts';
import type { Office } from './use-office.ts';

/** How Zoho behaves where it varies. */
export type ProfileName = 'benign' | 'worst';

/** Where the journal of a run is cut: at its n-th commit, before that is made or right after it. */
export interface CommitKill {
  at: number;
  when: 'before' | 'after';
}

const preload = pathToFileURL(path.join(import.meta.dirname, 'die-at-commit.mjs')).href;
const preloaded = { NODE_OPTIONS: `--import=${preload}` };

/** How many commits an undisturbed run makes, and how long it takes in milliseconds. */
export async function measureRun(
  office: Office,
  profile: ProfileName,
): Promise<{ commits: number; durationMs: number }> {
  await office.reseed(smallSeed());
  office.emulator.setProfile(profile);
  const counted = path.join(office.place.directory, 'commits');
  const startedAt = performance.now();
  const run = office.place.startWith({ ...preloaded, COUNT_COMMITS: counted }, 'run');
  const { code, err } = await run.ended;
  const durationMs = performance.now() - startedAt;
  expect({ code, err }).toMatchObject({ code: 0 });
  return { commits: (await readFile(counted)).byteLength, durationMs };
}

/** Kills a run at a commit, then lets clean runs follow; throws unless all is well in the end. */
export async function killAtCommit(
  office: Office,
  profile: ProfileName,
  { at, when }: CommitKill,
): Promise<void> {
  office.emulator.setProfile(profile);
  const env = { ...preloaded, DIE_AT: String(at), DIE_WHEN: when };
  const { signal, code } = await office.place.startWith(env, 'run').ended;
  expect({ at, when, signal, code }).toMatchObject({ signal: 'SIGKILL' });
  await endWell(office, `killed ${when} commit ${at}`);
}

/**
 * The same, with the power: of the state only what was forced to the disk until then survives. On
 * Linux with a C compiler only.
 */
export async function cutPowerAtCommit(
  office: Office,
  profile: ProfileName,
  { at, when }: CommitKill,
): Promise<void> {
  office.emulator.setProfile(profile);
  const home = path.join(office.place.directory, '.zohokit');
  await mkdir(home, { mode: 0o700 });
  const recorder = await recordSyncs(home);
  try {
    const env = { ...preloaded, ...recorder.env, DIE_AT: String(at), DIE_WHEN: when };
    const { signal, err } = await office.place.startWith(env, 'run').ended;
    expect({ at, when, signal, err }).toMatchObject({ signal: 'SIGKILL' });
    await recorder.cutPower();
  } finally {
    await recorder.close();
  }
  await endWell(office, `power cut ${when} commit ${at}`);
}

/** Kills a run so many milliseconds after its start; says whether it was still going. */
export async function killAfter(
  office: Office,
  profile: ProfileName,
  ms: number,
): Promise<'killed' | 'too late'> {
  office.emulator.setProfile(profile);
  const { child, ended } = office.place.start('run');
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const { signal } = await ended;
  clearTimeout(timer);
  await endWell(office, `killed after ${Math.round(ms)} ms`);
  return signal === 'SIGKILL' ? 'killed' : 'too late';
}

// --- internal ---

async function endWell(office: Office, what: string): Promise<void> {
  const { code, out, err } = await office.place.run('run');
  expect({ what, code, out, err }).toMatchObject({ code: 0 });
  expect({ what, ...judge(office.emulator) }).toEqual({ what, ...allWell });
  // What was to come late has come by now: a further run finds nothing to do, and no second copy.
  office.emulator.clock.advance(60_000);
  expect({ what, ...judge(office.emulator) }).toEqual({ what, ...allWell });
}
