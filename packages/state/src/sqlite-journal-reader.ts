import type { JournalReader, JournalRecord } from '@zohokit/transfer-core';
import type { Database } from './database.ts';
import { toItemKey, toJournalItem } from './journal-item-row.ts';
import { type Row, toNumber, toOneOf, toOptionalText, toText } from './row.ts';

/** What planning may ask of a journal; it writes nothing. */
export function createSqliteJournalReader(database: Database): JournalReader {
  return {
    async record(id) {
      const row = database.get('SELECT * FROM records WHERE id = ?', id);
      return row && toRecord(row);
    },
    async openRecords() {
      return database
        .all("SELECT * FROM records WHERE status <> 'closed' ORDER BY last_attempt_at, id")
        .map((row) => toRecord(row));
    },
    async lastAttempts() {
      const rows = database.all('SELECT id, last_attempt_at FROM records');
      return new Map(rows.map((row) => [toText(row, 'id'), toNumber(row, 'last_attempt_at')]));
    },
    async items(recordId) {
      return database
        .all('SELECT * FROM items WHERE record_id = ? ORDER BY seq', recordId)
        .map((row) => toJournalItem(row));
    },
    async unsettled() {
      return database
        .all("SELECT * FROM items WHERE status IN ('intended', 'sent', 'rejected') ORDER BY seq")
        .map((row) => toJournalItem(row));
    },
    async knownIds(folderId) {
      const rows = database.all('SELECT id FROM known_ids WHERE folder_id = ?', folderId);
      return new Set(rows.map((row) => toText(row, 'id')));
    },
    async reservedNames(folderId) {
      const rows = database.all('SELECT * FROM items WHERE folder_id = ? ORDER BY seq', folderId);
      return new Map(rows.map((row) => [toText(row, 'folded_name'), toItemKey(row)]));
    },
  };
}

const recordStatuses = ['open', 'ticking', 'closed'] as const;

function toRecord(row: Row): JournalRecord {
  return {
    id: toText(row, 'id'),
    status: toOneOf(row, 'status', recordStatuses),
    tickedByUs: toNumber(row, 'ticked_by_us') === 1,
    outcome: toOptionalText(row, 'outcome'),
    lastAttemptAt: toNumber(row, 'last_attempt_at'),
  };
}
