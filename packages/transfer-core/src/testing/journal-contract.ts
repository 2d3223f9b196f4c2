import { describe, expect, test } from 'vitest';
import type { Journal } from '../journal.ts';
import { anIntent } from './an-intent.ts';
import { testNames } from './journal-names-contract.ts';
import { broke, intentOf, receiptOf, refusal, sent } from './journal-samples.ts';
import { testAdoption } from './journal-adoption-contract.ts';
import { testRecords } from './journal-records-contract.ts';

/** Makes a new, empty journal for each test; the adapter's own test file cleans up after it. */
export type CreateJournal = () => Promise<Journal>;

/** The promises of `Journal`, as tests. Every adapter and every fake must pass them. */
export function testJournalContract(name: string, createJournal: CreateJournal): void {
  describe(`${name} keeps the Journal contract`, () => {
    testItems(createJournal);
    testRefusals(createJournal);
    testNames(createJournal);
    testRecords(createJournal);
    testAdoption(createJournal);
  });
}

function testItems(createJournal: CreateJournal): void {
  test('an item that was intended, sent and stored carries its sent bytes and receipt', async () => {
    const journal = await createJournal();
    const intent = anIntent();

    await journal.intend([intent]);
    await journal.sent(intent, sent);
    await journal.stored(intent, receiptOf(intent));

    const expected = { ...intent, status: 'stored', sent, receipt: receiptOf(intent) };
    expect(await journal.items('rec-1')).toEqual([{ ...expected, permanentFailures: 0 }]);
  });

  test('items are those of one record, in the order of their intents', async () => {
    const journal = await createJournal();
    const [b, a, other] = [
      anIntent({ sourceId: 'b' }),
      anIntent({ sourceId: 'a' }),
      anIntent({ sourceId: 'c', recordId: 'rec-2' }),
    ];

    await journal.intend([b, other]);
    await journal.intend([a]);

    expect((await journal.items('rec-1')).map((item) => item.sourceId)).toEqual(['b', 'a']);
    expect(await journal.items('rec-3')).toEqual([]);
  });

  test('a rejected item names what is to be trashed, and forgets it once it has failed', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    await journal.intend([intent]);
    await journal.sent(intent, sent);

    await journal.rejected(intent, 'bad-1');
    expect(await journal.items('rec-1')).toMatchObject([
      { status: 'rejected', rejectedId: 'bad-1' },
    ]);

    await journal.failed(intent, { status: 'failed', ...broke, permanentFailures: 0 });
    const [item] = await journal.items('rec-1');
    expect(item).toEqual({
      ...intent,
      status: 'failed',
      sent,
      failure: broke,
      permanentFailures: 0,
    });
  });

  test('a new intent for the same key starts over and keeps only the permanent failures', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    await journal.intend([intent]);
    await journal.sent(intent, sent);
    await journal.failed(intent, {
      status: 'abandoned',
      reason: 'permanent',
      message: 'Too large',
      permanentFailures: 3,
    });

    const again = { ...intent, uploadId: 'upload-2', name: 'b.pdf', foldedName: 'b.pdf' };
    await journal.intend([again]);

    expect(await journal.items('rec-1')).toEqual([
      { ...again, status: 'intended', permanentFailures: 3 },
    ]);
  });

  test('an intent takes nothing along but its own fields', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    await journal.intend([intent]);
    await journal.sent(intent, sent);
    await journal.stored(intent, receiptOf(intent));

    await journal.intend(await journal.items('rec-1'));

    const expected = { ...intent, status: 'intended', permanentFailures: 0 };
    expect(await journal.items('rec-1')).toEqual([expected]);
  });

  test('items of a run are those it announced last, of all records', async () => {
    const journal = await createJournal();
    const again = intentOf('again');
    await journal.intend([intentOf('b'), again, intentOf('a')]);
    await journal.intend([{ ...again, runId: 'run-2' }]);

    const ofFirst = await journal.itemsOfRun('run-1');
    expect(ofFirst.map(({ sourceId }) => sourceId)).toEqual(['b', 'a']);
    expect(await journal.itemsOfRun('run-2')).toMatchObject([{ sourceId: 'again' }]);
    expect(await journal.itemsOfRun('run-3')).toEqual([]);
  });

  test('a folder is an item like a file', async () => {
    const journal = await createJournal();
    const intent = anIntent({ kind: 'folder', sourceModifiedAt: 0, name: 'Photos' });
    const made = { size: 0, md5: '', at: sent.at };
    const receipt = { ...receiptOf(intent), ...made, verifiedBy: 'answer' } as const;
    const { at: _at, ...kept } = receipt;
    await journal.intend([intent]);
    await journal.sent(intent, made);
    await journal.stored(intent, kept);

    const expected = { ...intent, status: 'stored', sent: made, receipt: kept };
    expect(await journal.items('rec-1')).toEqual([{ ...expected, permanentFailures: 0 }]);
  });

  test('each version of a source item is an item of its own', async () => {
    const journal = await createJournal();
    const first = anIntent();
    const second = anIntent({ sourceModifiedAt: 1_800_000_000_000, name: 'src-1_2027.pdf' });

    await journal.intend([first, second]);
    await journal.sent(second, sent);

    const statuses = (await journal.items('rec-1')).map((item) => item.status);
    expect(statuses).toEqual(['intended', 'sent']);
  });

  test('unsettled are the intended, sent and rejected items of all records', async () => {
    const journal = await createJournal();
    const ids = ['intended', 'sent', 'rejected', 'stored', 'failed', 'abandoned'];
    await journal.intend(ids.map((id) => intentOf(id)));
    for (const id of ids.slice(1)) await journal.sent(intentOf(id), sent);
    await journal.rejected(intentOf('rejected'), 'bad-1');
    await journal.stored(intentOf('stored'), receiptOf(intentOf('stored')));
    for (const status of ['failed', 'abandoned'] as const) {
      await journal.failed(intentOf(status), { status, ...broke, permanentFailures: 1 });
    }

    const unsettled = await journal.unsettled();

    expect(unsettled.map((item) => item.status)).toEqual(['intended', 'sent', 'rejected']);
  });

  test('names come back exactly as they were given, whatever their characters', async () => {
    const journal = await createJournal();
    const name = `Ünï 'q"; -- \u0000\u{1F4C4}.pdf`;
    await journal.intend([anIntent({ name, sourceName: name })]);
    expect(await journal.items('rec-1')).toMatchObject([{ name, sourceName: name }]);
  });

  test('what a caller changes in an answer does not reach the journal', async () => {
    const journal = await createJournal();
    await journal.intend([anIntent()]);
    for (const item of await journal.items('rec-1')) item.status = 'stored';
    expect(await journal.items('rec-1')).toMatchObject([{ status: 'intended' }]);
  });
}

