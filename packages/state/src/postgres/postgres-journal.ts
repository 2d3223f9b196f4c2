import {
  type ItemIntent,
  type ItemKey,
  type ItemStatus,
  type Journal,
  type TransferFailure,
  toTransferFailure,
} from '@zohokit/transfer-core';
import type { SqlValue } from '../database.ts';
import { itemStatuses, toReceiptColumns } from '../journal-item-row.ts';
import { RefusedStep } from '../journal-transaction.ts';
import { toNumber, toText } from '../row.ts';
import type { Access } from './access.ts';
import { createJournalSql, insertSql } from './journal-sql.ts';
import { createLines } from './lines.ts';
import { createPostgresJournalReader } from './postgres-journal-reader.ts';
import type { PostgresRunLock } from './postgres-run-lock.ts';
import type { Session } from './session.ts';
import type { StateTables } from './state-tables.ts';

/** Whose journal, and where. */
export interface PostgresJournalOptions {
  access: Access;
  tables: StateTables;
  job: string;
  /** Under which everybody changes the tables of this job. */
  writing: bigint;
  /** While it is held here, its own session writes: who has lost it cannot. */
  lock: Pick<PostgresRunLock, 'within'>;
}

/**
 * The journal of one job in a Postgres database. A method resolves once its change is committed and on
 * the server's disk. After a write that failed every later write of this journal fails too.
 */
export function createPostgresJournal(options: PostgresJournalOptions): Journal {
  const { job, tables } = options;
  const sql = createJournalSql(tables);
  const write = createWriting(options);
  const act = { job, sql, items: tables.name('items') };

  return {
    ...createPostgresJournalReader(options.access, sql, job),
    observe: async (folderId, ids) =>
      await write(async (session) => void (await session.query(sql.learn, job, folderId, ids))),
    intend: async (intents) => await write((session) => intend({ ...act, session }, intents)),
    sent: async (key, { size, md5, at }) => {
      const change = { sent_size: size, sent_md5: md5, sent_at: at };
      await write((session) =>
        step({ ...act, session }, key, { from: ['intended'], to: 'sent', change }),
      );
    },
    answered: async (key, storedId) => {
      const change = { sent_stored_id: storedId };
      await write((session) =>
        step({ ...act, session }, key, { from: ['sent'], to: 'sent', change }),
      );
    },
    stored: async (key, receipt) =>
      await write(async (session) => {
        const change = toReceiptColumns(receipt);
        await step({ ...act, session }, key, { from: ['sent'], to: 'stored', change });
        await session.query(sql.learn, job, key.folderId, [receipt.id]);
      }),
    rejected: async (key, storedId) => {
      const change = { ...toReceiptColumns(undefined), rejected_id: storedId };
      const from = ['intended', 'sent', 'stored'] as const;
      await write((session) => step({ ...act, session }, key, { from, to: 'rejected', change }));
    },
    failed: async (key, { status, reason, message, permanentFailures }) => {
      const change = {
        ...toReceiptColumns(undefined),
        rejected_id: null,
        failure_reason: reason,
        failure_message: message,
        permanent_failures: permanentFailures,
      };
      await write((session) =>
        step({ ...act, session }, key, { from: notStored, to: status, change }),
      );
    },
    saveRecord: async ({ id, status, outcome, lastAttemptAt }) =>
      await write(async (session) => {
        await session.query(sql.saveRecord, job, id, status, outcome, lastAttemptAt);
      }),
    ticking: async (recordIds, runId) =>
      await write((session) => markTicking({ ...act, session }, recordIds, runId)),
    pin: async (recordId, folderId) =>
      await write(async (session) => void (await session.query(sql.pin, job, recordId, folderId))),
    adopt: async (items) => await write((session) => adopt({ ...act, session }, items)),
  };
}

// --- internal ---

/** Each write is one durable transaction; a refused step does not break the journal. */
function createWriting({ access, lock, writing }: PostgresJournalOptions) {
  const line = createLines();
  let broken: TransferFailure | undefined;

  return (work: (session: Session) => Promise<void>): Promise<void> =>
    line('journal', async () => {
      if (broken) throw broken;
      const within = lock.within() ?? access.use;
      try {
        await within((session) =>
          session.transaction(writing, () => work(session), { durable: true }),
        );
      } catch (error) {
        if (!(error instanceof RefusedStep)) broken = toTransferFailure(error);
        throw error;
      }
    });
}

interface Act {
  session: Session;
  job: string;
  sql: ReturnType<typeof createJournalSql>;
  items: string;
}

const notStored = itemStatuses.filter((status) => status !== 'stored');

const keyValues = ({ recordId, sourceId, sourceModifiedAt, folderId }: ItemKey) =>
  [recordId, sourceId, sourceModifiedAt, folderId] as const;

const textOf = (key: ItemKey): string => JSON.stringify(keyValues(key));

