import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { backupState } from './backup-state.ts';
import { exportState } from './export-state.ts';
import { openState } from './open-state.ts';
import { fillState } from './testing/fill-state.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

test('a backup is opened like the state it was made of, tokens included, and is its owner’s alone', async () => {
  const state = await open(await createTemporaryDirectory());
  await fillState(state);
  const directory = await createTemporaryDirectory();
  const file = path.join(directory, 'state.db');

  await backupState(state, file);

  const mode = process.platform === 'win32' ? 0o666 : 0o600;
  expect((await stat(file)).mode & 0o777).toBe(mode);
  const copy = await open(directory);
  const lines = await Array.fromAsync(exportState(copy, { secrets: true }));
  expect(lines).toEqual(await Array.fromAsync(exportState(state, { secrets: true })));
});

test('a backup overwrites nothing', async () => {
  const state = await open(await createTemporaryDirectory());
  const file = path.join(await createTemporaryDirectory(), 'precious');
  await writeFile(file, 'precious');

  await expect(backupState(state, file)).rejects.toMatchObject({
    reach: 'run',
    reason: 'state',
    message: `"${file}" exists, and a backup overwrites nothing: give another name`,
  });

  expect(await readFile(file, 'utf8')).toBe('precious');
});

test('a backup that cannot be made says so and leaves nothing behind', async () => {
  const state = await open(await createTemporaryDirectory());
  const directory = await createTemporaryDirectory();
  const absent = path.join(directory, 'absent', 'backup.db');
  await expect(backupState(state, absent)).rejects.toMatchObject({ reason: 'state' });

  const file = path.join(directory, 'backup.db');
  await mkdir(`${file}.part`);
  await expect(backupState(state, file)).rejects.toMatchObject({
    reason: 'state',
    message: expect.stringContaining(`The backup "${file}" was not made`),
  });
  await expect(stat(file)).rejects.toThrow('ENOENT');
});

async function open(directory: string) {
  const state = await openState({ directory });
  onTestFinished(() => state.close());
  return state;
}
