import { expect, test } from 'vitest';
import { anIntent } from './an-intent.ts';
import { InMemoryJournal } from './in-memory-journal.ts';
import { testJournalContract } from './journal-contract.ts';

testJournalContract('InMemoryJournal', async () => new InMemoryJournal());

test('a broken journal refuses every write, and can still be read', async () => {
  const journal = new InMemoryJournal();
  await journal.intend([anIntent()]);

  journal.breakWrites('The disk is full');

  await expect(journal.observe('store-1', ['x'])).rejects.toThrow('The disk is full');
  await expect(journal.intend([])).rejects.toMatchObject({ reach: 'run', reason: 'state' });
  await expect(journal.ticking([], 'run-1')).rejects.toThrow('The disk is full');
  expect(await journal.items('rec-1')).toHaveLength(1);
});

test('a copy has the same content and goes its own way', async () => {
  const journal = new InMemoryJournal();
  await journal.intend([anIntent()]);
  await journal.observe('store-1', ['x']);
  journal.breakWrites();

  const copy = journal.copy();
  await copy.sent(anIntent(), { size: 1, md5: '0', at: 1 });
  await copy.observe('store-1', ['y']);

  expect(await journal.unsettled()).toMatchObject([{ status: 'intended' }]);
  expect(await copy.unsettled()).toMatchObject([{ status: 'sent' }]);
  expect(await journal.knownIds('store-1')).toEqual(new Set(['x']));
});
