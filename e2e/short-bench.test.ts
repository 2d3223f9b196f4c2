import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { benchRecordsMemory } from '../bench/src/records-memory.ts';
import { benchRequests } from '../bench/src/requests.ts';
import type { GrowthRun } from '../bench/src/core-growth-run.ts';
import { quickDisk } from '../bench/src/quick-disk.ts';

/** The two questions of `bench/` whose answers do not depend on the machine, in short and with room. */

test('a transfer costs hardly more requests than it must, and a run with nothing to do next to none', async () => {
  const { answers } = await benchRequests([{ records: 20, filesPerRecord: 20 }]);

  const [work, idle] = answers.map(({ figures }) => figures);
  expect(work?.['ratio']).toBeLessThan(1.1);
  expect(idle?.['idle']).toBeLessThanOrEqual(3);
});

test('what the core holds of 500 records with five files each is small', async () => {
  const directory = await mkdtemp(path.join(await quickDisk(), 'zohokit-e2e-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  const program = fileURLToPath(new URL('../bench/src/core-growth-run.ts', import.meta.url));
  const work = { records: 500, filesPerRecord: 5 };
  const args = ['--expose-gc', program, directory, JSON.stringify(work)];
  const { stdout } = await promisify(execFile)(process.execPath, args);

  const { heldMiB }: GrowthRun = JSON.parse(stdout);

  expect(heldMiB).toBeLessThan(8);
});

test('a run of 200 records takes hardly more memory than one of 10', async () => {
  const { answers } = await benchRecordsMemory({ counts: [10, 200], times: 1 });

  const above = answers.map(({ figures }) => figures['aboveMiB']);
  expect(Math.max(...above.map(Number))).toBeLessThan(48);
});
