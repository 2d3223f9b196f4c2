import { describe, expect, test } from 'vitest';
import type { SharedStore } from '../store/shared-store.ts';

/** A store, and the same store again, as another process would open it. */
export interface SharedStoreUnderTest {
  store: SharedStore;
  again: SharedStore;
}

/** The promises of `SharedStore`, as tests. Every adapter must pass them. */
export function testSharedStoreContract(
  name: string,
  createStores: () => Promise<SharedStoreUnderTest>,
): void {
  describe(`${name} keeps the SharedStore contract`, () => {
    test('an entry that nobody made is undefined, and changing it is told so', async () => {
      const { store } = await createStores();
      expect(await store.get('token/a')).toBeUndefined();
      let seen: unknown = 'nothing yet';
      await store.update('token/a', (current) => {
        seen = current;
        return 1;
      });
      expect(seen).toBeUndefined();
    });

    test('an entry is found by its key alone, by everybody who shares the store', async () => {
      const { store, again } = await createStores();
      const token = { value: '1000.a.b', expiresAt: 1_800_000_000_000.5, scope: 'A.b.READ,C.d' };
      expect(await store.update('token/a', () => token)).toEqual(token);
      await store.update('pass/workdrive:eu:1:folder:x', () => [[1, 2.5]]);
      expect(await store.get('token/a')).toEqual(token);
      expect(await again.get('token/a')).toEqual(token);
      expect(await again.get('pass/workdrive:eu:1:folder:x')).toEqual([[1, 2.5]]);
      expect(await store.get('token/b')).toBeUndefined();
    });

    test.each([
      ['a text', 'Grüße, 東京 🚀 "quoted" \\ \n'],
      ['a number', 0],
      ['false', false],
      ['null', null],
      ['a list', [1, [2, 'x']]],
      ['a nested object', { a: { b: [null] } }],
    ])('%s is given back as it was', async (_what, value) => {
      const { store, again } = await createStores();
      await store.update('kind/key', () => value);
      expect(await again.get('kind/key')).toEqual(value);
    });

    test('a change sees what is there, by whomever, and undefined removes it', async () => {
      const { store, again } = await createStores();
      await again.update('n', () => 20);
      expect(await store.update('n', (n) => Number(n) + 1)).toBe(21);
      expect(await again.update('n', () => undefined)).toBeUndefined();
      expect(await store.get('n')).toBeUndefined();
      expect(await store.update('n', () => undefined)).toBeUndefined();
    });

    test('an entry that is returned as it was given stays', async () => {
      const { store } = await createStores();
      await store.update('n', () => ({ a: 1 }));
      expect(await store.update('n', (current) => current)).toEqual({ a: 1 });
      expect(await store.get('n')).toEqual({ a: 1 });
    });

    test('what a change throws is thrown, the entry stays, and the next change works', async () => {
      const { store } = await createStores();
      await store.update('n', () => 1);
      const broken = store.update('n', () => {
        throw new RangeError('not this way');
      });
      await expect(broken).rejects.toThrow(new RangeError('not this way'));
      expect(await store.get('n')).toBe(1);
      expect(await store.update('n', () => 2)).toBe(2);
    });

    test('a value that is changed after it was stored does not change the entry', async () => {
      const { store } = await createStores();
      const value = { list: [1] };
      await store.update('n', () => value);
      value.list.push(2);
      expect(await store.get('n')).toEqual({ list: [1] });
    });

    test('an entry that is needed for a while is there meanwhile', async () => {
      const { store, again } = await createStores();
      await store.update('pass/a', () => [1], { lifeMs: 60_000 });
      expect(await again.get('pass/a')).toEqual([1]);
    });

    test('of changes that are made at once none is lost', async () => {
      const { store, again } = await createStores();
      const add = (current: unknown): number => (typeof current === 'number' ? current : 0) + 1;
      const both = [store, again].flatMap((one) => [one, one, one, one, one]);
      await Promise.all(both.map((one) => one.update('counter', add)));
      expect(await store.get('counter')).toBe(10);
    });

    test('of many who take a lease at once exactly one has it', async () => {
      const { store, again } = await createStores();
      const take = async (one: SharedStore, holder: string): Promise<boolean> =>
        (await one.update('lease/a', (current) => current ?? holder)) === holder;
      const stores = [store, again, store, again];
      const taken = await Promise.all(stores.map((one, n) => take(one, `holder ${n}`)));
      expect(taken.filter(Boolean)).toHaveLength(1);
    });
  });
}
