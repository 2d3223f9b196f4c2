import { testSharedStoreContract } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import { openState } from './open-state.ts';
import { createSqliteStore } from './sqlite-store.ts';
import { openTestDatabase } from './testing/open-test-database.ts';
import { startChild } from './testing/start-child.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

testSharedStoreContract('createSqliteStore', async () => {
  const database = await openTestDatabase();
  return {
    store: createSqliteStore(database),
    again: createSqliteStore(await openTestDatabase(database.file)),
  };
});

test('an entry outlives the process', async () => {
  const database = await openTestDatabase();
  await createSqliteStore(database).update('token/a', () => ({ value: 'token-1' }));
  database.close();
  const store = createSqliteStore(await openTestDatabase(database.file));
  expect(await store.get('token/a')).toEqual({ value: 'token-1' });
});

test('of processes that change one entry at the same time none loses a change', async () => {
  const directory = await createTemporaryDirectory();
  const children = ['200', '150', '100'].map((times) => startChild('count', directory, times));
  expect(await Promise.all(children.map((child) => child.ended()))).toEqual([0, 0, 0]);
  const state = await openState({ directory });
  expect(await state.shared.get('counter')).toBe(450);
  await state.close();
});

test('a failure is a state failure and never shows the value', async () => {
  const database = await openTestDatabase();
  const store = createSqliteStore(database);
  await store.update('token/a', () => 'canary');
  database.close();
  const error = await store.get('token/a').catch((reason: unknown) => reason);
  expect(error).toMatchObject({ reach: 'run', reason: 'state' });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('canary');
});

test('what nobody needs any more is forgotten when the store is opened, and nothing else', async () => {
  const database = await openTestDatabase();
  const store = createSqliteStore(database, { clock: () => 0 });
  await store.update('pass/old', () => 1, { lifeMs: 1000 });
  await store.update('pass/new', () => 1, { lifeMs: 3000 });
  await store.update('user/a', () => 1);
  const later = createSqliteStore(database, { clock: () => 2000 });
  const keys = ['pass/old', 'pass/new', 'user/a'];
  expect(await Promise.all(keys.map((key) => later.get(key)))).toEqual([undefined, 1, 1]);
});

test('an entry that is written again is needed for longer', async () => {
  const database = await openTestDatabase();
  await createSqliteStore(database, { clock: () => 0 }).update('pass/a', () => 1, { lifeMs: 1000 });
  await createSqliteStore(database, { clock: () => 900 }).update('pass/a', () => 2, {
    lifeMs: 1000,
  });
  expect(await createSqliteStore(database, { clock: () => 1500 }).get('pass/a')).toBe(2);
});
