import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SnapshotFolderError, openSnapshotFolder } from './snapshot-folder.ts';

const keys = { clientId: 'c', clientSecret: 's', refreshToken: 'r' };
const saved = (rows: unknown[]) => ({
  credentials: { a: keys, b: keys },
  snapshot: { at: 5, seed: { orgs: {} }, tables: { things: rows } },
});

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zoho-emulator-test-'));
});
afterEach(async () => await rm(directory, { recursive: true, force: true }));

test('a new folder holds nothing, a saved one what was saved last', () => {
  const folder = openSnapshotFolder(join(directory, 'new'));
  expect(folder.load()).toBeUndefined();
  folder.save(() => saved([{ n: 1 }]));
  folder.save(() => saved([{ n: 2, text: 'two\nlines, ö' }]));
  expect(folder.load()).toMatchObject(saved([{ n: 2, text: 'two\nlines, ö' }]));
});

test('only the last state is kept', async () => {
  const folder = openSnapshotFolder(directory);
  for (let n = 0; n < 3; n += 1) folder.save(() => saved([n]));
  const states = (await readdir(directory)).filter((name) => name.startsWith('state-'));
  expect(states).toHaveLength(1);
});

test('a save that fails leaves the state before', () => {
  const folder = openSnapshotFolder(directory);
  folder.save(() => saved(['before']));
  expect(() =>
    folder.save(() => {
      throw new Error('disk full');
    }),
  ).toThrow('disk full');
  expect(folder.load()?.snapshot.tables).toEqual({ things: ['before'] });
});

test('large contents are kept beside the rows, each once', async () => {
  const content = join(directory, 'content.bin');
  await writeFile(content, 'many bytes');
  const folder = openSnapshotFolder(join(directory, 'state'));
  folder.save((blobs) => saved([blobs.keep(content), blobs.keep(content)]));
  await rm(content);
  const loaded = folder.load();
  const [name, again] = loaded?.snapshot.tables['things'] ?? [];
  expect(name).toBe(again);
  expect(await readFile(loaded?.blobs.locate(String(name)) ?? '', 'utf8')).toBe('many bytes');
});

test('more rows than one read takes come back in order', () => {
  const rows = Array.from({ length: 30_000 }, (_, n) => ({ n, text: 'ä'.repeat(n % 50) }));
  const folder = openSnapshotFolder(directory);
  folder.save(() => saved(rows));
  expect(folder.load()?.snapshot.tables['things']).toEqual(rows);
});

test.each([
  ['a damaged manifest', 'emulator.json', '{"format": 2}'],
  ['a table that was cut off', 'things.jsonl', '{"n": 1}\n{"n'],
  ['a seed that is not JSON', 'seed.json', 'seed'],
])('%s is refused by name, and nothing is overwritten', async (_, file, text) => {
  const folder = openSnapshotFolder(directory);
  folder.save(() => saved([1]));
  const state = (await readFile(join(directory, 'current'), 'utf8')).trim();
  await writeFile(join(directory, state, file), text);
  expect(() => folder.load()).toThrow(SnapshotFolderError);
  expect(await readFile(join(directory, state, file), 'utf8')).toBe(text);
});

test('a folder of other files is refused', async () => {
  await writeFile(join(directory, 'thesis.txt'), 'mine');
  expect(() => openSnapshotFolder(directory).load()).toThrow(/thesis\.txt/);
});

test.each(['state-of-the-union', 'currently', 'state-1'])(
  'somebody else has a folder %s: it is refused, and a save leaves it',
  async (name) => {
    await mkdir(join(directory, name));
    const folder = openSnapshotFolder(directory);
    expect(() => folder.load()).toThrow(name);
    folder.save(() => saved([1]));
    expect(await readdir(directory)).toContain(name);
  },
);

test('a pointer to another place is refused', async () => {
  await writeFile(join(directory, 'current'), '..\n');
  expect(() => openSnapshotFolder(directory).load()).toThrow(SnapshotFolderError);
});

test('what was loaded stays until it is released', async () => {
  openSnapshotFolder(directory).save(() => saved([1]));
  const folder = openSnapshotFolder(directory);
  folder.load();
  for (let n = 0; n < 2; n += 1) folder.save(() => saved([2]));
  const states = async () => (await readdir(directory)).filter((name) => name.startsWith('state-'));
  expect(await states()).toHaveLength(2);
  folder.release();
  expect(await states()).toHaveLength(1);
  expect(folder.load()?.snapshot.tables).toEqual({ things: [2] });
});
