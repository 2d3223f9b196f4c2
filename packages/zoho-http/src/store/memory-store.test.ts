import { expect, test } from 'vitest';
import { testSharedStoreContract } from '../testing/shared-store-contract.ts';
import { createMemoryStore } from './memory-store.ts';

testSharedStoreContract('createMemoryStore', async () => {
  const store = createMemoryStore();
  return { store, again: store };
});

test('what nobody needs any more is forgotten in time, and nothing else', async () => {
  const store = createMemoryStore();
  await store.update('user/a', () => 1);
  for (let n = 0; n < 3000; n += 1) await store.update(`pass/${n}`, () => n, { lifeMs: -1 });
  await store.update('pass/needed', () => 1, { lifeMs: 60_000 });
  const kept = await Promise.all(Array.from({ length: 3000 }, (_one, n) => store.get(`pass/${n}`)));
  expect(kept.filter((value) => value !== undefined).length).toBeLessThanOrEqual(1000);
  expect(await Promise.all([store.get('user/a'), store.get('pass/needed')])).toEqual([1, 1]);
});
