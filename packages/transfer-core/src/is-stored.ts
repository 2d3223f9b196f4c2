import type { JournalItem, Receipt } from './journal.ts';

/** Something that is stored and proved. */
export type ProvedItem = JournalItem & { receipt: Receipt };

/** Whether the journal holds the proof of it. */
export function isStored(item: JournalItem): item is ProvedItem {
  return item.status === 'stored' && item.receipt !== undefined;
}
