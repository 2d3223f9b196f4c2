import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';
import { Quiet } from './quiet.ts';

const soon = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

test('several may be inside at once, and nobody while somebody is alone', async () => {
  const quiet = new Quiet();
  const log: string[] = [];
  const leaveA = await quiet.enter();
  const leaveB = await quiet.enter();
  const alone = quiet.alone(async () => {
    log.push('alone');
    await soon();
    log.push('no longer alone');
  });
  const late = quiet.enter().then((leave) => {
    log.push('late');
    leave();
  });

  await soon();
  expect(log).toEqual([]);
  leaveA();
  await soon();
  expect(log).toEqual([]);
  leaveB();
  await Promise.all([alone, late]);

  expect(log).toEqual(['alone', 'no longer alone', 'late']);
});

test('work that fails alone lets the next one in', async () => {
  const quiet = new Quiet();
  await expect(quiet.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const leave = await quiet.enter();
  leave();
  await expect(quiet.alone(async () => 'done')).resolves.toBe('done');
});

test('slots are taken in order, and given back by work that fails', async () => {
  const slots = createSlots(2);
  const log: number[] = [];
  const work = [1, 2, 3, 4, 5].map((number) =>
    slots.run(async () => {
      log.push(number);
      await soon();
      if (number === 2) throw new Error('two');
    }),
  );

  await soon();
  const ends = await Promise.allSettled(work);

  expect(log).toEqual([1, 2, 3, 4, 5]);
  expect(ends.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});
