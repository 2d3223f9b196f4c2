import { type Comparable, compareValues } from '../criteria/value-kind.ts';
import type { CrmModule } from '../crm-module.ts';
import { type CrmRecord, compareIds } from '../record-table.ts';
import type { Resolve } from './check-query.ts';
import type { CoqlComparison, CoqlCondition, CoqlOrder, CoqlQuery } from './coql-query.ts';

export interface Finding {
  module: CrmModule;
  resolve: Resolve;
  matches: (record: CrmRecord) => boolean;
  /** So many records are enough. */
  enough: number;
}

/**
 * The first records of a query's order that match. By id, which is the order unless the query says
 * otherwise (Zoho doc: COQL overview, v8), it starts where `id > …` says and stops when it has
 * enough: the walk of a client through 100,000 records reads each once.
 */
export function findRecords(query: CoqlQuery, finding: Finding): CrmRecord[] {
  const { module, matches, enough } = finding;
  const direction = toIdOrder(query.orderBy);
  if (direction === undefined) return findInOrder(query.orderBy, finding);
  const rows = module.records.sorted('id', 'asc');
  const { from, to } = toRange(rows, query.where);
  const found: CrmRecord[] = [];
  const step = direction === 'asc' ? 1 : -1;
  for (let at = step > 0 ? from : to - 1; at >= from && at < to; at += step) {
    const record = rows[at];
    if (record && matches(record)) found.push(record);
    if (found.length >= enough) break;
  }
  return found;
}

/** Every record that matches, in no special order. */
export function findAll({ module, matches }: Finding): CrmRecord[] {
  const found: CrmRecord[] = [];
  for (const record of module.records.values()) if (matches(record)) found.push(record);
  return found;
}

/** Compares rows of comparable values, key by key. */
export function compareKeys(
  one: readonly (Comparable | undefined)[],
  other: readonly (Comparable | undefined)[],
  orders: readonly CoqlOrder[],
): number {
  for (const [index, { direction }] of orders.entries()) {
    const order = compareValues(one[index], other[index]);
    if (order !== 0) return direction === 'asc' ? order : -order;
  }
  return 0;
}

// --- internal ---

/** Ids are unique: what follows them in an order does not matter. */
function toIdOrder(orders: readonly CoqlOrder[]): 'asc' | 'desc' | undefined {
  const [first] = orders;
  if (first === undefined) return 'asc';
  return first.column.path === 'id' ? first.direction : undefined;
}

function findInOrder(orders: readonly CoqlOrder[], finding: Finding): CrmRecord[] {
  const columns = orders.map(({ column }) => finding.resolve(column.path));
  const keyed = findAll(finding).map((record) => ({
    record,
    keys: columns.map((column) => column?.kind?.ofStored(column.read(record))),
  }));
  keyed.sort(
    (one, other) =>
      compareKeys(one.keys, other.keys, orders) || compareIds(one.record.id, other.record.id),
  );
  return keyed.slice(0, finding.enough).map(({ record }) => record);
}

/** The part of the records, ordered by id, outside of which none can match. */
function toRange(
  rows: readonly CrmRecord[],
  where: CoqlCondition | undefined,
): { from: number; to: number } {
  let from = 0;
  let to = rows.length;
  for (const { operator, values } of listRequired(where)) {
    const id = normalizeId(values[0] ?? '');
    if (id === undefined) continue;
    if (operator === '>' || operator === '>=' || operator === '=') {
      from = Math.max(from, countBelow(rows, id));
    }
    if (operator === '<' || operator === '<=') to = Math.min(to, countBelow(rows, id) + 1);
    if (operator === '=') to = Math.min(to, countBelow(rows, id) + 1);
  }
  return { from, to };
}

/** Comparisons of the id that every match must satisfy. */
function listRequired(where: CoqlCondition | undefined): CoqlComparison[] {
  if (where === undefined) return [];
  if (where.kind === 'and') return [...listRequired(where.left), ...listRequired(where.right)];
  return where.kind === 'comparison' && where.column === 'id' && !where.subQuery ? [where] : [];
}

function normalizeId(text: string): string | undefined {
  return /^\d{1,30}$/.test(text) ? BigInt(text).toString() : undefined;
}

/** How many ids are smaller; the records are ordered by id. */
function countBelow(rows: readonly CrmRecord[], id: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareIds(rows[middle]?.id ?? '', id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
