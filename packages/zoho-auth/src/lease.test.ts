import { createMemoryStore, type SharedStore } from '@zohokit/zoho-http';
import { expect, test } from 'vitest';
import { withLease } from './lease.ts';

/** Somebody who works for a moment, and finds what another has made. */
function worker(store: SharedStore, made: { value: string | undefined }, name: string) {
  let worked = 0;
  const run = (signal?: AbortSignal) =>
    withLease({
      store,
      key: 'user',
      signal,
      look: () => Promise.resolve(made.value),
      async work() {
        worked += 1;
        await new Promise((resolve) => setTimeout(resolve, 30));
        made.value = name;
        return name;
      },
    });
  return { run, worked: () => worked };
}

test('of many who share a store one works, and the others find what it made', async () => {
  const store = createMemoryStore();
  const made = { value: undefined };
  const workers = ['a', 'b', 'c', 'd'].map((name) => worker(store, made, name));
  const results = await Promise.all(workers.map(({ run }) => run()));
  expect(new Set(results).size).toBe(1);
  expect(workers.reduce((sum, { worked }) => sum + worked(), 0)).toBe(1);
});

test('a lease is free when its work has failed', async () => {
  const store = createMemoryStore();
  const options = { store, key: 'user', look: () => Promise.resolve(undefined) };
  const failing = withLease({ ...options, work: () => Promise.reject(new Error('down')) });
  await expect(failing).rejects.toThrow('down');
  expect(await withLease({ ...options, work: () => Promise.resolve('made') })).toBe('made');
  expect(await store.get('lease/user')).toBeUndefined();
});

test('what is there already is found without a lease', async () => {
  const store = createMemoryStore();
  await store.update('lease/user', () => ({ holder: 'other', until: Date.now() + 60_000 }));
  expect(await worker(store, { value: 'there' }, 'a').run()).toBe('there');
});

test('the lease of a process that died is taken over when it has run out', async () => {
  const store = createMemoryStore();
  await store.update('lease/user', () => ({ holder: 'dead', until: Date.now() + 50 }));
  expect(await worker(store, { value: undefined }, 'a').run()).toBe('a');
});

test('whoever aborts stops waiting for a lease', async () => {
  const store = createMemoryStore();
  await store.update('lease/user', () => ({ holder: 'other', until: Date.now() + 60_000 }));
  const controller = new AbortController();
  const waiting = worker(store, { value: undefined }, 'a').run(controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});

test('leases of other keys do not wait for each other', async () => {
  const store = createMemoryStore();
  await store.update('lease/other', () => ({ holder: 'other', until: Date.now() + 60_000 }));
  expect(await worker(store, { value: undefined }, 'a').run()).toBe('a');
});
