import { expect, test } from 'vitest';
import { checkAtOnce, checkOneByOne } from './testing/property/check-retry-loop.ts';

test('requests one by one are sent, waited for and ended at the instants that the rules give', async () => {
  await expect(checkOneByOne({ runs: 250, seed: 1 })).resolves.toBeUndefined();
});

test('requests at once keep every rule whatever fails, and give all places back', async () => {
  await expect(checkAtOnce({ runs: 250, seed: 1 })).resolves.toBeUndefined();
});