interface Step {
  from: readonly ItemStatus[];
  to: ItemStatus;
  /** By column. */
  change: Record<string, SqlValue>;
}

async function step({ session, job, sql }: Act, key: ItemKey, { from, to, change }: Step) {
  const values = keyValues(key);
  const update = sql.step(Object.keys(change));
  const done = await session.query(update, job, ...values, from, to, ...Object.values(change));
  if (done.length === 1) return;
  const [row] = await session.query(sql.status, job, ...values);
  const found = row ? toText(row, 'status') : 'unknown';
  throw new RefusedStep(`Item ${key.sourceId} cannot become ${to}: it is ${found}`);
}

/** Old rows go before new ones come, so that items may exchange their names. */
async function intend(act: Act, intents: readonly ItemIntent[]): Promise<void> {
  const announced = new Map(intents.map((intent) => [textOf(intent), intent]));
  const all = [...announced.values()];
  if (all.length === 0) return;
  const failures = await forget(act, all);
  await refuseTakenNames(act, all);
  const { session, job, sql } = act;
  const [last] = await session.query(sql.lastKnown);
  const knownSeq = toNumber(last ?? {}, 'seq');
  for (let from = 0; from < all.length; from += batchSize) {
    const rows = all
      .slice(from, from + batchSize)
      .map((intent) =>
        toColumns(intent, { knownSeq, failures: failures.get(textOf(intent)) ?? 0 }),
      );
    const insert = insertSql(act.items, ['job', ...Object.keys(rows[0] ?? {})], rows.length);
    await session.query(insert, ...rows.flatMap((row) => [job, ...Object.values(row)]));
  }
}

/** A statement takes 65,535 values. */
const batchSize = 500;

function toColumns(
  intent: ItemIntent,
  { knownSeq, failures }: { knownSeq: number; failures: number },
) {
  return {
    record_id: intent.recordId,
    source_id: intent.sourceId,
    source_modified_at: intent.sourceModifiedAt,
    folder_id: intent.folderId,
    kind: intent.kind,
    run_id: intent.runId,
    source_name: intent.sourceName,
    name: intent.name,
    folded_name: intent.foldedName,
    upload_id: intent.uploadId,
    server_time: intent.serverTime,
    known_seq: knownSeq,
    status: 'intended',
    permanent_failures: failures,
  };
}

/** Returns how often each had failed. */
async function forget({ session, job, sql }: Act, intents: readonly ItemIntent[]) {
  const columns = [0, 1, 2, 3].map((part) => intents.map((intent) => keyValues(intent)[part]));
  const rows = await session.query(sql.forgetItems, job, ...columns);
  return new Map(
    rows.map((row) => {
      const key = {
        recordId: toText(row, 'record_id'),
        sourceId: toText(row, 'source_id'),
        sourceModifiedAt: toNumber(row, 'source_modified_at'),
        folderId: toText(row, 'folder_id'),
      };
      return [textOf(key), toNumber(row, 'permanent_failures')];
    }),
  );
}

async function refuseTakenNames({ session, job, sql }: Act, intents: readonly ItemIntent[]) {
  const folders = intents.map(({ folderId }) => folderId);
  const names = intents.map(({ foldedName }) => foldedName);
  const rows = await session.query(sql.holders, job, folders, names);
  const held = new Map(
    rows.map((row) => [
      JSON.stringify([toText(row, 'folder_id'), toText(row, 'folded_name')]),
      toText(row, 'name'),
    ]),
  );
  for (const { folderId, foldedName, name } of intents) {
    const slot = JSON.stringify([folderId, foldedName]);
    const holder = held.get(slot);
    if (holder !== undefined)
      throw new RefusedStep(`The name "${name}" is already held by another item ("${holder}")`);
    held.set(slot, name);
  }
}

/** When it was sent is not known; the store's clock of that time is the nearest to it. */
async function adopt(act: Act, items: Parameters<Journal['adopt']>[0]): Promise<void> {
  await intend(act, items);
  for (const { receipt, ...intent } of items) {
    const sent = { sent_size: receipt.size, sent_md5: receipt.md5, sent_at: intent.serverTime };
    const change = { ...sent, ...toReceiptColumns(receipt) };
    // A key that comes twice is stored by then; the last one counts, as with intents.
    await step(act, intent, { from: ['intended', 'stored'], to: 'stored', change });
    await act.session.query(act.sql.learn, act.job, intent.folderId, [receipt.id]);
  }
}

async function markTicking({ session, job, sql }: Act, ids: readonly string[], runId: string) {
  const rows = await session.query(sql.markTicking, job, ids, runId);
  const marked = new Set(rows.map((row) => toText(row, 'id')));
  const unknown = ids.find((id) => !marked.has(id));
  if (unknown === undefined) return;
  throw new RefusedStep(`Record ${unknown} cannot become ticking: the journal has no such one`);
}