function testRefusals(createJournal: CreateJournal): void {
  test('an item becomes sent only from intended', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    await expect(journal.sent(intent, sent)).rejects.toMatchObject(refusal);
    await journal.intend([intent]);
    await journal.sent(intent, sent);

    await expect(journal.sent(intent, { ...sent, size: 9 })).rejects.toMatchObject(refusal);

    expect(await journal.items('rec-1')).toMatchObject([{ status: 'sent', sent }]);
  });

  test('what the store answered is kept with the sent bytes, until it is proved', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    await journal.intend([intent]);
    await expect(journal.answered(intent, 'new-1')).rejects.toMatchObject(refusal);
    await journal.sent(intent, sent);

    await journal.answered(intent, 'new-1');

    const expected = { status: 'sent', sent: { ...sent, storedId: 'new-1' } };
    expect(await journal.items('rec-1')).toMatchObject([expected]);
    await journal.stored(intent, receiptOf(intent));
    await expect(journal.answered(intent, 'new-2')).rejects.toMatchObject(refusal);
  });

  test('an item becomes stored only from sent', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    await journal.intend([intent]);

    await expect(journal.stored(intent, receiptOf(intent))).rejects.toMatchObject(refusal);

    expect(await journal.items('rec-1')).toMatchObject([{ status: 'intended' }]);
    expect(await journal.knownIds('store-1')).toEqual(new Set());
  });

  test('an item becomes rejected from intended, sent or stored, and only once', async () => {
    const journal = await createJournal();
    const early = intentOf('early');
    await journal.intend([early]);
    await journal.rejected(early, 'bad-0');
    expect(await journal.items(early.recordId)).toMatchObject([
      { status: 'rejected', rejectedId: 'bad-0' },
    ]);
    const intent = anIntent();
    await journal.intend([intent]);

    await journal.sent(intent, sent);
    await journal.stored(intent, receiptOf(intent));
    await journal.rejected(intent, 'new-1');

    const expected = { ...intent, status: 'rejected', sent, rejectedId: 'new-1' };
    expect(await journal.items('rec-1')).toEqual([{ ...expected, permanentFailures: 0 }]);
    await expect(journal.rejected(intent, 'bad-2')).rejects.toMatchObject(refusal);
  });

  test('a stored item cannot fail: its receipt is kept', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    await journal.intend([intent]);
    await journal.sent(intent, sent);
    await journal.stored(intent, receiptOf(intent));

    const failure = { status: 'failed', ...broke, permanentFailures: 0 } as const;
    await expect(journal.failed(intent, failure)).rejects.toMatchObject(refusal);

    expect(await journal.items('rec-1')).toMatchObject([{ status: 'stored' }]);
  });

  test('an item that was never intended cannot fail', async () => {
    const journal = await createJournal();
    const failure = { status: 'failed', ...broke, permanentFailures: 0 } as const;
    await expect(journal.failed(anIntent(), failure)).rejects.toMatchObject(refusal);
    expect(await journal.items('rec-1')).toEqual([]);
  });

  test('a step is taken by the item of exactly that key', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    await journal.intend([intent]);
    for (const other of [
      { ...intent, recordId: 'rec-2' },
      { ...intent, sourceModifiedAt: intent.sourceModifiedAt + 1 },
      { ...intent, folderId: 'store-2' },
    ]) {
      await expect(journal.sent(other, sent)).rejects.toMatchObject(refusal);
    }
    expect(await journal.items('rec-1')).toMatchObject([{ status: 'intended' }]);
  });
}
