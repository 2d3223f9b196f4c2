import type { JournalRecord, RecordStatus } from '@zohokit/transfer-core';
import { type Row, toNumber, toOneOf, toOptionalText, toText } from './row.ts';

export const recordStatuses = [
  'open',
  'ticking',
  'closed',
] as const satisfies readonly RecordStatus[];

/** A row of the table `records`. */
export function toJournalRecord(row: Row): JournalRecord {
  return {
    id: toText(row, 'id'),
    status: toOneOf(row, 'status', recordStatuses),
    tickedByUs: toNumber(row, 'ticked_by_us') === 1,
    tickedIn: toOptionalText(row, 'ticked_in'),
    pinnedFolderId: toOptionalText(row, 'pinned_folder_id'),
    outcome: toOptionalText(row, 'outcome'),
    lastAttemptAt: toNumber(row, 'last_attempt_at'),
  };
}
