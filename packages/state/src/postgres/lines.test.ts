import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLines } from './lines.ts';

test('work of one key is done in its order, work of another does not wait for it', async () => {
  const line = createLines();
  const done: string[] = [];
  const open = Promise.withResolvers<void>();
  const first = line('a', async () => {
    await open.promise;
    done.push('a1');
  });
  const second = line('a', async () => done.push('a2'));
  await line('b', async () => done.push('b'));
  expect(done).toEqual(['b']);
  open.resolve();
  await Promise.all([first, second]);
  expect(done).toEqual(['b', 'a1', 'a2']);
});

test('what fails is told to its caller only', async () => {
  const line = createLines();
  const failing = line('a', async () => {
    await setImmediate();
    throw new RangeError('mine');
  });
  const next = line('a', async () => 'next');
  await expect(failing).rejects.toThrow('mine');
  expect(await next).toBe('next');
});
