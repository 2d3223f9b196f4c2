import { expect, test } from 'vitest';
import { createSqliteUserIdStore } from './sqlite-user-id-store.ts';
import { openTestDatabase } from './testing/open-test-database.ts';

test('a user id is found by its key, also by the next process', async () => {
  const database = await openTestDatabase();
  const userIds = createSqliteUserIdStore(database);
  expect(await userIds.get('key-a')).toBeUndefined();

  await userIds.set('key-a', '747938014');
  await userIds.set('key-b', '2');
  await userIds.set('key-b', '3');
  database.close();

  const later = createSqliteUserIdStore(await openTestDatabase(database.file));
  expect([await later.get('key-a'), await later.get('key-b')]).toEqual(['747938014', '3']);
});
