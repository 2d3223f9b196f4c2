import { expect, test } from 'vitest';
import { smallSeed } from './support/small-seed.ts';
import { startTwo } from './support/two-runs.ts';
import { useOffice } from './support/use-office.ts';

const office = useOffice(smallSeed);

test('of two runs that start at the same instant exactly one works, a hundred times', async () => {
  let pairs = 0;
  for (; pairs < 100; pairs += 1) {
    await office.fresh();
    await startTwo(office);
  }
  expect(pairs).toBe(100);
});
