import { parseCrmTime } from './crm-time.ts';
import type { CrmRecord, SortField } from './record-table.ts';

/**
 * Records in one order, kept up to date change by change: neither a page nor a write sorts a table
 * of a hundred thousand anew. What was handed out never changes; a change after that makes a copy.
 */
export interface RecordOrder {
  ascending(): readonly CrmRecord[];
  descending(): readonly CrmRecord[];
  add(record: CrmRecord): void;
  remove(record: CrmRecord): void;
  /** Puts `after` in the place of `before`, or where it now belongs. */
  replace(before: CrmRecord, after: CrmRecord): void;
}

/** Sorts `records` by the field; equal times by id. */
export function createRecordOrder(by: SortField, records: Iterable<CrmRecord>): RecordOrder {
  let rows = sort(by, records);
  let reversed: readonly CrmRecord[] | undefined;
  let lent = false;

  const own = (): CrmRecord[] => {
    if (lent) rows = [...rows];
    lent = false;
    reversed = undefined;
    return rows;
  };
  const order: RecordOrder = {
    ascending() {
      lent = true;
      return rows;
    },
    descending() {
      reversed ??= rows.toReversed();
      return reversed;
    },
    add(record) {
      const mine = own();
      const at = lowerBound(mine, by, record);
      if (at === mine.length) mine.push(record);
      else mine.splice(at, 0, record);
    },
    remove(record) {
      const mine = own();
      const at = lowerBound(mine, by, record);
      if (mine[at]?.id === record.id) mine.splice(at, 1);
    },
    replace(before, after) {
      if (by === 'id' || before[by] === after[by]) {
        const mine = own();
        mine[lowerBound(mine, by, before)] = after;
        return;
      }
      order.remove(before);
      order.add(after);
    },
  };
  return order;
}

/** Orders ids as the numbers they are; they exceed what a JavaScript number holds exactly. */
export function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** When a time field says it was, in milliseconds since the epoch; 0 when it says nothing. */
export function timeOf(record: CrmRecord, field: string): number {
  const text = record[field];
  if (typeof text !== 'string') return 0;
  const memo = moments.get(text);
  if (memo !== undefined) return memo;
  if (moments.size > 200_000) moments.clear();
  const ms = parseCrmTime(text) ?? 0;
  moments.set(text, ms);
  return ms;
}

// --- internal ---

/** Times are to the second, so many records share few texts. */
const moments = new Map<string, number>();

function sort(by: SortField, records: Iterable<CrmRecord>): CrmRecord[] {
  const rows = [...records];
  if (by === 'id') return rows.toSorted((one, other) => compareIds(one.id, other.id));
  return rows.toSorted(
    (one, other) => timeOf(one, by) - timeOf(other, by) || compareIds(one.id, other.id),
  );
}

/** The first place whose record is not before this one. */
function lowerBound(rows: readonly CrmRecord[], by: SortField, record: CrmRecord): number {
  const time = by === 'id' ? 0 : timeOf(record, by);
  const isBefore = (row: CrmRecord): boolean => {
    const ahead = by === 'id' ? 0 : timeOf(row, by) - time;
    return (ahead || compareIds(row.id, record.id)) < 0;
  };
  const last = rows.at(-1);
  // New records and fresh changes go to the end.
  if (last === undefined || isBefore(last)) return rows.length;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && isBefore(row)) low = middle + 1;
    else high = middle;
  }
  return low;
}
