import { expect, test } from 'vitest';
import { fuzzResources } from './testing/fuzz-resources.ts';

test('no spoilt answer breaks a method, hangs it or shortens a list: 10,000 of them', async () => {
  const { calls, faults } = await fuzzResources({ from: 100_000, count: 10_000 });
  expect(faults).toEqual([]);
  expect(calls).toBe(10_000);
});
