import { rename, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HeldLock } from '@zohokit/transfer-core';
import { testRunLockContract } from '@zohokit/transfer-core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { type SqliteRunLock, createSqliteRunLock } from './sqlite-run-lock.ts';
import { raceForLock } from './testing/race-for-lock.ts';
import { startChild } from './testing/start-child.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

testRunLockContract('The SQLite run lock', async () => {
  const file = path.join(await createTemporaryDirectory(), 'run.lock');
  const lock = lockOn(file);
  return { lock, other: lockOn(file), lose: async () => lock.close() };
});

test('two who ask at the same time do not both get it', async () => {
  const file = path.join(await createTemporaryDirectory(), 'run.lock');
  const asked = Array.from({ length: 5 }, () => lockOn(file).acquire());
  const held = (await Promise.all(asked)).filter((answer) => answer !== undefined);
  expect(held).toHaveLength(1);
  await held[0]?.release();
});

test('a lock held by another process is refused, and free once that process is killed', async () => {
  const directory = await createTemporaryDirectory();
  const lock = lockOn(path.join(directory, 'run.lock'));
  const child = startChild('holdLock', directory);
  await child.said('ready');
  expect(await lock.acquire()).toBeUndefined();

  await child.kill();

  const held = await lock.acquire();
  await expect(held?.check()).resolves.toBeUndefined();
});

test('of two processes that ask at the same instant, again and again, exactly one gets it', async () => {
  const won = await raceForLock(await createTemporaryDirectory(), 10);
  expect(won.flat().toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a process that is suspended keeps the lock, and nobody waits for it', async () => {
  const directory = await createTemporaryDirectory();
  const child = startChild('holdLock', directory);
  await child.said('ready');
  child.suspend();
  const lock = lockOn(path.join(directory, 'run.lock'));
  const asked = performance.now();

  // On Windows there is no suspending, and the process is killed.
  const isAlive = process.platform !== 'win32';
  expect((await lock.acquire()) === undefined).toBe(isAlive);
  expect(performance.now() - asked).toBeLessThan(5000);

  child.resume();
  expect((await lock.acquire()) === undefined).toBe(isAlive);
  await child.kill();
});

test('being asked again in the same process does not open the lock to another process', async () => {
  const directory = await createTemporaryDirectory();
  const file = path.join(directory, 'run.lock');
  const held = await lockOn(file).acquire();
  expect(await lockOn(file).acquire()).toBeUndefined();

  const child = startChild('holdLock', directory);

  await child.said('refused');
  expect(await child.ended()).toBe(0);
  await expect(held?.check()).resolves.toBeUndefined();
});

// Windows refuses to delete or replace a file that is open, so there the lock stays ours.
const afterTampering = process.platform === 'win32' ? 'ours' : 'deleted or replaced';

test('a lock file that is deleted while it is held is noticed', async () => {
  const file = path.join(await createTemporaryDirectory(), 'run.lock');
  const held = await lockOn(file).acquire();

  await unlink(file).catch(() => undefined);

  expect(await verdict(held)).toContain(afterTampering);
});

test('a lock file that is replaced while it is held is noticed', async () => {
  const file = path.join(await createTemporaryDirectory(), 'run.lock');
  const held = await lockOn(file).acquire();
  await writeFile(`${file}.new`, '');

  await rename(`${file}.new`, file).catch(() => undefined);

  expect(await verdict(held)).toContain(afterTampering);
});

test('a lock file that cannot be used is a state failure that names it', async () => {
  const directory = await createTemporaryDirectory();
  const damaged = path.join(directory, 'damaged.lock');
  await writeFile(
    damaged,
    'this was never a database of any kind, but it is long enough '.repeat(20),
  );
  const homeless = path.join(directory, 'absent', 'run.lock');

  for (const file of [damaged, homeless]) {
    await expect(lockOn(file).acquire()).rejects.toMatchObject({
      reach: 'run',
      reason: 'state',
      message: expect.stringContaining(file),
    });
  }
});

function lockOn(file: string): SqliteRunLock {
  const lock = createSqliteRunLock({ file });
  onTestFinished(() => lock.close());
  return lock;
}

async function verdict(held: HeldLock | undefined): Promise<string> {
  try {
    await held?.check();
    return 'ours';
  } catch (error) {
    return String(error);
  }
}
