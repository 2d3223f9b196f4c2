import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const module = new URL('spare-memory.ts', import.meta.url).href;

/** Makes garbage that lives for a while, and tells the size of both spaces in MiB. */
const churn = `
  const { getHeapSpaceStatistics } = await import('node:v8');
  const young = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  let kept = [];
  let youngMiB = 0;
  let heapMiB = 0;
  for (let number = 0; number < 3_000_000; number += 1) {
    kept.push({ number });
    if (kept.length < 100_000) continue;
    kept = [];
    youngMiB = Math.max(youngMiB, young().space_size / 2 ** 20);
    heapMiB = Math.max(heapMiB, process.memoryUsage().heapTotal / 2 ** 20);
  }
  console.log(JSON.stringify({ youngMiB, heapMiB }));
`;

async function spaces(version: string): Promise<{ youngMiB: number; heapMiB: number }> {
  const program = `
    const { spareMemory } = await import(${JSON.stringify(module)});
    spareMemory(${JSON.stringify(version)});
    ${churn}`;
  const args = ['--input-type=module', '--eval', program];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  // What V8 does not know it reports there.
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test('what dies young takes next to no room, and garbage little more than what lives', async () => {
  const { youngMiB, heapMiB } = await spaces(process.versions.node);
  expect(youngMiB).toBeLessThanOrEqual(4);
  expect(heapMiB).toBeLessThan(40);
});

test('a version that nobody has tried is left alone', async () => {
  const { youngMiB } = await spaces('99.0.0');
  expect(youngMiB).toBeGreaterThan(4);
});
