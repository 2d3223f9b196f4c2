import { createMemoryStore, type SharedStore } from '@zohokit/zoho-http';
import { createVirtualClock } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import type { AccessToken } from './access-token.ts';
import type { Grant } from './refresh-token-grant.ts';
import { createTokenProvider, type TokenProvider } from './token-provider.ts';

const hour = 3_600_000;

function setup(grantOf?: (n: number, signal: AbortSignal | undefined) => Promise<AccessToken>) {
  const clock = createVirtualClock();
  const store = createMemoryStore();
  let minted = 0;
  const grant: Grant = async (signal) => {
    minted += 1;
    const value = `t${minted}`;
    await new Promise(setImmediate);
    return grantOf?.(minted, signal) ?? { value, expiresAt: clock.now() + hour };
  };
  const create = () => createTokenProvider({ grant, store, key: 'user', clock });
  return { clock, store, grant, create, getToken: create(), minted: () => minted };
}

test('fifty callers at once share one mint', async () => {
  const { getToken, minted } = setup();
  const tokens = await Promise.all(Array.from({ length: 50 }, () => getToken()));
  expect(new Set(tokens)).toEqual(new Set(['t1']));
  expect(minted()).toBe(1);
});

test('fifty callers with the same refused token share one mint', async () => {
  const { getToken, minted } = setup();
  await getToken();
  const tokens = await Promise.all(Array.from({ length: 50 }, () => getToken({ rejected: 't1' })));
  expect(new Set(tokens)).toEqual(new Set(['t2']));
  expect(minted()).toBe(2);
});

test('a late refusal of an old token does not throw the newer one away', async () => {
  const { getToken, minted } = setup();
  await getToken();
  await getToken({ rejected: 't1' });
  expect(await getToken({ rejected: 't1' })).toBe('t2');
  expect(minted()).toBe(2);
});

test.each([
  ['used until five minutes before it expires', hour - 300_001, 't1'],
  ['replaced from then on', hour - 300_000, 't2'],
])('a token is %s', async (_rule, age, expected) => {
  const { clock, getToken } = setup();
  await getToken();
  clock.advance(age);
  expect(await getToken()).toBe(expected);
});

test('a stored token is used without a mint', async () => {
  const { clock, store, getToken, minted } = setup();
  await put(store, { value: 'stored', expiresAt: clock.now() + hour });
  expect(await getToken()).toBe('stored');
  expect(minted()).toBe(0);
});

test('a stored token that was refused is not used', async () => {
  const { clock, store, getToken } = setup();
  await put(store, { value: 'stored', expiresAt: clock.now() + hour });
  expect(await getToken({ rejected: 'stored' })).toBe('t1');
  expect(await store.get('token/user')).toMatchObject({ value: 't1' });
});

test('a newer token of another process is used instead of a mint', async () => {
  const { getToken, create, minted } = setup();
  const otherProcess = create();
  await getToken();
  expect(await otherProcess({ rejected: 't1' })).toBe('t2');
  expect(await getToken({ rejected: 't1' })).toBe('t2');
  expect(minted()).toBe(2);
});

test('a stored token that is about to expire is not used', async () => {
  const { clock, store, getToken } = setup();
  await put(store, { value: 'stored', expiresAt: clock.now() + 300_000 });
  expect(await getToken()).toBe('t1');
});

test('a task that has not looked yet does not give a token that is refused meanwhile', async () => {
  const { clock, store, getToken, minted } = setup();
  await put(store, { value: 'stored', expiresAt: clock.now() + hour });
  const tokens = await Promise.all([getToken(), getToken({ rejected: 'stored' })]);
  expect([...tokens, minted()]).toEqual(['t1', 't1', 1]);
});

test('whoever joins a task that has found the very token it refused gets another', async () => {
  const { clock, store, grant } = setup();
  await put(store, { value: 'stored', expiresAt: clock.now() + hour });
  let joined: Promise<string> | undefined;
  const getToken: TokenProvider = createTokenProvider({
    grant,
    store,
    key: 'user',
    clock,
    onToken() {
      joined ??= getToken({ rejected: 'stored' });
    },
  });
  expect([await getToken(), await joined]).toEqual(['stored', 't1']);
});

