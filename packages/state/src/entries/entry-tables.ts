import type { SqlValue } from '../database.ts';
import { toJournalItem, toReceiptColumns } from '../journal-item-row.ts';
import { toJournalRecord } from '../journal-record-row.ts';
import { type Row, toNumber, toOptionalText, toText } from '../row.ts';
import { stateFailure } from '../state-failure.ts';
import {
  toHistoryItem,
  toItemColumns,
  toLine,
  toLineColumns,
  toRun,
  toWait,
  toWaitColumns,
} from '../state-history.ts';
import type { KnownSeqs } from './known-seqs.ts';
import type { StateEntry } from './state-entry.ts';

type Kind = StateEntry['kind'];
type EntryOf<K extends Kind> = Extract<StateEntry, { kind: K }>;

/** By column. */
export type Columns = Record<string, SqlValue>;

/** How the rows of one table become entries and come back. */
export interface EntryTable<K extends Kind = Kind> {
  kind: K;
  /** Both databases have the same columns; that of Postgres also has the job. */
  table: string;
  orderBy: string;
  toEntry: (row: Row, known: KnownSeqs) => EntryOf<K>;
  toColumns: (entry: EntryOf<K>, known: KnownSeqs) => Columns;
}

const binding: EntryTable<'binding'> = {
  kind: 'binding',
  table: 'binding',
  orderBy: 'name',
  toEntry: (row) => ({
    kind: 'binding',
    name: toText(row, 'name'),
    identity: toOptionalText(row, 'identity'),
    fallback: toOptionalText(row, 'fallback'),
  }),
  toColumns: ({ name, identity, fallback }) => ({ name, identity, fallback }),
};

const records: EntryTable<'record'> = {
  kind: 'record',
  table: 'records',
  orderBy: 'id',
  toEntry: (row) => ({ kind: 'record', ...toJournalRecord(row) }),
  toColumns: (record) => ({
    id: record.id,
    status: record.status,
    ticked_by_us: record.tickedByUs ? 1 : 0,
    ticked_in: record.tickedIn,
    pinned_folder_id: record.pinnedFolderId,
    outcome: record.outcome,
    last_attempt_at: record.lastAttemptAt,
  }),
};

/** Its number is given by whoever writes the row, and is added to `known` at once. */
const knownIds: EntryTable<'known-id'> = {
  kind: 'known-id',
  table: 'known_ids',
  orderBy: 'seq',
  toEntry(row, known) {
    known.add(toNumber(row, 'seq'));
    return { kind: 'known-id', folderId: toText(row, 'folder_id'), id: toText(row, 'id') };
  },
  toColumns: ({ folderId, id }) => ({ folder_id: folderId, id }),
};

const items: EntryTable<'item'> = {
  kind: 'item',
  table: 'items',
  orderBy: 'seq',
  toEntry(row, known) {
    const { kind: storedKind, ...item } = toJournalItem(row);
    const knownBefore = known.countUpTo(toNumber(row, 'known_seq'));
    return { kind: 'item', storedKind, ...item, knownBefore };
  },
  toColumns(item, known) {
    const { sent, receipt, failure, knownBefore } = item;
    const knownSeq = known.seqOf(knownBefore);
    if (knownSeq === undefined) {
      throw stateFailure(
        `Item ${item.sourceId} was intended when ${knownBefore} ids were known, and fewer came before it`,
      );
    }
    return {
      record_id: item.recordId,
      source_id: item.sourceId,
      source_modified_at: item.sourceModifiedAt,
      folder_id: item.folderId,
      kind: item.storedKind,
      run_id: item.runId,
      source_name: item.sourceName,
      name: item.name,
      folded_name: item.foldedName,
      upload_id: item.uploadId,
      server_time: item.serverTime,
      known_seq: knownSeq,
      status: item.status,
      sent_size: sent?.size,
      sent_md5: sent?.md5,
      sent_at: sent?.at,
      sent_stored_id: sent?.storedId,
      ...toReceiptColumns(receipt),
      rejected_id: item.rejectedId,
      failure_reason: failure?.reason,
      failure_message: failure?.message,
      permanent_failures: item.permanentFailures,
    };
  },
};

const runs: EntryTable<'run'> = {
  kind: 'run',
  table: 'runs',
  orderBy: 'seq',
  toEntry: (row) => ({ kind: 'run', ...toRun(row) }),
  toColumns: ({ id, startedAt, end }) => ({
    id,
    started_at: startedAt,
    ended_at: end?.at,
    status: end?.status,
    exit_code: end?.exitCode,
  }),
};

const lines: EntryTable<'line'> = {
  kind: 'line',
  table: 'run_lines',
  orderBy: 'seq',
  toEntry: (row) => ({ kind: 'line', ...toLine(row) }),
  toColumns: (line) => toLineColumns(line),
};

const runItems: EntryTable<'run-item'> = {
  kind: 'run-item',
  table: 'run_items',
  orderBy: 'seq',
  toEntry: (row) => ({ kind: 'run-item', ...toHistoryItem(row) }),
  toColumns: (item) => toItemColumns(item),
};

const waits: EntryTable<'wait'> = {
  kind: 'wait',
  table: 'run_waits',
  orderBy: 'seq',
  toEntry: (row) => ({ kind: 'wait', ...toWait(row) }),
  toColumns: (wait) => toWaitColumns(wait),
};

/** All that belongs to one job, in the order in which entries are given and taken. */
export const entryTables = [
  binding,
  records,
  knownIds,
  items,
  runs,
  lines,
  runItems,
  waits,
] as const;

/** The row of an entry, and the table it belongs to. */
export interface TableRow {
  table: string;
  columns: Columns;
}

/** Throws a `TransferFailure` for an item that knew more ids than there are. */
export function toTableRow(
  entry: Exclude<StateEntry, { kind: 'shared' }>,
  known: KnownSeqs,
): TableRow {
  switch (entry.kind) {
    case 'binding':
      return rowOf(binding, entry, known);
    case 'record':
      return rowOf(records, entry, known);
    case 'known-id':
      return rowOf(knownIds, entry, known);
    case 'item':
      return rowOf(items, entry, known);
    case 'run':
      return rowOf(runs, entry, known);
    case 'line':
      return rowOf(lines, entry, known);
    case 'run-item':
      return rowOf(runItems, entry, known);
    case 'wait':
    default:
      return rowOf(waits, entry, known);
  }
}

function rowOf<K extends Kind>(
  { table, toColumns }: EntryTable<K>,
  entry: EntryOf<K>,
  known: KnownSeqs,
): TableRow {
  return { table, columns: toColumns(entry, known) };
}
