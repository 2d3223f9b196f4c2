import { expect, test } from 'vitest';
import { anIntent } from './an-intent.ts';
import { broke, intentOf, receiptOf, refusal, sent } from './journal-samples.ts';
import type { Journal } from '../journal.ts';

/** The promises of `Journal` about names and known ids; a part of `testJournalContract`. */
export function testNames(createJournal: () => Promise<Journal>): void {
  test('a folded name belongs to one item of a store folder; a refused batch changes nothing', async () => {
    const journal = await createJournal();
    const holder = anIntent({ sourceId: 'a', name: 'Report.pdf' });
    await journal.intend([holder]);

    const batch = [anIntent({ sourceId: 'free' }), anIntent({ sourceId: 'b', name: 'REPORT.pdf' })];
    await expect(journal.intend(batch)).rejects.toMatchObject(refusal);

    expect(await journal.items('rec-1')).toMatchObject([{ sourceId: 'a', name: 'Report.pdf' }]);
  });

  test('two items of one batch cannot take the same name', async () => {
    const journal = await createJournal();
    const batch = ['a', 'b'].map((sourceId) => anIntent({ sourceId, name: 'same.pdf' }));
    await expect(journal.intend(batch)).rejects.toMatchObject(refusal);
    expect(await journal.items('rec-1')).toEqual([]);
  });

  test('items of one batch may exchange their names', async () => {
    const journal = await createJournal();
    await journal.intend(['a', 'b'].map((id) => anIntent({ sourceId: id, name: `${id}.pdf` })));

    await journal.intend([
      anIntent({ sourceId: 'a', name: 'b.pdf' }),
      anIntent({ sourceId: 'b', name: 'a.pdf' }),
    ]);

    const names = (await journal.items('rec-1')).map((item) => item.name);
    expect(names).toEqual(['b.pdf', 'a.pdf']);
  });

  test('the same name is free in another store folder', async () => {
    const journal = await createJournal();
    const [one, two] = [anIntent(), anIntent({ folderId: 'store-2' })];

    await journal.intend([one, two]);

    const { recordId, sourceId, sourceModifiedAt } = one;
    const key = { recordId, sourceId, sourceModifiedAt };
    expect(await journal.reservedNames('store-1')).toEqual(
      new Map([[one.foldedName, { ...key, folderId: 'store-1' }]]),
    );
    expect(await journal.reservedNames('store-2')).toEqual(
      new Map([[one.foldedName, { ...key, folderId: 'store-2' }]]),
    );
    expect(await journal.reservedNames('store-3')).toEqual(new Map());
  });

  test('a failed item keeps its name', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    await journal.intend([intent]);
    await journal.failed(intent, { status: 'failed', ...broke, permanentFailures: 0 });
    const names = await journal.reservedNames('store-1');
    expect([...names.keys()]).toEqual([intent.foldedName]);
  });

  test('an id seen in a store folder is known there for good, and a receipt makes its id known', async () => {
    const journal = await createJournal();
    const intent = anIntent();
    await journal.observe('store-1', ['x', 'y']);
    await journal.observe('store-1', ['y']);
    await journal.observe('store-2', ['z']);
    await journal.intend([intent]);
    await journal.sent(intent, sent);
    await journal.stored(intent, receiptOf(intent));
    await journal.intend([intent]);

    expect(await journal.knownIds('store-1')).toEqual(new Set(['x', 'y', 'new-1']));
    expect(await journal.knownIds('store-2')).toEqual(new Set(['z']));
  });

  test('known before an item is what was observed until its intent, and what others stored', async () => {
    const journal = await createJournal();
    const [mine, other] = [intentOf('mine'), intentOf('other')];
    await journal.observe('store-1', ['x']);
    await journal.intend([mine]);
    await journal.sent(mine, sent);
    await journal.observe('store-1', ['x', 'came-later']);
    await journal.intend([other]);
    await journal.sent(other, sent);
    await journal.stored(other, { ...receiptOf(other), id: 'of-other' });

    expect(await journal.knownIds('store-1', mine)).toEqual(new Set(['x', 'of-other']));

    await journal.intend([mine]);
    expect(await journal.knownIds('store-1', mine)).toEqual(
      new Set(['x', 'came-later', 'of-other']),
    );
  });
}
