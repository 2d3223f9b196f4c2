import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createEmulatorClock } from './clock.ts';

test('the clock shows the machine time plus what it was advanced by', () => {
  let machine = 1_000;
  const clock = createEmulatorClock(() => machine);

  clock.advance(500);
  machine += 10;

  expect(clock.now()).toBe(1_510);
});

test('due tasks run on advance, in the order of their times, each at its own time', () => {
  const clock = createEmulatorClock(() => 0);
  const seen: [string, number][] = [];
  clock.schedule(200, () => seen.push(['late', clock.now()]));
  clock.schedule(100, () => seen.push(['early', clock.now()]));
  clock.schedule(900, () => seen.push(['not yet', clock.now()]));

  clock.advance(500);

  expect(seen).toEqual([
    ['early', 100],
    ['late', 200],
  ]);
  expect(clock.now()).toBe(500);
});

test('a task that a task schedules runs in the same advance when it is due', () => {
  const clock = createEmulatorClock(() => 0);
  const seen: number[] = [];
  clock.schedule(100, () => clock.schedule(150, () => seen.push(clock.now())));

  clock.advance(200);

  expect(seen).toEqual([150]);
});

test('a task also runs when real time reaches it', async () => {
  const clock = createEmulatorClock();
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.schedule(clock.now() + 20, resolve);

  await expect(promise).resolves.toBeUndefined();
});

test('cleared tasks never run', async () => {
  const clock = createEmulatorClock();
  const seen: string[] = [];
  clock.schedule(clock.now() + 10, () => seen.push('ran'));

  clock.clear();
  await sleep(30);
  clock.advance(1000);

  expect(seen).toEqual([]);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
  'the clock refuses to advance by %s',
  (ms) => {
    const clock = createEmulatorClock(() => 0);
    expect(() => clock.advance(ms)).toThrow(RangeError);
  },
);

test('the clock ends with the year 9999, and stays where it is', () => {
  const clock = createEmulatorClock(() => 0);
  expect(() => clock.advance(1e17)).toThrow('year 9999');
  expect(clock.now()).toBe(0);
});

test('a task runs in the async context of whoever scheduled it', () => {
  const clock = createEmulatorClock(() => 0);
  const scope = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  const look = (): void => void seen.push(scope.getStore());
  scope.run('one', () => clock.schedule(1, look));
  clock.schedule(2, look);
  scope.run('other', () => clock.advance(10));
  expect(seen).toEqual(['one', undefined]);
});
