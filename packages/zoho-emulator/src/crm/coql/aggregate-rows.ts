import { type Comparable, compareValues } from '../criteria/value-kind.ts';
import type { CrmRecord } from '../record-table.ts';
import type { Resolve } from './check-query.ts';
import type { CoqlAggregate, CoqlColumn, CoqlQuery } from './coql-query.ts';
import { compareKeys } from './find-records.ts';
import type { ResolvedColumn } from './resolve-column.ts';
import { toRowKey, toRowValue } from './row-value.ts';

/**
 * One row per group, or one in all without groups. Groups come in the order in which they are
 * asked for, otherwise in that of what they are grouped by [not documented].
 */
export function aggregateRows(
  records: readonly CrmRecord[],
  query: CoqlQuery,
  resolve: Resolve,
): Record<string, unknown>[] {
  const { columns, groupBy, orderBy } = query;
  const groups = toGroups(records, groupBy, resolve);
  const orders =
    orderBy.length > 0 ? orderBy : groupBy.map((column) => ({ column, direction: 'asc' }) as const);
  const keyed = groups.map((members) => ({
    members,
    keys: orders.map(({ column }) => {
      const selected = columns.find((one) => one.alias === column.text) ?? column;
      return measure(members, selected, resolve(selected.path)).key;
    }),
  }));
  keyed.sort((one, other) => compareKeys(one.keys, other.keys, orders));
  return keyed.map(({ members }) =>
    Object.fromEntries(
      columns.map((one) => [toRowKey(one), measure(members, one, resolve(one.path)).shown]),
    ),
  );
}

// --- internal ---

function toGroups(
  records: readonly CrmRecord[],
  groupBy: readonly CoqlColumn[],
  resolve: Resolve,
): CrmRecord[][] {
  if (groupBy.length === 0) return [[...records]];
  const columns = groupBy.map(({ path }) => resolve(path));
  const groups = new Map<string, CrmRecord[]>();
  for (const record of records) {
    const key = columns.map((column) => {
      const value = column?.kind?.ofStored(column.read(record));
      return value === undefined ? null : String(value);
    });
    const name = JSON.stringify(key);
    const members = groups.get(name);
    if (members) members.push(record);
    else groups.set(name, [record]);
  }
  return [...groups.values()];
}

interface Measured {
  /** As the row shows it. */
  shown: unknown;
  /** As rows are ordered by it. */
  key: Comparable | undefined;
}

function measure(
  members: readonly CrmRecord[],
  { aggregate }: CoqlColumn,
  column: ResolvedColumn | undefined,
): Measured {
  const [first] = members;
  const { kind } = column ?? {};
  if (!column || !kind) return { shown: null, key: undefined };
  if (aggregate === undefined) {
    const value = first && column.read(first);
    return { shown: toRowValue(value, column.target), key: kind.ofStored(value) };
  }
  const filled: { shown: unknown; key: Comparable }[] = [];
  for (const member of members) {
    const shown = column.read(member);
    const key = kind.ofStored(shown);
    if (key !== undefined) filled.push({ shown, key });
  }
  return aggregates[aggregate](filled);
}

type Filled = readonly { shown: unknown; key: Comparable }[];

/** Null values do not count; the sum of none is null, as in SQL [not documented]. */
const aggregates: Record<CoqlAggregate, (filled: Filled) => Measured> = {
  COUNT: (filled) => toNumber(filled.length),
  SUM: (filled) => toNumber(sum(filled)),
  AVG: (filled) => {
    const total = sum(filled);
    return toNumber(total === undefined ? total : total / filled.length);
  },
  MAX: (filled) => extreme(filled, 1),
  MIN: (filled) => extreme(filled, -1),
};

function sum(filled: Filled): number | undefined {
  if (filled.length === 0) return undefined;
  return filled.reduce((total, { key }) => total + Number(key), 0);
}

function toNumber(value: number | undefined): Measured {
  return { shown: value ?? null, key: value };
}

function extreme(filled: Filled, sign: 1 | -1): Measured {
  let best: Measured = { shown: null, key: undefined };
  for (const one of filled) {
    if (best.key === undefined || sign * compareValues(one.key, best.key) > 0) best = one;
  }
  return best;
}
