import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileTokenStore } from './file-token-store.ts';

const token = { value: '1000.a.b', expiresAt: 1, scope: 'A.b.READ' };
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zohokit-tokens-'));
  path = join(folder, 'home', 'tokens.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a missing file holds no tokens', async () => {
  expect(await createFileTokenStore({ path }).get('a')).toBeUndefined();
});

test('what one store keeps another finds', async () => {
  await createFileTokenStore({ path }).set('a', token);
  expect(await createFileTokenStore({ path }).get('a')).toEqual(token);
});

test('deleting removes one token, and is no error when there is none', async () => {
  const store = createFileTokenStore({ path });
  await Promise.all([store.set('a', token), store.set('b', token)]);
  await store.delete('a');
  await store.delete('a');
  expect([await store.get('a'), await store.get('b')]).toEqual([undefined, token]);
});

test('changes at once are all kept, and leave nothing else behind', async () => {
  const store = createFileTokenStore({ path });
  const keys = Array.from({ length: 20 }, (_one, n) => `key${n}`);
  await Promise.all(keys.map((key) => store.set(key, token)));
  const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
  expect(Object.keys(kept ?? {})).toEqual(keys);
  expect(await readdir(join(folder, 'home'))).toEqual(['tokens.json']);
});

test('a reader never sees half a file while stores write it', async () => {
  const stores = [createFileTokenStore({ path }), createFileTokenStore({ path })];
  await stores[0]?.set('a', token);
  const writing = Promise.all(
    stores.map(async (store) => {
      for (let n = 0; n < 20; n += 1) await store.set('a', { ...token, expiresAt: n });
    }),
  );
  for (let n = 0; n < 40; n += 1) {
    expect(await createFileTokenStore({ path }).get('a')).toMatchObject({ value: token.value });
  }
  await writing;
});

test("the file is its owner's alone", async () => {
  await createFileTokenStore({ path }).set('a', token);
  const { mode } = await stat(path);
  // Windows knows no such mode; there the folder of the user protects it.
  expect(mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
});

test.each([
  ['no JSON', '1000.secret.secret'],
  ['JSON of another shape', '{"a":{"value":7,"canary":"1000.secret.secret"}}'],
])('a file with %s is an error that names it and shows nothing of it', async (_what, text) => {
  const broken = join(folder, 'broken.json');
  await writeFile(broken, text);
  const store = createFileTokenStore({ path: broken });
  await expect(store.get('a')).rejects.toThrow(`The token file ${broken} cannot be read`);
  await expect(store.set('a', token)).rejects.not.toThrow(/secret/);
  expect(await readFile(broken, 'utf8')).toBe(text);
});

test('a path that cannot be read is an error and not an empty store', async () => {
  await expect(createFileTokenStore({ path: folder }).get('a')).rejects.toMatchObject({
    kind: 'usage',
  });
});

test('a failed change does not block the next', async () => {
  const store = createFileTokenStore({ path });
  await store.set('a', token);
  await writeFile(path, 'broken');
  await expect(store.set('a', token)).rejects.toThrow('cannot be read');
  await rm(path);
  await store.set('a', token);
  expect(await store.get('a')).toEqual(token);
});
