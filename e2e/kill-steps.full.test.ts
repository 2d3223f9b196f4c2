import { expect, test } from 'vitest';
import { killAtCommit, measureRun } from './support/kills.ts';
import { smallSeed } from './support/small-seed.ts';
import { useOffice } from './support/use-office.ts';

const office = useOffice(smallSeed);

test.each(['benign', 'worst'] as const)(
  'killed at any step of the journal, the next run completes without a duplicate (%s profile)',
  async (profile) => {
    const { commits } = await measureRun(office, profile);
    expect(commits).toBeGreaterThan(12);
    for (let at = 1; at <= commits; at += 1)
      for (const when of ['before', 'after'] as const) {
        await office.fresh();
        await killAtCommit(office, profile, { at, when });
      }
  },
);
