import { createMemoryStore, ZohoError } from '@zohokit/zoho-http';
import { createVirtualClock } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import { createTokenProvider } from './token-provider.ts';

const hint = 'org A (data centre eu): re-authorise it';

function setup(code: string, kind: 'authorization' | 'unavailable' = 'authorization') {
  const store = createMemoryStore();
  let asked = 0;
  const grant = () => {
    asked += 1;
    return Promise.reject(new ZohoError(`Zoho says ${code}`, { kind, code, hint }));
  };
  const clock = createVirtualClock();
  const create = (key = 'user') => createTokenProvider({ grant, store, key, clock });
  return { store, create, asked: () => asked };
}

test('a revoked grant is asked for once, and every later call is told the same', async () => {
  const { create, asked } = setup('invalid_code');
  const getToken = create();
  for (let n = 0; n < 3; n += 1)
    await expect(getToken()).rejects.toMatchObject({ kind: 'authorization', hint });
  expect(asked()).toBe(1);
});

test('another process does not ask for a revoked grant either, and says what to do', async () => {
  const { create, asked } = setup('invalid_code');
  await expect(create()()).rejects.toThrow('Zoho says');
  await expect(create()()).rejects.toMatchObject({
    kind: 'authorization',
    code: 'invalid_code',
    hint,
    message: 'Zoho says invalid_code',
  });
  expect(asked()).toBe(1);
});

test('after ten minutes another process may ask whether it is still so', async () => {
  const { create, asked, store } = setup('invalid_code');
  await expect(create()()).rejects.toThrow('Zoho says');
  await store.update('grant-refusal/user', (entry) => ({ ...Object(entry), until: Date.now() }));
  await expect(create()()).rejects.toThrow('Zoho says');
  expect(asked()).toBe(2);
});

test('a wrong client is final in this process only: it is corrected under the same key', async () => {
  const { create, asked } = setup('invalid_client_secret');
  const getToken = create();
  await expect(getToken()).rejects.toThrow('Zoho says');
  await expect(getToken()).rejects.toThrow('Zoho says');
  expect(asked()).toBe(1);
  await expect(create()()).rejects.toThrow('Zoho says');
  expect(asked()).toBe(2);
});

test('an outage is not final', async () => {
  const { create, asked } = setup('general_error', 'unavailable');
  const getToken = create();
  await expect(getToken()).rejects.toThrow('Zoho says');
  await expect(getToken()).rejects.toThrow('Zoho says');
  expect(asked()).toBe(2);
});

test('another user of the store is asked for', async () => {
  const { create, asked } = setup('invalid_code');
  await expect(create('user')()).rejects.toThrow('Zoho says');
  await expect(create('other')()).rejects.toThrow('Zoho says');
  expect(asked()).toBe(2);
});