test('a refused token is not tried again while no other can be had, nor is the one in the store', async () => {
  let down = false;
  const { clock, getToken, store } = setup((n) =>
    down
      ? Promise.reject(new Error('down'))
      : Promise.resolve({ value: `t${n}`, expiresAt: clock.now() + hour }),
  );
  await getToken();
  down = true;
  await expect(getToken({ rejected: 't1' })).rejects.toThrow('down');
  await expect(getToken()).rejects.toThrow('down');
  expect(await store.get('token/user')).toMatchObject({ value: 't1' });
  down = false;
  expect(await getToken()).toBe('t4');
});

test.each([
  ['a store', createMemoryStore()],
  ['a store that keeps no tokens', keepingNoTokens()],
])('a mint that answers the refused token again is not repeated, with %s', async (_what, store) => {
  const { clock, grant, minted } = setup(() =>
    Promise.resolve({ value: 'same', expiresAt: clock.now() + hour }),
  );
  const getToken = createTokenProvider({ grant, store, key: 'user', clock });
  await getToken();
  await expect(getToken({ rejected: 'same' })).rejects.toMatchObject({ kind: 'authorization' });
  expect(minted()).toBe(2);
});

test('a token that Zoho stands by is tried by the next request', async () => {
  const { clock, getToken, minted } = setup(() =>
    Promise.resolve({ value: 'same', expiresAt: clock.now() + hour }),
  );
  await getToken();
  await expect(getToken({ rejected: 'same' })).rejects.toMatchObject({ kind: 'authorization' });
  expect([await getToken(), minted()]).toEqual(['same', 2]);
});

test('a failed mint rejects all who wait, and the next caller mints again', async () => {
  const { clock, getToken, minted } = setup(async (n) => {
    if (n === 1) throw new Error('down');
    return { value: `t${n}`, expiresAt: clock.now() + hour };
  });
  const results = await Promise.allSettled([getToken(), getToken()]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await getToken()).toBe('t2');
  expect(minted()).toBe(2);
});

test('one caller that aborts does not stop the mint of the others', async () => {
  const { clock, getToken } = setup(async (n, signal) => {
    signal?.throwIfAborted();
    return { value: `t${n}`, expiresAt: clock.now() + hour };
  });
  const controller = new AbortController();
  const given = getToken({ signal: controller.signal });
  const kept = getToken();
  controller.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  expect(await kept).toBe('t1');
});

test('the mint is aborted when nobody waits for it any more, and the next caller starts anew', async () => {
  let aborted: unknown;
  const { clock, getToken } = setup((n, signal) =>
    n > 1
      ? Promise.resolve({ value: `t${n}`, expiresAt: clock.now() + hour })
      : new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            aborted = signal.reason;
            reject(signal.reason);
          });
        }),
  );
  const controller = new AbortController();
  const given = getToken({ signal: controller.signal });
  await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  expect(aborted).toMatchObject({ message: 'enough' });
  expect(await getToken()).toBe('t2');
});

test('a store that fails is not taken for an empty one', async () => {
  const { clock } = setup();
  const getToken = createTokenProvider({
    grant: () => Promise.resolve({ value: 'minted', expiresAt: hour }),
    store: { ...createMemoryStore(), get: () => Promise.reject(new Error('unreadable')) },
    key: 'user',
    clock,
  });
  await expect(getToken()).rejects.toThrow('unreadable');
});

async function put(store: SharedStore, token: AccessToken): Promise<void> {
  await store.update('token/user', () => token);
}

function keepingNoTokens(): SharedStore {
  const { get, update } = createMemoryStore();
  return {
    get,
    update: (key, change) =>
      key.startsWith('token/') ? Promise.resolve(undefined) : update(key, change),
  };
}
