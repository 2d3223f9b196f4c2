import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testSharedStoreContract } from '@zohokit/zoho-http/testing';
import type { SharedStore } from '@zohokit/zoho-http';
import { createFileStore } from './file-store.ts';

const token = { value: '1000.a.b', expiresAt: 1, scope: 'A.b.READ' };
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zohokit-tokens-'));
  path = join(folder, 'home', 'tokens.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

testSharedStoreContract('createFileStore', async () => ({
  store: createFileStore({ path }),
  again: createFileStore({ path }),
}));

test('a missing file holds no entries', async () => {
  expect(await createFileStore({ path }).get('a')).toBeUndefined();
});

test('what one store keeps another finds', async () => {
  await put(createFileStore({ path }), 'a');
  expect(await createFileStore({ path }).get('a')).toEqual(token);
});

test('deleting removes one token, and is no error when there is none', async () => {
  const store = createFileStore({ path });
  await Promise.all([put(store, 'a'), put(store, 'b')]);
  await store.update('a', () => undefined);
  await store.update('a', () => undefined);
  expect([await store.get('a'), await store.get('b')]).toEqual([undefined, token]);
});

test('changes at once are all kept, and leave nothing else behind', async () => {
  const store = createFileStore({ path });
  const keys = Array.from({ length: 20 }, (_one, n) => `key${n}`);
  await Promise.all(keys.map((key) => put(store, key)));
  const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
  expect(Object.keys(kept ?? {})).toEqual(keys);
  expect(await readdir(join(folder, 'home'))).toEqual(['tokens.json']);
});

test('a reader never sees half a file while stores write it', async () => {
  const stores = [createFileStore({ path }), createFileStore({ path })];
  await put(createFileStore({ path }), 'a');
  const writing = Promise.all(
    stores.map(async (store) => {
      for (let n = 0; n < 20; n += 1) await store.update('a', () => ({ ...token, expiresAt: n }));
    }),
  );
  for (let n = 0; n < 40; n += 1) {
    expect(await createFileStore({ path }).get('a')).toMatchObject({ value: token.value });
  }
  await writing;
});

test("the file is its owner's alone", async () => {
  await put(createFileStore({ path }), 'a');
  const { mode } = await stat(path);
  // Windows knows no such mode; there the folder of the user protects it.
  expect(mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
});

test.each([
  ['no JSON', '1000.secret.secret'],
  ['JSON of another shape', '[7, "1000.secret.secret"]'],
])('a file with %s is an error that names it and shows nothing of it', async (_what, text) => {
  const broken = join(folder, 'broken.json');
  await writeFile(broken, text);
  const store = createFileStore({ path: broken });
  await expect(store.get('a')).rejects.toThrow(`The store file ${broken} cannot be read`);
  await expect(put(store, 'a')).rejects.not.toThrow(/secret/);
  expect(await readFile(broken, 'utf8')).toBe(text);
});

test('a path that cannot be read is an error and not an empty store', async () => {
  await expect(createFileStore({ path: folder }).get('a')).rejects.toMatchObject({
    kind: 'usage',
  });
});

test('a failed change does not block the next', async () => {
  const store = createFileStore({ path });
  await put(store, 'a');
  await writeFile(path, 'broken');
  await expect(put(store, 'a')).rejects.toThrow('cannot be read');
  await rm(path);
  await put(store, 'a');
  expect(await store.get('a')).toEqual(token);
});

async function put(store: SharedStore, key: string): Promise<void> {
  await store.update(key, () => token);
}
