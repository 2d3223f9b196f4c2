import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { createMemoryStore, type SharedStore } from '@zohokit/zoho-http';
import { testSharedStoreContract } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import { encryptedStore } from './encrypted-store.ts';

const key = randomBytes(32);
const token = { value: '1000.canary.canary', expiresAt: 1 };

testSharedStoreContract('encryptedStore', async () => {
  const below = createMemoryStore();
  return {
    store: encryptedStore(below, { key: key.toString('base64') }),
    again: encryptedStore(below, { key: key.toString('hex') }),
  };
});

async function setup(): Promise<{ below: SharedStore; store: SharedStore }> {
  const below = createMemoryStore();
  const store = encryptedStore(below, { key });
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

test('another key is an error that shows nothing, and changes nothing', async () => {
  const { below, store } = await setup();
  const other = encryptedStore(below, { key: randomBytes(32) });
  const failures = await Promise.allSettled([
    other.get('token/a'),
    other.update('token/a', () => 1),
  ]);
  for (const failure of failures) {
    expect(failure).toMatchObject({ status: 'rejected', reason: { kind: 'usage' } });
    expect(inspect(failure, { depth: 10 })).not.toMatch(/canary/);
  }
  expect(await store.get('token/a')).toEqual(token);
});

test('an entry that was changed or moved underneath does not open', async () => {
  const { below, store } = await setup();
  const sealed = await below.get('token/a');
  await below.update('token/b', () => sealed);
  await expect(store.get('token/b')).rejects.toMatchObject({ kind: 'usage' });
  await below.update('token/a', () => ({ ...Object(sealed), data: 'AAAA' }));
  await expect(store.get('token/a')).rejects.toMatchObject({ kind: 'usage' });
});

test('a shortened tag does not pass for a right one', async () => {
  const { below, store } = await setup();
  const sealed = await below.get('token/a');
  const short = Buffer.from(Object(sealed).tag, 'base64').subarray(0, 4).toString('base64');
  await below.update('token/a', () => ({ ...Object(sealed), tag: short }));
  await expect(store.get('token/a')).rejects.toMatchObject({ kind: 'usage' });
});

test('what was stored before encryption counts as nothing, and is replaced', async () => {
  const below = createMemoryStore();
  await below.update('token/a', () => token);
  const store = encryptedStore(below, { key });
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
