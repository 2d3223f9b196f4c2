import { expect, test } from 'vitest';
import { allWell, judge } from './support/judge.ts';
import { smallSeed } from './support/small-seed.ts';
import { startTwo } from './support/two-runs.ts';
import { useOffice } from './support/use-office.ts';

const office = useOffice(smallSeed);

test('of two runs that start at the same instant one works, the other says so and ends', async () => {
  await expect(startTwo(office)).resolves.toBeUndefined();
});

test('the lock of a killed run is free at once', async () => {
  const held = office.emulator.faults.add({
    match: { path: '/api/v1/upload' },
    effect: { kind: 'hold' },
  });
  const first = office.place.start('run');
  await held.whenFired;
  first.child.kill('SIGKILL');
  await first.ended;

  expect(await office.place.run('run')).toMatchObject({ code: 0 });
  expect(judge(office.emulator)).toEqual(allWell);
});

// Windows has no signal that suspends a process.
test.runIf(process.platform !== 'win32')(
  'a suspended run keeps its lock, and goes on when it wakes',
  async () => {
    const slow = office.emulator.faults.add({
      match: { path: '/api/v1/upload' },
      effect: { kind: 'delay', ms: 2500 },
    });
    const first = office.place.start('run');
    await slow.whenFired;
    first.child.kill('SIGSTOP');

    const second = await office.place.run('run');
    first.child.kill('SIGCONT');

    expect(second).toMatchObject({ code: 6 });
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(judge(office.emulator)).toEqual(allWell);
  },
);
