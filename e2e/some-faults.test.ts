import { expect, test } from 'vitest';
import { playFaults } from './support/every-fault/play-faults.ts';

/** Every eighth case of each profile, not the same ones: more than 200 of all. */
const every = 8;

test.each([
  ['benign', 4],
  ['worst', 1],
] as const)(
  'whatever meets a request, a clean run ends as without it (a sample, %s profile)',
  async (profile, from) => {
    const totals = await playFaults({ profile, every, from });

    expect(totals).toMatchObject({ notFelt: 0, problems: [] });
    expect(totals.cases).toBeGreaterThanOrEqual(100);
  },
);
