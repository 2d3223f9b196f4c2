import { randomBytes } from 'node:crypto';
import { createMemoryStore, type SharedStore } from '@zohokit/zoho-http';
import { testSharedStoreContract } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import { encryptedStore } from './encrypted-store.ts';

const secret = randomBytes(32);
const token = { value: '1000.canary.canary', expiresAt: 1 };

testSharedStoreContract('encryptedStore', async () => {
  const below = createMemoryStore();
  return {
    store: encryptedStore(below, { key: secret.toString('base64') }),
    again: encryptedStore(below, { key: secret.toString('hex') }),
  };
});

async function setup(): Promise<{ below: SharedStore; store: SharedStore }> {
  const below = createMemoryStore();
  const store = encryptedStore(below, { key: secret });
  await store.update('token/a', () => token);
  return { below, store };
}

test('the store underneath sees nothing of a value, and never the same twice', async () => {
  const { below, store } = await setup();
  const first = JSON.stringify(await below.get('token/a'));
  await store.update('token/a', () => ({ ...token }));
  const second = JSON.stringify(await below.get('token/a'));
  expect(first).not.toMatch(/canary|1000/);
  expect(second).not.toBe(first);
});

test('what does not open with the key counts as nothing, and is replaced', async () => {
  const { below, store } = await setup();
  const other = encryptedStore(below, { key: randomBytes(32) });
  expect(await other.get('token/a')).toBeUndefined();
  await other.update('token/a', () => 'theirs');
  expect(await other.get('token/a')).toBe('theirs');
  expect(await store.get('token/a')).toBeUndefined();
});

test.each([
  ['was moved from another key', (sealed: object) => sealed, 'token/b'],
  ['was changed', (sealed: object) => ({ ...sealed, data: 'AAAA' }), 'token/a'],
  ['has a shortened tag', (sealed: object) => ({ ...sealed, tag: 'AAAA' }), 'token/a'],
])('an entry that %s does not open', async (_what, spoil, key) => {
  const { below, store } = await setup();
  const sealed = await below.get('token/a');
  await below.update(key, () => spoil(Object(sealed)));
  expect(await store.get(key)).toBeUndefined();
});

test('a tag that is a part of the right one does not pass for it', async () => {
  const { below, store } = await setup();
  const sealed = Object(await below.get('token/a'));
  const tag = Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64');
  await below.update('token/a', () => ({ ...sealed, tag }));
  expect(await store.get('token/a')).toBeUndefined();
});

test('what was stored before encryption counts as nothing, and is replaced', async () => {
  const below = createMemoryStore();
  await below.update('token/a', () => token);
  const store = encryptedStore(below, { key: secret });
  expect(await store.get('token/a')).toBeUndefined();
  await store.update('token/a', () => token);
  expect(JSON.stringify(await below.get('token/a'))).not.toContain('canary');
});

test.each([
  ['no key', ''],
  ['a password', 'correct horse battery staple'],
  ['half a key', randomBytes(16).toString('hex')],
  ['31 bytes', new Uint8Array(31)],
])('%s is refused with how to make one, and is not shown', (_what, wrong) => {
  const make = () => encryptedStore(createMemoryStore(), { key: wrong });
  expect(make).toThrow(
    expect.objectContaining({ kind: 'usage', hint: expect.stringContaining('randomBytes') }),
  );
  expect(make).not.toThrow(/horse/);
});
