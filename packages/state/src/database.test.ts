import type { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from './database.ts';
import { loadSqlite } from './load-sqlite.ts';
import { openTestDatabase } from './testing/open-test-database.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

test('a new file that somebody else is writing is opened once they have finished', async () => {
  const { file, other } = await startWriting();

  const opening = openDatabase({ file });
  await setTimeout(50);
  other.exec('ROLLBACK');
  const database = await opening;

  expect(database.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
  database.close();
});

test('a file that somebody else keeps writing is given up after the busy timeout', async () => {
  const { file } = await startWriting();
  await expect(openDatabase({ file, busyTimeoutMs: 30 })).rejects.toMatchObject({
    reach: 'run',
    reason: 'state',
    message: expect.stringContaining(`"${file}" is in use by another process`),
  });
});

test('a commit reaches the disk before it resolves', async () => {
  const database = await openTestDatabase();
  // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
  expect(database.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
});

test('a transaction that throws leaves nothing behind and lets the next one in', async () => {
  const database = await openTestDatabase();
  const observe = (id: string) =>
    database.run('INSERT INTO known_ids (folder_id, id) VALUES (?, ?)', 'f', id);
  const failing = () =>
    database.transaction(() => {
      observe('x');
      throw new Error('midway');
    });

  expect(failing).toThrow('midway');
  database.transaction(() => observe('y'));

  expect(database.all('SELECT id FROM known_ids')).toEqual([{ id: 'y' }]);
});

/** Another connection in the midst of the first write to a file. */
async function startWriting(): Promise<{ file: string; other: DatabaseSync }> {
  const file = path.join(await createTemporaryDirectory(), 'state.db');
  const { DatabaseSync } = loadSqlite();
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  return { file, other };
}
