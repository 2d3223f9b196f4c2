import { expect, test } from 'vitest';
import { createChance } from './support/chance.ts';
import { killAfter, measureRun } from './support/kills.ts';
import { smallSeed } from './support/small-seed.ts';
import { useOffice } from './support/use-office.ts';

const office = useOffice(smallSeed);

/** The same seed kills at the same moments, as far as a machine keeps its pace. */
const seed = 20_261_129;

test('killed at 100 random moments, the next run completes without a duplicate (benign profile)', async ({
  annotate,
}) => {
  const chance = createChance(seed);
  const { durationMs } = await measureRun(office, 'benign');
  let killed = 0;
  for (let trial = 0; trial < 100; trial += 1) {
    await office.fresh();
    const end = await killAfter(office, 'benign', durationMs * (0.2 + 0.8 * chance()));
    if (end === 'killed') killed += 1;
  }
  await annotate(`${killed} of 100 runs were still going`);
  expect(killed).toBeGreaterThan(60);
});
