import { anIntent } from './an-intent.ts';
import type { ItemIntent, Receipt } from '../journal.ts';

/** What the journal's contract writes and reads again. */
export const sent = { size: 4, md5: 'd41d8cd98f00b204e9800998ecf8427e', at: 1_700_000_200_000 };

export function intentOf(sourceId: string): ItemIntent {
  return anIntent({ sourceId, recordId: `rec-of-${sourceId}` });
}

export function receiptOf(intent: ItemIntent): Receipt {
  const { folderId, name } = intent;
  return { id: 'new-1', name, folderId, size: sent.size, md5: sent.md5, verifiedBy: 'md5' };
}

export const broke = { reason: 'transient', message: 'The connection was cut' } as const;
export const refusal = { reach: 'run', reason: 'state' };
