import { expect, test } from 'vitest';
import { allWell, judge } from './support/judge.ts';
import { cutPowerAtCommit, measureRun } from './support/kills.ts';
import { smallSeed } from './support/small-seed.ts';
import { useOffice } from './support/use-office.ts';

const office = useOffice(smallSeed);

// What a process forces to the disk is recorded by a small library of Linux's loader.
test.runIf(process.platform === 'linux').each(['benign', 'worst'] as const)(
  'after a power cut at any step of the journal the next run completes without a duplicate (%s)',
  async (profile) => {
    const { commits } = await measureRun(office, profile);
    for (let at = 1; at <= commits; at += 1)
      for (const when of ['before', 'after'] as const) {
        await office.fresh();
        await cutPowerAtCommit(office, profile, { at, when });
        expect(judge(office.emulator)).toEqual(allWell);
      }
  },
);
