import type { ItemKey, JournalReader } from '@zohokit/transfer-core';
import type { Database } from './database.ts';
import { toItemKey, toJournalItem } from './journal-item-row.ts';
import { toJournalRecord } from './journal-record-row.ts';
import { toNumber, toText } from './row.ts';

/** What planning may ask of a journal; it writes nothing. */
export function createSqliteJournalReader(database: Database): JournalReader {
  return {
    async record(id) {
      const row = database.get('SELECT * FROM records WHERE id = ?', id);
      return row && toJournalRecord(row);
    },
    async openRecords() {
      return database
        .all("SELECT * FROM records WHERE status <> 'closed' ORDER BY last_attempt_at, id")
        .map((row) => toJournalRecord(row));
    },
    async lastAttempts(ids) {
      const rows = database.all(lastAttemptsSql, JSON.stringify(ids));
      return new Map(rows.map((row) => [toText(row, 'id'), toNumber(row, 'last_attempt_at')]));
    },
    async items(recordId) {
      return database
        .all('SELECT * FROM items WHERE record_id = ? ORDER BY seq', recordId)
        .map((row) => toJournalItem(row));
    },
    async itemsOfRun(runId) {
      return database
        .all('SELECT * FROM items WHERE run_id = ? ORDER BY seq', runId)
        .map((row) => toJournalItem(row));
    },
    async recordsTickedIn(runId) {
      return database
        .all('SELECT * FROM records WHERE ticked_in = ? ORDER BY id', runId)
        .map((row) => toJournalRecord(row));
    },
    async unsettled() {
      return database
        .all("SELECT * FROM items WHERE status IN ('intended', 'sent', 'rejected') ORDER BY seq")
        .map((row) => toJournalItem(row));
    },
    async knownIds(folderId, before) {
      const rows =
        before === undefined
          ? database.all('SELECT id FROM known_ids WHERE folder_id = ?', folderId)
          : database.all(knownBefore, ...knownBeforeValues(folderId, before));
      return new Set(rows.map((row) => toText(row, 'id')));
    },
    async reservedNames(folderId) {
      const names = new Map<string, ItemKey>();
      // A store folder may hold all that was ever transferred: not all rows at once.
      for (const row of database.each(reservedNamesSql, folderId))
        names.set(toText(row, 'folded_name'), toItemKey(row));
      return names;
    },
  };
}

const lastAttemptsSql = `
  SELECT id, last_attempt_at FROM records WHERE id IN (SELECT value FROM json_each(?))`;

const reservedNamesSql = `
  SELECT folded_name, record_id, source_id, source_modified_at, folder_id
  FROM items WHERE folder_id = ?`;

/** `known_seq` is how far the observations went when the item was last intended. */
const knownBefore = `
  SELECT id FROM known_ids WHERE folder_id = ? AND seq <= coalesce((
    SELECT known_seq FROM items
      WHERE record_id = ? AND source_id = ? AND source_modified_at = ? AND folder_id = ?), 0)
  UNION
  SELECT coalesce(receipt_id, rejected_id) AS id FROM items
    WHERE folder_id = ? AND coalesce(receipt_id, rejected_id) IS NOT NULL
      AND NOT (record_id = ? AND source_id = ? AND source_modified_at = ? AND folder_id = ?)`;

function knownBeforeValues(folderId: string, key: ItemKey) {
  const { recordId, sourceId, sourceModifiedAt } = key;
  const values = [folderId, recordId, sourceId, sourceModifiedAt, key.folderId] as const;
  return [...values, ...values] as const;
}
