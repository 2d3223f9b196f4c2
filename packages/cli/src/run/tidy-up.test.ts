import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openState } from '@zohokit/state';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../testing/test-app.ts';
import { tidyUp } from './tidy-up.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 3, 10);

async function setUp(...names: string[]) {
  const home = await temporaryFolder();
  const directory = path.join(home, 'logs');
  await mkdir(directory);
  for (const name of names) await writeFile(path.join(directory, name), '');
  const state = await openState({ directory: home });
  onTestFinished(() => state.close());
  for (const [id, ago] of Object.entries({ old: 91, young: 89 })) {
    const at = now - ago * dayMs;
    await state.history.start({ id, at });
    await state.history.end({ id, at, status: 'ended', exitCode: 0 });
    await state.history.wait({ runId: id, at, ms: 1, reason: 'penalty' });
  }
  const warnings: string[] = [];
  return {
    directory,
    warnings,
    tidy: (days: number, place = directory) =>
      tidyUp({
        directory: place,
        state,
        now,
        days,
        onWarning: (message) => void warnings.push(message),
      }),
    logs: async () => (await readdir(directory)).toSorted(),
    runs: async () => (await state.history.runs()).map(({ id }) => id),
    waits: async () => (await state.history.waits('old')).length,
  };
}

const names = [
  '20260108T090000Z_old.2.jsonl',
  '20260108T090000Z_old.jsonl',
  '20260110T090000Z_young.jsonl',
  'notes of 2019.jsonl',
];

it('deletes logs and history of runs that are too old, and no other file', async () => {
  const { tidy, logs, runs, waits, warnings } = await setUp(...names);
  await tidy(90);
  expect(await logs()).toEqual(names.slice(2));
  expect(await runs()).toEqual(['young']);
  expect(await waits()).toBe(0);
  expect(warnings).toEqual([]);
});

it('keeps everything with 0 days', async () => {
  const { tidy, logs, runs } = await setUp(...names);
  await tidy(0);
  expect(await logs()).toEqual(names);
  expect(await runs()).toEqual(['old', 'young']);
});

it('warns of what it cannot delete, and rejects for nothing', async () => {
  const { tidy, directory, warnings } = await setUp();
  await tidy(90, path.join(directory, 'absent'));
  expect(warnings).toEqual([
    expect.stringContaining('What is older than 90 days could not be deleted'),
  ]);
});
