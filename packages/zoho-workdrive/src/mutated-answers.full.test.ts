import { expect, test } from 'vitest';
import { playMutated } from './testing/mutated-answers.ts';

test('10,000 answers that are not what they should be end in results or typed errors', async () => {
  expect(await playMutated(1_000, 11_000)).toEqual([]);
});
