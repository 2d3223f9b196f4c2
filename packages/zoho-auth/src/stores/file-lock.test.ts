import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withFileLock } from './file-lock.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zohokit-lock-'));
  path = join(folder, 'tokens.json.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test('no two work at the same time, and nothing is left behind', async () => {
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await moment();
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => withFileLock(path, work)));
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test('the lock is free after work that failed', async () => {
  await expect(withFileLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow(
    'broken',
  );
  expect(await withFileLock(path, () => Promise.resolve('done'))).toBe('done');
});

test('a lock that a process left behind is taken away, by one of many', async () => {
  await writeFile(path, '');
  const longAgo = new Date(Date.now() - 11_000);
  await utimes(path, longAgo, longAgo);
  const work = () => Promise.resolve('done');
  expect(await Promise.all([withFileLock(path, work), withFileLock(path, work)])).toEqual([
    'done',
    'done',
  ]);
  expect(await readdir(folder)).toEqual([]);
});

test('a fresh lock of another process is waited for', async () => {
  await writeFile(path, '');
  const order: string[] = [];
  const waiting = withFileLock(path, async () => void order.push('ours'));
  await moment();
  order.push('theirs');
  await rm(path);
  await waiting;
  expect(order).toEqual(['theirs', 'ours']);
});

test('a folder that is not there rejects at once', async () => {
  const lost = withFileLock(join(folder, 'missing', 'lock'), () => Promise.resolve());
  await expect(lost).rejects.toMatchObject({ code: 'ENOENT' });
});
