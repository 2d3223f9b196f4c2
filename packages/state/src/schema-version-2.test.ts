import path from 'node:path';
import { createPenaltyGate } from '@zohokit/zoho-http';
import { createVirtualClock } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import { loadSqlite } from './load-sqlite.ts';
import { schemaVersion1 } from './schema-version-1.ts';
import { createSqliteStore } from './sqlite-store.ts';
import { openTestDatabase } from './testing/open-test-database.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

test('tokens, penalties and users of the first schema are entries of the second', async () => {
  const file = path.join(await createTemporaryDirectory(), 'state.db');
  const { DatabaseSync } = loadSqlite();
  const first = new DatabaseSync(file);
  first.exec(`${schemaVersion1}
    PRAGMA user_version = 1;
    INSERT INTO tokens VALUES ('a', '1000.a.b', 1800000000000.5, 'A.b.READ C.d');
    INSERT INTO tokens VALUES ('b', '1000.c.d', 1, NULL);
    INSERT INTO penalties VALUES ('accounts:eu:a', 61000);
    INSERT INTO user_ids VALUES ('a', '747938014');
    INSERT INTO known_ids (folder_id, id) VALUES ('f', 'x');`);
  first.close();

  const database = await openTestDatabase(file);

  const store = createSqliteStore(database);
  expect(await store.get('token/a')).toEqual({
    value: '1000.a.b',
    expiresAt: 1_800_000_000_000.5,
    scope: 'A.b.READ C.d',
  });
  expect(await store.get('token/b')).toEqual({ value: '1000.c.d', expiresAt: 1 });
  expect(await store.get('user/a')).toBe('747938014');
  const clock = createVirtualClock(1000);
  const gate = createPenaltyGate({ key: 'accounts:eu:a', store, clock });
  expect(await gate.remainingMs()).toBe(60_000);
  expect(database.all('SELECT id FROM known_ids')).toEqual([{ id: 'x' }]);
});
