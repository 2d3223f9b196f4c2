import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSeats } from './seats.ts';

test('no more work than there are seats is under way at once, in the order it came', async () => {
  const seat = createSeats(2);
  const order: number[] = [];
  let now = 0;
  let most = 0;
  const work = (n: number) => async (): Promise<void> => {
    order.push(n);
    now += 1;
    most = Math.max(most, now);
    await setImmediate();
    now -= 1;
  };
  await Promise.all([1, 2, 3, 4, 5].map((n) => seat(work(n))));
  expect({ most, order }).toEqual({ most: 2, order: [1, 2, 3, 4, 5] });
});

test('work that fails leaves its seat', async () => {
  const seat = createSeats(1);
  await expect(seat(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await seat(async () => 'next')).toBe('next');
});
