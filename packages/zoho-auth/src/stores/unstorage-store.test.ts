import { testSharedStoreContract } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import { createStorage, type Storage } from 'unstorage';
import { createUnstorageStore } from './unstorage-store.ts';

testSharedStoreContract('createUnstorageStore of one process', async () => {
  const store = createUnstorageStore(createStorage(), { settleMs: 0 });
  return { store, again: store };
});

testSharedStoreContract('createUnstorageStore of two processes', async () => {
  const storage = createStorage();
  const create = () => createUnstorageStore(storage, { settleMs: 5 });
  return { store: create(), again: create() };
});

test('entries lie under a prefix', async () => {
  const storage = createStorage();
  await createUnstorageStore(storage, { prefix: 'mine', settleMs: 0 }).update('a', () => 1);
  expect(await storage.getKeys()).toEqual(['mine:a']);
});

test('a change over which another process wrote in the same moment is made again', async () => {
  const storage: Storage = createStorage();
  const store = createUnstorageStore(storage, { settleMs: 20 });
  const adding = store.update('n', (n) => (typeof n === 'number' ? n : 0) + 1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await storage.setItem('zohokit:n', { value: 10, stamps: ['theirs'] });
  expect(await adding).toBe(11);
  expect(await store.get('n')).toBe(11);
});

test('what a storage rejects with is what the store rejects with, and the next change works', async () => {
  const storage = createStorage();
  let down = true;
  const store = createUnstorageStore(
    {
      getItem: (key) => storage.getItem(key),
      setItem: (key, value) =>
        down ? Promise.reject(new Error('down')) : storage.setItem(key, value),
    },
    { settleMs: 0 },
  );
  await expect(store.update('a', () => 1)).rejects.toThrow('down');
  down = false;
  expect(await store.update('a', () => 1)).toBe(1);
});

test('an item of another shape counts as none', async () => {
  const storage = createStorage();
  await storage.setItem('zohokit:a', 'a text of somebody else');
  expect(await createUnstorageStore(storage).get('a')).toBeUndefined();
});
