import * as v from 'valibot';
import { expect, test } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import { typedEntries } from './typed-entries.ts';

const Counter = v.object({ n: v.number() });

function setup() {
  const store = createMemoryStore();
  return { store, counters: typedEntries({ store, kind: 'counter', schema: Counter }) };
}

test('entries of a kind are kept apart from others of the same key', async () => {
  const { store, counters } = setup();
  await store.update('penalty/a', () => ({ n: 7 }));
  expect(await counters.get('a')).toBeUndefined();
  await counters.update('a', () => ({ n: 1 }));
  expect(await store.get('counter/a')).toEqual({ n: 1 });
  expect(await store.get('penalty/a')).toEqual({ n: 7 });
});

test.each([['a text'], [7], [null], [{ n: 'seven' }], [[1]]])(
  'an entry of another shape counts as none, and is replaced: %j',
  async (foreign) => {
    const { store, counters } = setup();
    await store.update('counter/a', () => foreign);
    expect(await counters.get('a')).toBeUndefined();
    expect(await counters.update('a', (entry) => ({ n: (entry?.n ?? 0) + 1 }))).toEqual({ n: 1 });
  },
);

test('an entry that is returned as it was given is not written', async () => {
  const { store, counters } = setup();
  await counters.update('a', () => ({ n: 1 }));
  const before = await store.get('counter/a');
  expect(await counters.update('a', (entry) => entry)).toEqual({ n: 1 });
  expect(await store.get('counter/a')).toBe(before);
});

test('undefined removes an entry', async () => {
  const { store, counters } = setup();
  await counters.update('a', () => ({ n: 1 }));
  expect(await counters.update('a', () => undefined)).toBeUndefined();
  expect(await store.get('counter/a')).toBeUndefined();
});
