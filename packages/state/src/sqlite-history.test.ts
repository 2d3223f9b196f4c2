import { testHistoryContract } from '@zohokit/transfer-core/testing';
import { expect, test } from 'vitest';
import { createSqliteHistory } from './sqlite-history.ts';
import { openTestDatabase } from './testing/open-test-database.ts';

testHistoryContract('The SQLite history', async () =>
  createSqliteHistory(await openTestDatabase()),
);

test('a limit gives the latest runs, oldest first', async () => {
  const history = createSqliteHistory(await openTestDatabase());
  for (const id of ['a', 'b', 'c']) await history.start({ id, at: 1 });

  const runs = await history.runs({ limit: 2 });

  expect(runs.map((run) => run.id)).toEqual(['b', 'c']);
});

test('history is there after opening the file anew', async () => {
  const database = await openTestDatabase();
  await createSqliteHistory(database).start({ id: 'run-1', at: 1 });
  database.close();
  const reopened = createSqliteHistory(await openTestDatabase(database.file));
  expect(await reopened.runs()).toEqual([{ id: 'run-1', startedAt: 1 }]);
});
