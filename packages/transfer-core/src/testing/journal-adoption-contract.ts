import { expect, test } from 'vitest';
import { anIntent } from './an-intent.ts';
import { broke, intentOf, receiptOf, refusal, sent } from './journal-samples.ts';
import type { Journal } from '../journal.ts';

/** The promises of `Journal` about what was proved without it; a part of `testJournalContract`. */
export function testAdoption(createJournal: () => Promise<Journal>): void {
  test('an adopted item is stored, its id known and its name held', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    const receipt = { ...receiptOf(intent), verifiedBy: 'content' } as const;

    await journal.adopt([{ ...intent, receipt }]);

    const expected = { ...intent, status: 'stored', receipt, permanentFailures: 0 };
    expect(await journal.items('rec-1')).toMatchObject([expected]);
    expect(await journal.knownIds('store-1')).toEqual(new Set([receipt.id]));
    expect([...(await journal.reservedNames('store-1')).keys()]).toEqual([intent.foldedName]);
    expect(await journal.unsettled()).toEqual([]);
  });

  test('adopting decides whatever was known of the key', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    await journal.intend([intent]);
    await journal.sent(intent, sent);
    await journal.failed(intent, { status: 'failed', ...broke, permanentFailures: 1 });

    await journal.adopt([{ ...intent, receipt: receiptOf(intent) }]);

    expect(await journal.items('rec-1')).toMatchObject([
      { status: 'stored', receipt: receiptOf(intent) },
    ]);
  });

  test('a name that another item holds refuses the whole adoption', async () => {
    const journal = await createJournal();
    const holder = anIntent({ sourceId: 'a', name: 'Report.pdf' });
    await journal.intend([holder]);
    const free = intentOf('free');
    const other = anIntent({ sourceId: 'b', name: 'REPORT.pdf' });

    const adoption = journal.adopt([
      { ...free, receipt: receiptOf(free) },
      { ...other, receipt: receiptOf(other) },
    ]);

    await expect(adoption).rejects.toMatchObject(refusal);
    expect(await journal.items(free.recordId)).toEqual([]);
  });
}
