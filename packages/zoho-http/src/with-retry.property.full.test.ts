import { expect, test } from 'vitest';
import { checkAtOnce, checkOneByOne } from './testing/property/check-retry-loop.ts';

// A failure prints its seed and path, and the smallest sequence that fails.

test('5,000 sequences one by one are sent, waited for and ended when the rules say', async () => {
  await expect(checkOneByOne({ runs: 5000 })).resolves.toBeUndefined();
});

test('5,000 sequences at once keep every rule whatever fails, and give all places back', async () => {
  await expect(checkAtOnce({ runs: 5000 })).resolves.toBeUndefined();
});
