import { anIntent, testJournalContract } from '@zohokit/transfer-core/testing';
import { expect, test } from 'vitest';
import { openState } from './open-state.ts';
import { createSqliteJournal } from './sqlite-journal.ts';
import { openTestDatabase } from './testing/open-test-database.ts';
import { startChild } from './testing/start-child.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

testJournalContract('The SQLite journal', async () =>
  createSqliteJournal(await openTestDatabase()),
);

const manyIds = Array.from({ length: 20_000 }, (_, index) => `id-${index}`);

test('what was written is there after opening the file anew', async () => {
  const first = await openTestDatabase();
  await createSqliteJournal(first).intend([anIntent()]);
  first.close();

  const journal = createSqliteJournal(await openTestDatabase(first.file));

  expect(await journal.unsettled()).toMatchObject([{ ...anIntent(), status: 'intended' }]);
});

test('after a full disk every later write fails, until the file is opened anew', async () => {
  const database = await openTestDatabase();
  const journal = createSqliteJournal(database);
  await journal.intend([anIntent()]);
  database.get('PRAGMA max_page_count = 1');

  await expect(journal.observe('store-1', manyIds)).rejects.toMatchObject({
    reach: 'run',
    reason: 'state',
    message: expect.stringContaining(`The disk is full, "${database.file}" cannot grow`),
  });
  database.get('PRAGMA max_page_count = 1000000');
  await expect(journal.observe('store-1', ['x'])).rejects.toThrow('The disk is full');
  await expect(journal.saveRecord(aRecord)).rejects.toThrow('The disk is full');
  expect(await journal.knownIds('store-1')).toEqual(new Set());
  database.close();

  const reopened = createSqliteJournal(await openTestDatabase(database.file));
  await reopened.observe('store-1', ['x']);
  expect(await reopened.knownIds('store-1')).toEqual(new Set(['x']));
  expect(await reopened.unsettled()).toHaveLength(1);
});

test('a refused step does not break the journal', async () => {
  const journal = createSqliteJournal(await openTestDatabase());
  await expect(journal.ticking(['rec-1'], 'run-1')).rejects.toMatchObject({ reason: 'state' });

  await journal.saveRecord(aRecord);

  expect(await journal.openRecords()).toHaveLength(1);
});

test('a closed journal refuses to be written and read', async () => {
  const database = await openTestDatabase();
  const journal = createSqliteJournal(database);
  database.close();
  const refusal = { reach: 'run', reason: 'state' };
  await expect(journal.observe('store-1', ['x'])).rejects.toMatchObject(refusal);
  await expect(journal.unsettled()).rejects.toMatchObject(refusal);
});

test('a value that no release writes is reported, not believed', async () => {
  const database = await openTestDatabase();
  const journal = createSqliteJournal(database);
  await journal.intend([anIntent()]);
  const failure = { reason: 'transient', message: 'cut', permanentFailures: 0 } as const;
  await journal.failed(anIntent(), { status: 'failed', ...failure });
  database.run("UPDATE items SET failure_reason = 'from the future'");
  await expect(journal.items('rec-1')).rejects.toMatchObject({
    reason: 'state',
    message: expect.stringContaining('failure_reason'),
  });
});

test('a process killed within a transaction leaves nothing of it', async () => {
  const directory = await createTemporaryDirectory();
  const child = startChild('hangInTransaction', directory);
  await child.said('ready');

  await child.kill();

  const { journal, close } = await openState({ directory });
  expect(await journal.knownIds('store-1')).toEqual(new Set());
  await journal.observe('store-1', ['next']);
  await close();
});

test('a process killed while it writes loses nothing it was told is written, and no half', async () => {
  const directory = await createTemporaryDirectory();
  const child = startChild('observePairs', directory);
  await child.said('ready');

  await child.kill();

  const { journal, close } = await openState({ directory });
  const known = await journal.knownIds('store-1');
  const told = child.lines.filter((line) => line !== 'ready');
  expect(told.length).toBeGreaterThan(20);
  expect(told.filter((pair) => !known.has(`${pair}a`) || !known.has(`${pair}b`))).toEqual([]);
  expect(known.size % 2).toBe(0);
  await close();
});

const aRecord = { id: 'rec-1', status: 'open', outcome: undefined, lastAttemptAt: 1 } as const;

test('whoever waits for the event loop gets a turn after each record', async () => {
  const journal = createSqliteJournal(await openTestDatabase());
  let turns = 0;
  const count = (): void => {
    turns += 1;
    immediate = setImmediate(count);
  };
  let immediate = setImmediate(count);

  for (let number = 0; number < 20; number += 1)
    await journal.saveRecord({ ...aRecord, id: String(number) });
  clearImmediate(immediate);

  expect(turns).toBeGreaterThanOrEqual(19);
});
