import type { JournalReader, JournalRecord } from './journal.ts';
import type { PlanPorts } from './ports.ts';
import type { TransferRecord } from './records.ts';
import { whyNotPending } from './why-not-pending.ts';

/** Zoho reads and writes at most 100 records by id in one request. */
export const recordBatchSize = 100;

/** Which records to look at: all that ask for a transfer, unless they are named. */
export interface SelectOptions {
  /** Only these records, in this order; their absence or state is reported. */
  recordIds?: readonly string[] | undefined;
  /**
   * Also records that are not pending, and items that were given up. Only with `recordIds`.
   * @default false
   */
  force?: boolean | undefined;
  /** At most this many records. @default unlimited */
  limit?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** An open record that needs no transfer any more, and how it ended. */
export interface SettledRecord {
  id: string;
  record: TransferRecord | undefined;
  ending: 'ticked-by-person' | 'gone' | 'folder-name-removed';
}

/** The records of a run in the order of their turn, and those that take no part. */
export interface Selection {
  /** A record may appear although it is ticked: an earlier run left items of it. */
  records: TransferRecord[];
  settled: SettledRecord[];
  refused: { id: string; message: string }[];
  /** How many records CRM said are pending, before `limit`. */
  pending: number;
  /** How many come from the journal alone. */
  reopened: number;
}

/**
 * Which records a run is about: what CRM says is pending and what the journal holds open, least
 * recently attempted first, so that a block of hopeless records does not starve `limit`.
 */
export async function selectRecords(
  { records, journal }: Pick<PlanPorts, 'records' | 'journal'>,
  options: SelectOptions,
): Promise<Selection> {
  if (options.recordIds !== undefined) return selectById(records, journal, options);
  const chosen = new Map<string, TransferRecord>();
  for await (const record of records.pending(options.signal)) chosen.set(record.id, record);
  const pending = chosen.size;
  const open = (await journal.openRecords()).filter(({ id }) => !chosen.has(id));
  const settled: SettledRecord[] = [];
  for (const batch of inBatches(open)) {
    const found = await records.read(
      batch.map(({ id }) => id),
      options.signal,
    );
    for (const known of batch) {
      const record = found.get(known.id);
      const ending = endingOf(record, known);
      if (ending !== undefined) settled.push({ id: known.id, record, ending });
      else if (record !== undefined) chosen.set(record.id, record);
    }
  }
  const attempts = await journal.lastAttempts([...chosen.keys()]);
  const ordered = [...chosen.values()].toSorted(
    (a, b) => (attempts.get(a.id) ?? 0) - (attempts.get(b.id) ?? 0) || compareIds(a.id, b.id),
  );
  const reopened = chosen.size - pending;
  return { records: ordered.slice(0, options.limit), settled, refused: [], pending, reopened };
}

/** Items in groups of at most `recordBatchSize`. */
export function* inBatches<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += recordBatchSize)
    yield items.slice(start, start + recordBatchSize);
}

// --- internal ---

async function selectById(
  records: PlanPorts['records'],
  journal: JournalReader,
  { recordIds = [], force = false, limit, signal }: SelectOptions,
): Promise<Selection> {
  const selection: Selection = { records: [], settled: [], refused: [], pending: 0, reopened: 0 };
  for (const batch of inBatches([...new Set(recordIds)])) {
    const found = await records.read(batch, signal);
    for (const id of batch) {
      const record = found.get(id);
      if (record === undefined) {
        selection.refused.push({ id, message: 'there is no such record in the module' });
        continue;
      }
      const known = await journal.record(id);
      const unfinished = known?.tickedByUs === true && known.status !== 'closed';
      const reason = unfinished ? undefined : whyNotPending(record);
      const usable = reason === undefined || (force && record.folderName !== undefined);
      if (usable) selection.records.push(record);
      else selection.refused.push({ id, message: reason });
    }
  }
  selection.pending = selection.records.length;
  return { ...selection, records: selection.records.slice(0, limit) };
}

/** How an open record ended while we were away; `undefined` when it still wants a transfer. */
function endingOf(
  record: TransferRecord | undefined,
  known: JournalRecord,
): SettledRecord['ending'] | undefined {
  if (record === undefined) return 'gone';
  if (record.folderName === undefined) return 'folder-name-removed';
  return record.checked && !known.tickedByUs ? 'ticked-by-person' : undefined;
}

/** Ids are decimal numbers beyond 2^53. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
