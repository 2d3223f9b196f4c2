import { expect, test } from 'vitest';
import { chaosTrial, type Trial } from './testing/chaos-trial.ts';

test('no bad weather loses, doubles or forgets anything (600 seeds)', async () => {
  const bad: Trial[] = [];
  for (let seed = 1; seed <= 600; seed += 1) {
    const trial = await chaosTrial(seed);
    if (trial.problems.length > 0) bad.push(trial);
  }

  expect(bad).toEqual([]);
});
