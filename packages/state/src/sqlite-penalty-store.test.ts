import { expect, test } from 'vitest';
import { openState } from './open-state.ts';
import { createSqlitePenaltyStore, longestPenaltyMs } from './sqlite-penalty-store.ts';
import { openTestDatabase } from './testing/open-test-database.ts';
import { startChild } from './testing/start-child.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

test('a penalty lasts until its instant, for its key alone', async () => {
  const { store, time } = await createStore();
  await store.impose('a', time.now + 1000);

  expect(await store.get('a')).toBe(time.now + 1000);
  expect(await store.get('b')).toBeUndefined();

  time.now += 1000;
  expect(await store.get('a')).toBeUndefined();
});

test('the later of two penalties is kept, whichever came first', async () => {
  const { store, time } = await createStore();
  for (const seconds of [30, 60, 10]) await store.impose('a', time.now + seconds * 1000);
  expect(await store.get('a')).toBe(time.now + 60_000);
});

test('a penalty written under a wrong clock ends after one hour, however often it is read', async () => {
  const { store, time } = await createStore();
  const start = time.now;
  await store.impose('a', start + 365 * 24 * 3_600_000);

  expect(await store.get('a')).toBe(start + longestPenaltyMs);
  time.now += longestPenaltyMs / 2;
  expect(await store.get('a')).toBe(start + longestPenaltyMs);
  time.now += longestPenaltyMs / 2;
  expect(await store.get('a')).toBeUndefined();
});

test('an instant that is no number is refused and leaves the penalty as it was', async () => {
  const { store, time } = await createStore();
  await store.impose('a', time.now + 1000);
  await expect(store.impose('a', Number.NaN)).rejects.toMatchObject({ reason: 'state' });
  expect(await store.get('a')).toBe(time.now + 1000);
});

test('a penalty outlives the process that imposed it', async () => {
  const directory = await createTemporaryDirectory();
  const until = Date.now() + 600_000;
  await startChild('imposePenalties', directory, `${until}`).ended();

  const state = await openState({ directory });

  expect(await state.penalties.get('pace')).toBe(until);
  await state.close();
});

test('of two processes that impose at the same time, the latest instant wins', async () => {
  const directory = await createTemporaryDirectory();
  const latest = Date.now() + 900_000;
  const instants = Array.from({ length: 100 }, (_, index) => `${latest - index * 1000}`);
  const children = [
    startChild('imposePenalties', directory, ...instants),
    startChild('imposePenalties', directory, ...instants.toReversed().slice(0, -1)),
  ];
  expect(await Promise.all(children.map((child) => child.ended()))).toEqual([0, 0]);

  const state = await openState({ directory });

  expect(await state.penalties.get('pace')).toBe(latest);
  await state.close();
});

async function createStore() {
  const time = { now: 1_800_000_000_000 };
  const database = await openTestDatabase();
  return { time, store: createSqlitePenaltyStore(database, { clock: () => time.now }) };
}
