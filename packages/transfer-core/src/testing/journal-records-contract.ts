import { expect, test } from 'vitest';
import type { Journal } from '../journal.ts';

const refusal = { reach: 'run', reason: 'state' };

/** The promises of `Journal` about records; a part of `testJournalContract`. */
export function testRecords(createJournal: () => Promise<Journal>): void {
  const record = { id: 'rec-1', status: 'open', outcome: 'failed', lastAttemptAt: 5 } as const;

  test('a record is found as it was saved, an unknown one is undefined', async () => {
    const journal = await createJournal();
    await journal.saveRecord(record);
    expect(await journal.record('rec-1')).toEqual({ ...record, tickedByUs: false });
    expect(await journal.record('rec-2')).toBeUndefined();
  });

  test('once we have set out to tick a record, that is never forgotten', async () => {
    const journal = await createJournal();
    await journal.saveRecord(record);
    await journal.ticking(['rec-1']);

    await journal.saveRecord({ ...record, status: 'closed', outcome: undefined });
    expect(await journal.record('rec-1')).toEqual({
      ...record,
      status: 'closed',
      outcome: undefined,
      tickedByUs: true,
    });
  });

  test('open records are those open or ticking, least recently attempted first', async () => {
    const journal = await createJournal();
    for (const [id, lastAttemptAt] of Object.entries({ late: 30, b: 10, a: 10, done: 1 })) {
      await journal.saveRecord({ ...record, id, lastAttemptAt });
    }
    await journal.saveRecord({ ...record, id: 'done', status: 'closed' });
    await journal.ticking(['b']);

    const open = await journal.openRecords();

    expect(open.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'open'],
      ['b', 'ticking'],
      ['late', 'open'],
    ]);
    expect(await journal.lastAttempts()).toEqual(
      new Map([
        ['late', 30],
        ['b', 10],
        ['a', 10],
        ['done', 5],
      ]),
    );
  });

  test('ticking changes the status, and says that a tick is ours', async () => {
    const journal = await createJournal();
    await journal.saveRecord(record);
    await journal.ticking(['rec-1']);
    expect(await journal.record('rec-1')).toEqual({
      ...record,
      status: 'ticking',
      tickedByUs: true,
    });
  });

  test('ticking an unknown record is refused and changes no other', async () => {
    const journal = await createJournal();
    await journal.saveRecord(record);
    await expect(journal.ticking(['rec-1', 'rec-2'])).rejects.toMatchObject(refusal);
    expect(await journal.record('rec-1')).toMatchObject({ status: 'open' });
  });
}
