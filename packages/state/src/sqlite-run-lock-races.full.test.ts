import { expect, test } from 'vitest';
import { raceForLock } from './testing/race-for-lock.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

test('of two processes that ask at the same instant, 100 times, exactly one gets the lock', async () => {
  const won = await raceForLock(await createTemporaryDirectory(), 100);
  const all = won.flat().toSorted((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: 100 }, (_, round) => round));
});
