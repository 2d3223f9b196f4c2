import type { CrmModule } from '../crm-module.ts';
import { type CrmRecord, compareIds } from '../record-table.ts';
import { pickFields } from '../records/list-records.ts';
import { checkComparison, toColumnType } from './column-type.ts';
import { CoqlError } from './coql-error.ts';
import { type CoqlQuery, listComparisons } from './coql-query.ts';
import { compareValues, toMatcher } from './match-condition.ts';
import { coqlLimits } from './parse-coql.ts';

export interface CoqlResult {
  rows: CrmRecord[];
  moreRecords: boolean;
}

/** Runs a parsed query on live data; throws a `CoqlError` for names, values and sizes it refuses. */
export function runCoql(query: CoqlQuery, module: CrmModule): CoqlResult {
  checkNames(query, module);
  checkSizes(query);
  const matches = toMatcher(query.where, module);
  const found = [...module.records.values()].filter(matches).toSorted(toOrder(query, module));
  const end = query.offset + query.limit;
  return {
    rows: found.slice(query.offset, end).map((record) => pickFields(record, query.columns)),
    moreRecords: found.length > end,
  };
}

// --- internal ---

function checkNames({ columns, where, orderBy }: CoqlQuery, module: CrmModule): void {
  const comparisons = listComparisons(where);
  const used = [
    ...columns,
    ...comparisons.map((one) => one.column),
    ...orderBy.map((o) => o.column),
  ];
  const unknown = used.find((column) => !module.fields.has(column));
  if (unknown !== undefined) {
    throw new CoqlError('INVALID_QUERY', 'unsupported column', { column_name: unknown });
  }
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) {
    throw new CoqlError('DUPLICATE_DATA', 'duplicate select column', { column_name: twice });
  }
  for (const comparison of comparisons) {
    const dataType = module.fields.get(comparison.column)?.dataType ?? 'text';
    checkComparison(toColumnType(dataType), comparison);
  }
}

function checkSizes({ columns, where, orderBy, limit, offset }: CoqlQuery): void {
  const comparisons = listComparisons(where);
  const sizes: [name: string, size: number, limit: number][] = [
    ['select columns', columns.length, coqlLimits.columns],
    ['criteria', comparisons.length, coqlLimits.criteria],
    ['in values', Math.max(0, ...comparisons.map((c) => c.values.length)), coqlLimits.inValues],
    ['order by columns', orderBy.length, coqlLimits.orderBy],
    ['limit', limit, coqlLimits.rows],
    ['offset', offset + limit, coqlLimits.reachableRows],
  ];
  if (limit === 0) throw new CoqlError('INVALID_DATA', 'limit should be greater than 0');
  for (const [name, size, maximum] of sizes) {
    if (size > maximum) {
      throw new CoqlError('LIMIT_EXCEEDED', `the ${name} exceed the limit`, { limit: maximum });
    }
  }
}

/** By id unless the query says otherwise (Zoho doc: COQL overview, v8). */
function toOrder(
  { orderBy }: CoqlQuery,
  module: CrmModule,
): (one: CrmRecord, other: CrmRecord) => number {
  const keys = orderBy.map(({ column, direction }) => ({
    column,
    sign: direction === 'asc' ? 1 : -1,
    type: toColumnType(module.fields.get(column)?.dataType ?? 'text'),
  }));
  return (one, other) => {
    for (const { column, sign, type } of keys) {
      const order = compareValues(type.ofStored(one[column]), type.ofStored(other[column]));
      if (order !== 0) return sign * order;
    }
    return compareIds(one.id, other.id);
  };
}
