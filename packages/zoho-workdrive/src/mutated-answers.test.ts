import { expect, test } from 'vitest';
import { playMutated } from './testing/mutated-answers.ts';

test('1,000 answers that are not what they should be end in results or typed errors', async () => {
  expect(await playMutated(0, 1_000)).toEqual([]);
});
