import { expect, test } from 'vitest';
import { createSqliteTokenStore } from './sqlite-token-store.ts';
import { openTestDatabase } from './testing/open-test-database.ts';

const token = { value: 'token-1', expiresAt: 1_800_000_000_000.5, scope: 'ZohoCRM.coql.READ' };

test('a token is found by its key until it is replaced or deleted', async () => {
  const store = createSqliteTokenStore(await openTestDatabase());
  expect(await store.get('user-a')).toBeUndefined();

  await store.set('user-a', token);
  await store.set('user-b', { value: 'token-b', expiresAt: 1 });
  expect(await store.get('user-a')).toEqual(token);
  expect(await store.get('user-b')).toEqual({ value: 'token-b', expiresAt: 1 });

  await store.set('user-a', { value: 'token-2', expiresAt: 2 });
  expect(await store.get('user-a')).toEqual({ value: 'token-2', expiresAt: 2 });

  await store.delete('user-a');
  await store.delete('user-a');
  expect(await store.get('user-a')).toBeUndefined();
  expect(await store.get('user-b')).toMatchObject({ value: 'token-b' });
});

test('a token outlives the process', async () => {
  const database = await openTestDatabase();
  await createSqliteTokenStore(database).set('user-a', token);
  database.close();
  const store = createSqliteTokenStore(await openTestDatabase(database.file));
  expect(await store.get('user-a')).toEqual(token);
});

test('a failure never shows the token', async () => {
  const database = await openTestDatabase();
  const store = createSqliteTokenStore(database);
  database.close();
  const error = await store.set('user-a', token).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ reason: 'state' });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('token-1');
});
