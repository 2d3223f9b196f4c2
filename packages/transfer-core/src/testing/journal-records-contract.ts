import { expect, test } from 'vitest';
import type { Journal } from '../journal.ts';

const untouched = { tickedByUs: false, tickedIn: undefined, pinnedFolderId: undefined };
const refusal = { reach: 'run', reason: 'state' };

/** The promises of `Journal` about records; a part of `testJournalContract`. */
export function testRecords(createJournal: () => Promise<Journal>): void {
  const record = { id: 'rec-1', status: 'open', outcome: 'failed', lastAttemptAt: 5 } as const;

  test('a record is found as it was saved, an unknown one is undefined', async () => {
    const journal = await createJournal();
    await journal.saveRecord(record);
    expect(await journal.record('rec-1')).toEqual({ ...record, ...untouched });
    expect(await journal.record('rec-2')).toBeUndefined();
  });

  test('once we have set out to tick a record, that is never forgotten', async () => {
    const journal = await createJournal();
    await journal.saveRecord(record);
    await journal.ticking(['rec-1'], 'run-1');

    await journal.saveRecord({ ...record, status: 'closed', outcome: undefined });
    expect(await journal.record('rec-1')).toEqual({
      ...record,
      ...untouched,
      status: 'closed',
      outcome: undefined,
      tickedByUs: true,
      tickedIn: 'run-1',
    });
  });

  test('open records are those open or ticking, least recently attempted first', async () => {
    const journal = await createJournal();
    for (const [id, lastAttemptAt] of Object.entries({ late: 30, b: 10, a: 10, done: 1 })) {
      await journal.saveRecord({ ...record, id, lastAttemptAt });
    }
    await journal.saveRecord({ ...record, id: 'done', status: 'closed' });
    await journal.ticking(['b'], 'run-1');

    const open = await journal.openRecords();

    expect(open.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'open'],
      ['b', 'ticking'],
      ['late', 'open'],
    ]);
  });

  test('of each record that is asked for and was attempted it is known when', async () => {
    const journal = await createJournal();
    for (const [id, lastAttemptAt] of Object.entries({ late: 30, early: 10.5, other: 20 })) {
      await journal.saveRecord({ ...record, id, lastAttemptAt });
    }
    await journal.saveRecord({ ...record, id: 'early', status: 'closed' });

    expect(await journal.lastAttempts(['early', 'never', 'late'])).toEqual(
      new Map([
        ['early', 5],
        ['late', 30],
      ]),
    );
    expect(await journal.lastAttempts([])).toEqual(new Map());
  });

  test('ticking changes the status, and says that a tick is ours', async () => {
    const journal = await createJournal();
    await journal.saveRecord(record);
    await journal.ticking(['rec-1'], 'run-1');
    expect(await journal.record('rec-1')).toEqual({
      ...record,
      ...untouched,
      status: 'ticking',
      tickedByUs: true,
      tickedIn: 'run-1',
    });
  });

  test('ticking an unknown record is refused and changes no other', async () => {
    const journal = await createJournal();
    await journal.saveRecord(record);
    await expect(journal.ticking(['rec-1', 'rec-2'], 'run-1')).rejects.toMatchObject(refusal);
    expect(await journal.record('rec-1')).toMatchObject({ status: 'open' });
  });

  test('records ticked in a run are those it ticked last, by id', async () => {
    const journal = await createJournal();
    for (const id of ['b', 'a', 'c', 'd']) await journal.saveRecord({ ...record, id });
    await journal.ticking(['b', 'a', 'c'], 'run-1');
    await journal.ticking(['c'], 'run-2');

    const ticked = await journal.recordsTickedIn('run-1');

    expect(ticked.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await journal.recordsTickedIn('run-3')).toEqual([]);
  });

  test('a pin stays through runs until it is taken away', async () => {
    const journal = await createJournal();
    await journal.saveRecord(record);
    await journal.pin('rec-1', 'folder-7');

    await journal.saveRecord({ ...record, status: 'closed' });
    await journal.ticking(['rec-1'], 'run-1');
    expect(await journal.record('rec-1')).toMatchObject({ pinnedFolderId: 'folder-7' });

    await journal.pin('rec-1', undefined);
    expect(await journal.record('rec-1')).toMatchObject({ pinnedFolderId: undefined });
  });

  test('a pin makes an unknown record open and never attempted', async () => {
    const journal = await createJournal();
    await journal.pin('rec-9', 'folder-7');
    expect(await journal.record('rec-9')).toEqual({
      ...untouched,
      id: 'rec-9',
      status: 'open',
      outcome: undefined,
      lastAttemptAt: 0,
      pinnedFolderId: 'folder-7',
    });
  });
}
