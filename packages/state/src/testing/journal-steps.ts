import type { Journal } from '@zohokit/transfer-core';
import { anItemIntent } from './samples.ts';

const sent = { size: 5, md5: '0123456789abcdef0123456789abcdef', at: 7 };
const receipt = { ...sent, id: 'stored-1', name: 'a.pdf', folderId: 'store-1' };
const [one, two] = [anItemIntent({ sourceId: 'one' }), anItemIntent({ sourceId: 'two' })];
const adopted = {
  ...anItemIntent({ sourceId: 'three' }),
  receipt: { ...receipt, verifiedBy: 'size' },
} as const;
const failure = { reason: 'transient', message: 'cut', permanentFailures: 1 } as const;

/** Every method of a journal that writes, in an order that its rules allow. */
export const journalSteps: Readonly<Record<string, (journal: Journal) => Promise<void>>> = {
  saveRecord: (journal) =>
    journal.saveRecord({ id: 'rec-1', status: 'open', outcome: undefined, lastAttemptAt: 1 }),
  pin: (journal) => journal.pin('rec-1', 'folder-1'),
  observe: (journal) => journal.observe('store-1', ['x', 'y']),
  intend: (journal) => journal.intend([one, two]),
  sent: (journal) => journal.sent(one, sent),
  answered: (journal) => journal.answered(one, 'stored-1'),
  stored: (journal) => journal.stored(one, { ...receipt, verifiedBy: 'md5' }),
  rejected: (journal) => journal.rejected(two, 'stored-2'),
  failed: (journal) => journal.failed(two, { ...failure, status: 'failed' }),
  adopt: (journal) => journal.adopt([adopted]),
  ticking: (journal) => journal.ticking(['rec-1'], 'run-1'),
  close: (journal) =>
    journal.saveRecord({ id: 'rec-1', status: 'closed', outcome: 'done', lastAttemptAt: 2 }),
};
