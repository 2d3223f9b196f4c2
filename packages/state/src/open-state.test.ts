import { mkdir, readdir, stat, writeFile, chmod } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type OpenStateOptions, type SqliteState, openState } from './open-state.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

test('a directory that does not exist is created with its parents', async () => {
  const directory = path.join(await createTemporaryDirectory(), 'deep', '.zohokit');

  const state = await open({ directory });
  await state.lock.acquire();

  const names = await readdir(directory);
  expect(names).toEqual(expect.arrayContaining(['run.lock', 'state.db']));
  expect([state.file, state.lockFile]).toEqual([
    path.join(directory, 'state.db'),
    path.join(directory, 'run.lock'),
  ]);
});

test('directory and files are their owner’s alone; on Windows they inherit', async () => {
  const directory = path.join(await createTemporaryDirectory(), '.zohokit');
  const state = await open({ directory });
  await state.lock.acquire();
  await state.shared.update('a', () => 'token');

  const files = (await readdir(directory)).map((name) => path.join(directory, name));
  expect(files).toEqual(expect.arrayContaining([`${state.file}-wal`]));
  const modes = await Promise.all([directory, ...files].map(async (name) => modeOf(name)));

  const [ofDirectory, ofFile] = process.platform === 'win32' ? [0o666, 0o666] : [0o700, 0o600];
  expect(modes).toEqual([ofDirectory, ...files.map(() => ofFile)]);
});

test('files that others could read are taken from them', async () => {
  const directory = await createTemporaryDirectory();
  const first = await openState({ directory });
  await first.close();
  await chmod(first.file, 0o644);

  const state = await open({ directory });

  expect(await modeOf(state.file)).toBe(process.platform === 'win32' ? 0o666 : 0o600);
});

test('the state of another binding is refused, naming what differs', async () => {
  const directory = await createTemporaryDirectory();
  const binding = { 'org A': 'eu / 1000.AAA', 'org B': 'eu / 1000.BBB' };
  await (await openState({ directory, binding })).close();

  await expect(
    openState({ directory, binding: { ...binding, 'org B': 'us / 1000.CCC' } }),
  ).rejects.toMatchObject({
    reach: 'run',
    reason: 'configuration',
    message: expect.stringContaining(
      'org B is us / 1000.CCC but the state belongs to eu / 1000.BBB;',
    ),
  });
  await expect(open({ directory, binding })).resolves.toBeDefined();
  await expect(open({ directory })).resolves.toBeDefined();
});

test('a name that the binding did not have is added, and holds from then on', async () => {
  const directory = await createTemporaryDirectory();
  await open({ directory, binding: { module: 'Deals' } });
  await open({ directory, binding: { module: 'Deals', origin: 'emulator' } });
  const other = openState({ directory, binding: { origin: 'zoho' } });
  await expect(other).rejects.toThrow('origin is zoho but the state belongs to emulator');
});

test('a damaged file is a state failure that names it, and it is not touched', async () => {
  const directory = await createTemporaryDirectory();
  const file = path.join(directory, 'state.db');
  const garbage = 'these are the ruins of a file system '.repeat(200);
  await writeFile(file, garbage);

  await expect(openState({ directory })).rejects.toMatchObject({
    reach: 'run',
    reason: 'state',
    message: expect.stringContaining(`"${file}" is damaged`),
  });
  expect((await stat(file)).size).toBe(garbage.length);
});

test('a directory that cannot be written is a state failure that names the file', async () => {
  const directory = await createTemporaryDirectory();
  const fileInTheWay = path.join(directory, 'file');
  await writeFile(fileInTheWay, '');
  const folderInTheWay = path.join(directory, 'folder');
  await mkdir(path.join(folderInTheWay, 'state.db'), { recursive: true });

  for (const unusable of [fileInTheWay, path.join(fileInTheWay, 'sub'), folderInTheWay]) {
    await expect(openState({ directory: unusable })).rejects.toMatchObject({
      reach: 'run',
      reason: 'state',
      message: expect.stringContaining(`"${path.join(unusable, 'state.db')}" cannot be opened`),
    });
  }
});

test('without `create`, absent state is a failure and nothing is created', async () => {
  const directory = path.join(await createTemporaryDirectory(), '.zohokit');
  await expect(openState({ directory, create: false })).rejects.toMatchObject({
    reach: 'run',
    reason: 'state',
    message: `There is no state in "${directory}": nothing has run from here yet`,
  });
  await expect(stat(directory)).rejects.toThrow('ENOENT');

  await (await openState({ directory })).close();
  await expect(open({ directory, create: false })).resolves.toBeDefined();
});

test('a directory that a cloud client synchronises is refused before it is created', async () => {
  const parent = await createTemporaryDirectory();
  const directory = path.join(parent, 'OneDrive - Example', '.zohokit');
  await expect(openState({ directory })).rejects.toMatchObject({
    reason: 'configuration',
    message: expect.stringContaining('OneDrive'),
  });
  expect(await readdir(parent)).toEqual([]);
});

test('closing releases the lock, and closing twice is harmless', async () => {
  const directory = await createTemporaryDirectory();
  const state = await openState({ directory });
  const held = await state.lock.acquire();

  await state.close();
  await state.close();

  await expect(held?.check()).rejects.toMatchObject({ reason: 'state' });
  const next = await open({ directory });
  expect(await next.lock.acquire()).toBeDefined();
});

test('two states of one directory see what the other wrote', async () => {
  const directory = await createTemporaryDirectory();
  const [writer, reader] = [await open({ directory }), await open({ directory })];
  await writer.journal.observe('store-1', ['x']);
  expect(await reader.journal.knownIds('store-1')).toEqual(new Set(['x']));
});

async function open(options: OpenStateOptions): Promise<SqliteState> {
  const state = await openState(options);
  onTestFinished(() => state.close());
  return state;
}

async function modeOf(name: string): Promise<number> {
  return (await stat(name)).mode & 0o777;
}
