import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { loadSqlite } from './load-sqlite.ts';
import { migrate, migrations } from './migrations.ts';
import { openTestDatabase } from './testing/open-test-database.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

test('an empty file is brought to the newest schema', async () => {
  const file = path.join(await createTemporaryDirectory(), 'state.db');
  await writeFile(file, '');
  const database = await openTestDatabase(file);
  expect(database.get('PRAGMA user_version')).toEqual({ user_version: migrations.length });
  expect(database.all('SELECT * FROM items')).toEqual([]);
});

test('a file of an older schema gets the steps it lacks and keeps its rows', async () => {
  const database = await openTestDatabase();
  database.run("INSERT INTO known_ids (folder_id, id) VALUES ('f', 'x')");

  const step = 'ALTER TABLE known_ids ADD COLUMN note TEXT';
  migrate(database, 'zohokit 2.0.0', [...migrations, step]);

  expect(database.all('SELECT * FROM known_ids')).toEqual([
    { seq: 1, folder_id: 'f', id: 'x', note: null },
  ]);
  expect(database.get('PRAGMA user_version')).toEqual({ user_version: migrations.length + 1 });
});

test('a step that fails leaves the file as it was', async () => {
  const database = await openTestDatabase();
  const steps = [...migrations, 'CREATE TABLE half (x TEXT)', 'CREATE TABLE half (x TEXT)'];
  expect(() => migrate(database, 'zohokit 2.0.0', steps)).toThrow(database.file);
  expect(database.get('PRAGMA user_version')).toEqual({ user_version: migrations.length });
  expect(database.get("SELECT 1 FROM sqlite_schema WHERE name = 'half'")).toBeUndefined();
});

test('a file of a newer schema is refused, saying which release wrote it', async () => {
  const database = await openTestDatabase();
  migrate(database, 'zohokit 9.1.0', [...migrations, 'CREATE TABLE later (x TEXT)']);
  database.close();

  await expect(openDatabase({ file: database.file })).rejects.toMatchObject({
    reach: 'run',
    reason: 'state',
    message: expect.stringMatching(/state\.db" was written by zohokit 9\.1\.0 .*upgrade zohokit/),
  });
});

test("somebody else's database is refused and left as it was", async () => {
  const file = path.join(await createTemporaryDirectory(), 'state.db');
  const { DatabaseSync } = loadSqlite();
  const theirs = new DatabaseSync(file);
  theirs.exec('CREATE TABLE addresses (name TEXT)');
  theirs.close();

  await expect(openDatabase({ file })).rejects.toThrow('is not a zohokit file');

  const again = new DatabaseSync(file);
  expect(again.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'addresses' }]);
  again.close();
});

test('several openings of a new file at the same time all succeed', async () => {
  const file = path.join(await createTemporaryDirectory(), 'state.db');
  const databases = await Promise.all(Array.from({ length: 5 }, () => openTestDatabase(file)));
  expect(databases).toHaveLength(5);
});
