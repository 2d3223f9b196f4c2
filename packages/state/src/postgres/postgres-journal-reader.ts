import type { ItemKey, JournalReader } from '@zohokit/transfer-core';
import { toItemKey, toJournalItem } from '../journal-item-row.ts';
import { toJournalRecord } from '../journal-record-row.ts';
import { toNumber, toText } from '../row.ts';
import type { Access } from './access.ts';
import type { createJournalSql } from './journal-sql.ts';
import type { PostgresRow } from './session.ts';

/** What planning may ask of a journal; it writes nothing. */
export function createPostgresJournalReader(
  access: Access,
  sql: ReturnType<typeof createJournalSql>,
  job: string,
): JournalReader {
  const ask = async (text: string, ...values: unknown[]): Promise<PostgresRow[]> =>
    await access.use((session) => session.query(text, job, ...values));
  const askItems = async (text: string, ...values: unknown[]) =>
    (await ask(text, ...values)).map((row) => toJournalItem(row));
  const askRecords = async (text: string, ...values: unknown[]) =>
    (await ask(text, ...values)).map((row) => toJournalRecord(row));

  return {
    record: async (id) => (await askRecords(sql.record, id))[0],
    openRecords: () => askRecords(sql.openRecords),
    async lastAttempts(ids) {
      const rows = await ask(sql.lastAttempts, ids);
      return new Map(rows.map((row) => [toText(row, 'id'), toNumber(row, 'last_attempt_at')]));
    },
    recordsTickedIn: (runId) => askRecords(sql.recordsTickedIn, runId),
    items: (recordId) => askItems(sql.items, recordId),
    itemsOfRun: (runId) => askItems(sql.itemsOfRun, runId),
    unsettled: () => askItems(sql.unsettled),
    async knownIds(folderId, before) {
      const rows =
        before === undefined
          ? await ask(sql.knownIds, folderId)
          : await ask(sql.knownBefore, folderId, ...keyValues(before));
      return new Set(rows.map((row) => toText(row, 'id')));
    },
    async reservedNames(folderId) {
      const rows = await ask(sql.reservedNames, folderId);
      return new Map(rows.map((row) => [toText(row, 'folded_name'), toItemKey(row)]));
    },
  };
}

// --- internal ---

function keyValues({ recordId, sourceId, sourceModifiedAt, folderId }: ItemKey) {
  return [recordId, sourceId, sourceModifiedAt, folderId] as const;
}
