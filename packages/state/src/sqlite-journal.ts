import { setImmediate } from 'node:timers/promises';
import type { ItemIntent, ItemKey, ItemStatus, Journal } from '@zohokit/transfer-core';
import type { Database, SqlValue } from './database.ts';
import { itemStatuses, toReceiptColumns } from './journal-item-row.ts';
import { RefusedStep, createJournalTransaction } from './journal-transaction.ts';
import { toNumber, toOneOf, toText } from './row.ts';
import { createSqliteJournalReader } from './sqlite-journal-reader.ts';

/**
 * The journal in a state file. A method resolves once its change is on the disk. After a write
 * that failed (a full disk, a damaged file) every later write of this journal fails too.
 */
export function createSqliteJournal(database: Database): Journal {
  const write = createJournalTransaction(database);

  return {
    ...createSqliteJournalReader(database),
    async observe(folderId, ids) {
      write(() => learn(database, folderId, ids));
    },
    async intend(intents) {
      write(() => intend(database, intents));
    },
    async sent(key, { size, md5, at }) {
      const change = { sent_size: size, sent_md5: md5, sent_at: at };
      write(() => step(database, key, { from: ['intended'], to: 'sent', change }));
    },
    async answered(key, storedId) {
      const change = { sent_stored_id: storedId };
      write(() => step(database, key, { from: ['sent'], to: 'sent', change }));
    },
    async stored(key, receipt) {
      write(() => {
        step(database, key, { from: ['sent'], to: 'stored', change: toReceiptColumns(receipt) });
        learn(database, key.folderId, [receipt.id]);
      });
    },
    async rejected(key, storedId) {
      const change = { ...noReceipt, rejected_id: storedId };
      write(() =>
        step(database, key, { from: ['intended', 'sent', 'stored'], to: 'rejected', change }),
      );
    },
    async failed(key, { status, reason, message, permanentFailures }) {
      const change = {
        ...noReceipt,
        rejected_id: null,
        failure_reason: reason,
        failure_message: message,
        permanent_failures: permanentFailures,
      };
      write(() => step(database, key, { from: notStored, to: status, change }));
    },
    async saveRecord({ id, status, outcome, lastAttemptAt }) {
      write(() => void database.run(saveRecordSql, id, status, outcome, lastAttemptAt));
      // Thousands of records may end one after the other without anything to wait for; a disk that
      // takes its time would hold up signals and whatever is on the network.
      await setImmediate();
    },
    async ticking(recordIds, runId) {
      write(() => recordIds.forEach((id) => markTicking(database, id, runId)));
    },
    async pin(recordId, folderId) {
      write(() => void database.run(pinSql, recordId, folderId));
    },
    async adopt(items) {
      write(() => adopt(database, items));
    },
  };
}

const notStored = itemStatuses.filter((status) => status !== 'stored');

const noReceipt = toReceiptColumns(undefined);

const saveRecordSql = `
  INSERT INTO records (id, status, ticked_by_us, outcome, last_attempt_at)
  VALUES (?, ?, 0, ?, ?)
  ON CONFLICT (id) DO UPDATE SET
    status = excluded.status,
    outcome = excluded.outcome,
    last_attempt_at = excluded.last_attempt_at`;

const whereKey = 'record_id = ? AND source_id = ? AND source_modified_at = ? AND folder_id = ?';

function keyValues({ recordId, sourceId, sourceModifiedAt, folderId }: ItemKey) {
  return [recordId, sourceId, sourceModifiedAt, folderId] as const;
}

const pinSql = `
  INSERT INTO records (id, status, ticked_by_us, last_attempt_at, pinned_folder_id)
  VALUES (?, 'open', 0, 0, ?)
  ON CONFLICT (id) DO UPDATE SET pinned_folder_id = excluded.pinned_folder_id`;

/** In one statement: a store folder may list all that was ever transferred. */
const learnSql = `
  INSERT OR IGNORE INTO known_ids (folder_id, id) SELECT ?, value FROM json_each(?)`;

function learn(database: Database, folderId: string, ids: readonly string[]): void {
  database.run(learnSql, folderId, JSON.stringify(ids));
}

/** All old rows go before the first new one comes, so that items may exchange their names. */
function intend(database: Database, intents: readonly ItemIntent[]): void {
  const announced = new Map(intents.map((intent) => [JSON.stringify(keyValues(intent)), intent]));
  const rows = [...announced.values()].map((intent) => {
    const old = database.get(
      `DELETE FROM items WHERE ${whereKey} RETURNING permanent_failures`,
      ...keyValues(intent),
    );
    return { intent, permanentFailures: old ? toNumber(old, 'permanent_failures') : 0 };
  });
  for (const { intent, permanentFailures } of rows) insert(database, intent, permanentFailures);
}

/** When it was sent is not known; the store's clock of that time is the nearest to it. */
function adopt(database: Database, items: Parameters<Journal['adopt']>[0]): void {
  intend(database, items);
  for (const { receipt, ...intent } of items) {
    const { size, md5 } = receipt;
    const sent = { sent_size: size, sent_md5: md5, sent_at: intent.serverTime };
    const change = { ...sent, ...toReceiptColumns(receipt) };
    // A key that comes twice is stored by then; the last one counts, as with intents.
    step(database, intent, { from: ['intended', 'stored'], to: 'stored', change });
    learn(database, intent.folderId, [receipt.id]);
  }
}

function insert(database: Database, intent: ItemIntent, permanentFailures: number): void {
  const { folderId, kind, runId, sourceName, name, foldedName, uploadId, serverTime } = intent;
  const holder = database.get(
    'SELECT name FROM items WHERE folder_id = ? AND folded_name = ?',
    folderId,
    foldedName,
  );
  if (holder) {
    const held = toText(holder, 'name');
    throw new RefusedStep(`The name "${name}" is already held by another item ("${held}")`);
  }
  database.run(
    `INSERT INTO items (record_id, source_id, source_modified_at, folder_id, kind, run_id,
       source_name, name, folded_name, upload_id, server_time, status, permanent_failures, known_seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'intended', ?,
       (SELECT coalesce(max(seq), 0) FROM known_ids))`,
    ...keyValues(intent),
    kind,
    runId,
    sourceName,
    name,
    foldedName,
    uploadId,
    serverTime,
    permanentFailures,
  );
}

interface Step {
  from: readonly ItemStatus[];
  to: ItemStatus;
  /** By column. */
  change: Record<string, SqlValue>;
}

function step(database: Database, key: ItemKey, { from, to, change }: Step): void {
  const row = database.get(`SELECT status FROM items WHERE ${whereKey}`, ...keyValues(key));
  const found = row && toOneOf(row, 'status', itemStatuses);
  if (found === undefined || !from.includes(found)) {
    const status = found ?? 'unknown';
    throw new RefusedStep(`Item ${key.sourceId} cannot become ${to}: it is ${status}`);
  }
  const columns = Object.keys(change).map((column) => `, ${column} = ?`);
  database.run(
    `UPDATE items SET status = ?${columns.join('')} WHERE ${whereKey}`,
    to,
    ...Object.values(change),
    ...keyValues(key),
  );
}

function markTicking(database: Database, id: string, runId: string): void {
  const sql = "UPDATE records SET status = 'ticking', ticked_by_us = 1, ticked_in = ? WHERE id = ?";
  if (database.run(sql, runId, id) === 1) return;
  throw new RefusedStep(`Record ${id} cannot become ticking: the journal has no such one`);
}
