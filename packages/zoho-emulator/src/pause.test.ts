import { expect, test } from 'vitest';
import { pause } from './pause.ts';

const timers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('a pause keeps the process alive only while somebody waits for the request', async () => {
  const leaving = Promise.withResolvers<void>();
  const before = timers();
  void pause(60_000, leaving.promise);
  expect(timers()).toBe(before + 1);
  leaving.resolve();
  await leaving.promise;
  expect(timers()).toBe(before);
});

test('it goes on when nobody waits any more', async () => {
  const begun = performance.now();
  await pause(30, Promise.resolve());
  expect(performance.now() - begun).toBeGreaterThan(25);
});
