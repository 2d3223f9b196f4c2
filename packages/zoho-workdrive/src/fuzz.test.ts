import { expect, test } from 'vitest';
import { fuzzResources, methodsThatReject } from './testing/fuzz-resources.ts';

test('no spoilt answer breaks a method, hangs it or shortens a list: 1,000 of them', async () => {
  const { calls, resolved, rejected, faults } = await fuzzResources({ from: 1, count: 1000 });
  expect(faults).toEqual([]);
  expect(calls).toBe(1000);
  // Neither is all forgiven nor all refused: else nothing would have been tried.
  expect(resolved).toBeGreaterThan(200);
  expect(rejected['unexpected-response']).toBeGreaterThan(100);
  expect(rejected['maybe-committed']).toBeGreaterThan(20);
});

test('every method that is tried resolves when nothing is spoilt', async () => {
  expect(await methodsThatReject()).toEqual([]);
});
