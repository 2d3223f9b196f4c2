import { beforeEach, expect, test } from 'vitest';
import { createFakeHasher, fakeDigest } from './testing/fake-hasher.ts';
import { InMemoryStoreDrive } from './testing/in-memory-store-drive.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { proveStored } from './prove.ts';

const text = 'the bytes';
const encoded = new TextEncoder().encode(text);
const sent = { size: encoded.byteLength, md5: fakeDigest(encoded) };

let clock: ManualClock;
let store: InMemoryStoreDrive;
let reads: number;

beforeEach(() => {
  clock = new ManualClock();
  store = new InMemoryStoreDrive(clock);
  reads = 0;
  const { read } = store;
  store.read = async (id) => {
    reads += 1;
    return read.call(store, id);
  };
});

const prove = (answer: { id: string; size?: number; md5?: string }) =>
  proveStored({ size: undefined, md5: undefined, ...answer }, sent, {
    store,
    clock,
    createHasher: createFakeHasher,
  });

test('an equal MD5 is proof enough', async () => {
  expect(await prove({ id: 'x', md5: sent.md5 })).toBe('md5');
  expect(reads).toBe(0);
});

test('without an MD5 an equal size is', async () => {
  expect(await prove({ id: 'x', size: sent.size })).toBe('size');
  expect(reads).toBe(0);
});

test('a size that lags is waited for', async () => {
  const { id } = store.putForeign({ name: 'a', text });
  const file = store.live()[0];
  if (file) file.lagReads = 2;

  expect(await prove({ id, size: 0 })).toBe('size');
  expect(clock.sleeps).toEqual([2000, 2000]);
});

test('a size that never comes leads to the bytes', async () => {
  const { id } = store.putForeign({ name: 'a', text });
  const file = store.live()[0];
  if (file) file.lagReads = 99;

  expect(await prove({ id })).toBe('content');
});

test('another MD5 is believed only when the bytes differ too', async () => {
  const same = store.putForeign({ name: 'a', text });
  const other = store.putForeign({ name: 'b', text: 'the bytez' });

  expect(await prove({ id: same.id, md5: 'f'.repeat(32), size: sent.size })).toBe('content');
  expect(await prove({ id: other.id, md5: 'f'.repeat(32), size: sent.size })).toBe('refuted');
});

test('another size is refuted by the bytes', async () => {
  const { id } = store.putForeign({ name: 'a', text: 'the bytes and more' });

  expect(await prove({ id, size: 18 })).toBe('refuted');
});
