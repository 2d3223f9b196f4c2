import { describe, expect, test } from 'vitest';
import type { FaultMatch } from '@zohokit/zoho-emulator';
import { allWell, judge, live } from './support/judge.ts';
import { killAtCommit, measureRun } from './support/kills.ts';
import { useOffice } from './support/use-office.ts';
import { smallSeed } from './support/small-seed.ts';

/**
 * `kill -9` of the real program while the emulator holds one of its requests, then a clean run:
 * the end must be as if nothing had happened. Under `worst` what was held is stored 8 s after the
 * program died, names are suffixed, sizes lag and no MD5 is answered.
 */

const moments: readonly [string, FaultMatch][] = [
  ['while pending records are asked for', { path: '/coql' }],
  ['while the source folder is listed', { org: 'b', path: '/files', nth: 2 }],
  ['while the first download begins', { role: 'download' }],
  ['while the first small file is stored', { org: 'a', method: 'POST', path: '/api/v1/upload' }],
  ['while the large file is stored', { role: 'upload', path: 'stream/upload', nth: 2 }],
  [
    'while the last small file is stored',
    { org: 'a', method: 'POST', path: '/api/v1/upload', nth: 2 },
  ],
  ['while the box is ticked', { org: 'a', method: 'PUT' }],
];

const office = useOffice(smallSeed);

describe.each(['benign', 'worst'] as const)('under the %s profile', (profile) => {
  test.each(moments)('killed %s, the next run completes without a duplicate', async (_, match) => {
    office.emulator.setProfile(profile);
    const held = office.emulator.faults.add({ match, effect: { kind: 'hold' } });
    const first = office.place.start('run');
    await Promise.race([held.whenFired, first.ended]);
    expect(held.fired).toBe(1);

    first.child.kill('SIGKILL');
    expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });
    const { code, out, err } = await office.place.run('run');

    expect({ code, out, err }).toMatchObject({ code: 0 });
    expect(judge(office.emulator)).toEqual(allWell);
    // What was to come late has come by now.
    office.emulator.clock.advance(60_000);
    expect((await office.place.run('run')).code).toBe(0);
    expect(judge(office.emulator)).toEqual(allWell);
  });

  test('killed at steps of the journal, the next run completes (a sample)', async () => {
    const { commits } = await measureRun(office, profile);
    for (const share of [0.5, 0.75, 1]) {
      await office.fresh();
      await killAtCommit(office, profile, { at: Math.floor(commits * share), when: 'after' });
      expect(judge(office.emulator)).toEqual(allWell);
    }
  });

  test('a lost answer in the middle of a run is settled by the run itself', async () => {
    office.emulator.setProfile(profile);
    const lost = [
      office.emulator.faults.add({
        match: { org: 'a', method: 'POST', path: '/api/v1/upload' },
        effect: { kind: 'answer-lost' },
      }),
      office.emulator.faults.add({
        match: { role: 'upload', path: 'stream/upload', nth: 2 },
        effect: { kind: 'late-commit', delayMs: 5000 },
      }),
    ];

    const { code, out } = await office.place.run('run');

    expect({ code, out }).toMatchObject({ code: 0 });
    expect(lost.map(({ fired }) => fired)).toEqual([1, 1]);
    expect(judge(office.emulator)).toEqual(allWell);
  });

  test('a foreign file of the same name is neither taken for ours nor touched', async () => {
    const inStore = [{ name: 'a.pdf', text: 'not ours', createdBy: 'someone-else' as const }];
    await office.reseed(smallSeed({ inStore }));
    office.emulator.setProfile(profile);
    const seeded = new Set(live(office.emulator, 'a').map(({ md5 }) => md5));
    const match = { org: 'a', method: 'POST', path: '/api/v1/upload' } as const;
    const held = office.emulator.faults.add({ match, effect: { kind: 'hold' } });
    const first = office.place.start('run');
    await held.whenFired;
    first.child.kill('SIGKILL');
    await first.ended;

    expect((await office.place.run('run')).code).toBe(0);
    expect(judge(office.emulator, seeded)).toEqual(allWell);
    expect(live(office.emulator, 'a').filter(({ md5 }) => seeded.has(md5))).toHaveLength(1);
  });
});
