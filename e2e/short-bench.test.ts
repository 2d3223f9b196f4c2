import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { benchRecordsMemory } from '../bench/src/records-memory.ts';
import { benchRequests } from '../bench/src/requests.ts';
import type { GrowthRun } from '../bench/src/core-growth-run.ts';

/** The two questions of `bench/` whose answers do not depend on the machine, in short and with room. */

test('a transfer costs hardly more requests than it must, and a run with nothing to do next to none', async () => {
  const { answers } = await benchRequests([{ records: 20, filesPerRecord: 20 }]);

  const [work, idle] = answers.map(({ figures }) => figures);
  expect(work?.['ratio']).toBeLessThan(1.1);
  expect(idle?.['idle']).toBeLessThanOrEqual(3);
});

test('what the core holds of 2,000 records with five files each is small', async () => {
  const program = fileURLToPath(new URL('../bench/src/core-growth-run.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, '2000']);

  const { heldMiB }: GrowthRun = JSON.parse(stdout);

  expect(heldMiB).toBeLessThan(30);
});

test('a run of 200 records takes hardly more memory than one of 10', async () => {
  const { answers } = await benchRecordsMemory({ counts: [10, 200], times: 1 });

  const above = answers.map(({ figures }) => figures['aboveMiB']);
  expect(Math.max(...above.map(Number))).toBeLessThan(48);
});
