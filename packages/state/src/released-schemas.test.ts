import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ItemKey } from '@zohokit/transfer-core';
import { anIntent } from '@zohokit/transfer-core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { loadSqlite } from './load-sqlite.ts';
import { migrations } from './migrations.ts';
import { openState, type SqliteState } from './open-state.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

/**
 * Files as released schemas left them, kept as what builds them. A schema that is released gets one
 * (`sqlite3 state.db .dump`, and the version), which never changes.
 */
const released = migrations.map((_, index) => index + 1);

test.each(released)('a file of schema %i is opened with all that it holds', async (version) => {
  const { journal, history, shared, checkBinding } = await openReleased(version);

  await checkBinding({ module: 'Deals', 'org A': { fallback: 'eu / client 1000.AAA' } });
  await expect(checkBinding({ module: 'Leads' })).rejects.toThrow('belongs to Deals');
  expect(await journal.record('rec-1')).toEqual({
    id: 'rec-1',
    status: 'ticking',
    tickedByUs: true,
    tickedIn: undefined,
    pinnedFolderId: undefined,
    outcome: 'failed',
    lastAttemptAt: 5.25,
  });
  const open = (await journal.openRecords()).map(({ id }) => id);
  expect(open).toEqual(expect.arrayContaining(['rec-3', 'rec-1']));
  expect(await statusesOf('rec-1', journal)).toEqual(['intended', 'sent', 'stored']);
  expect(await statusesOf('rec-2', journal)).toEqual(['rejected', 'failed']);
  expect(await statusesOf('rec-3', journal)).toEqual(['abandoned']);
  expect(await journal.items('rec-1')).toMatchObject([
    { kind: 'file', runId: '', name: 'Müller.pdf', sourceModifiedAt: 1_700_000_000_000.5 },
    { sent: { size: 5, at: 1_700_000_000_100.5, storedId: 'stored-2' } },
    { receipt: { id: 'stored-3', verifiedBy: 'content' } },
  ]);
  expect(await journal.knownIds('store-1')).toEqual(new Set(['x', 'y', 'stored-3']));
  expect(await journal.knownIds('store-1', sent)).toEqual(new Set(['x', 'stored-3', 'stored-4']));
  expect(await history.runs({ limit: 2 })).toEqual([
    { id: 'run-1', startedAt: 10.5, end: { at: 20, status: 'done', exitCode: 0 } },
    { id: 'run-2', startedAt: 30 },
  ]);
  expect(await history.lines('run-1')).toMatchObject([
    { folderName: 'Müller', message: '2 files' },
  ]);
  expect(await shared.get('token/a')).toMatchObject({ value: '1000.a.b', scope: 'A.b.READ' });
  expect(await shared.get('penalty/accounts:eu:a')).toMatchObject({ until: 61_000 });
  expect(await shared.get('user/a')).toBe('747938014');
});

test.each(released)('a run goes on with a file of schema %i', async (version) => {
  const { journal, history } = await openReleased(version);

  await journal.stored(sent, { ...receipt, verifiedBy: 'answer' });
  await journal.rejected(stored, 'stored-3');
  await journal.failed(stored, { ...failure, status: 'failed' });
  await journal.observe('store-1', ['z']);
  await journal.intend([anIntent({ runId: 'run-3', kind: 'folder' })]);
  await journal.pin('rec-3', 'folder-8');
  await journal.ticking(['rec-1', 'rec-3'], 'run-3');
  await history.wait({ runId: 'run-3', at: 1, ms: 2, reason: 'penalty' });

  expect(await journal.items('rec-1')).toMatchObject([
    { sourceId: 'intended', status: 'intended' },
    { sourceId: 'sent', status: 'stored', receipt: { verifiedBy: 'answer' } },
    { sourceId: 'stored', status: 'failed' },
    { kind: 'folder', status: 'intended' },
  ]);
  expect(await journal.itemsOfRun('run-3')).toHaveLength(1);
  expect(await journal.recordsTickedIn('run-3')).toMatchObject([
    { id: 'rec-1', tickedIn: 'run-3' },
    { id: 'rec-3', pinnedFolderId: 'folder-8' },
  ]);
  expect(await journal.knownIds('store-1', anIntent())).toContain('z');
});

test('a file of schema 3 knows runs, folders, pins, items and pauses', async () => {
  const { journal, history } = await openReleased(3);
  expect(await journal.itemsOfRun('run-2')).toMatchObject([
    { kind: 'folder', receipt: { id: 'stored-9', size: 0, md5: '', verifiedBy: 'listing' } },
  ]);
  expect(await journal.recordsTickedIn('run-2')).toMatchObject([{ id: 'rec-4' }]);
  expect(await journal.record('rec-9')).toMatchObject({ pinnedFolderId: 'folder-7' });
  expect(await history.items('run-2')).toMatchObject([{ path: 'Fotos', durationMs: 1.5 }]);
  expect(await history.waits('run-2')).toEqual([
    { runId: 'run-2', at: 32, ms: 60_000.5, reason: 'penalty' },
  ]);
});

const place = { recordId: 'rec-1', folderId: 'store-1' };
const sent: ItemKey = { ...place, sourceId: 'sent', sourceModifiedAt: 1_700_000_000_001 };
const stored: ItemKey = { ...place, sourceId: 'stored', sourceModifiedAt: 1_700_000_000_002 };
const receipt = { id: 'stored-2', name: 'sent.pdf', folderId: 'store-1', size: 5, md5: 'x' };
const failure = { reason: 'transient', message: 'cut', permanentFailures: 0 } as const;

async function statusesOf(recordId: string, journal: SqliteState['journal']): Promise<string[]> {
  return (await journal.items(recordId)).map(({ status }) => status);
}

async function openReleased(version: number): Promise<SqliteState> {
  const directory = await createTemporaryDirectory();
  const sql = new URL(`testing/released/schema-${version}.sql`, import.meta.url);
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(path.join(directory, 'state.db'));
  database.exec(await readFile(sql, 'utf8'));
  database.close();
  const state = await openState({ directory, create: false });
  onTestFinished(() => state.close());
  return state;
}
