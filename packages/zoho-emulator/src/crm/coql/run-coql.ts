import type { CrmModule } from '../crm-module.ts';
import type { CustomView } from '../metadata/custom-views.ts';
import { type CrmRecord } from '../record-table.ts';
import { aggregateRows } from './aggregate-rows.ts';
import { type Resolve, checkQuery } from './check-query.ts';
import { CoqlError } from './coql-error.ts';
import { type CoqlComparison, type CoqlQuery, isAggregated } from './coql-query.ts';
import { type Finding, findAll, findRecords } from './find-records.ts';
import { toMatcher } from './match-condition.ts';
import { lookupId } from './lookup-id.ts';
import { type ColumnScope, type ResolvedColumn, resolveColumn } from './resolve-column.ts';
import { toRowKey, toRowValue } from './row-value.ts';

/** What a query runs on. */
export interface CoqlRuntime {
  scope: ColumnScope;
  /** The module of a query; throws a `CoqlError` or a refusal when it may not be read. */
  module(name: string): CrmModule;
  /** The custom view of a module. */
  view(module: CrmModule, cvid: string): CustomView | undefined;
  /** Whether texts are equal that differ in case only. */
  ignoresCase: boolean;
}

export interface CoqlResult {
  rows: Record<string, unknown>[];
  moreRecords: boolean;
}

/** Runs a parsed query on live data; throws a `CoqlError` for names, values and sizes it refuses. */
export function runCoql(query: CoqlQuery, runtime: CoqlRuntime): CoqlResult {
  const { finding, resolve } = prepare(query, runtime);
  const end = query.offset + query.limit;
  if (isAggregated(query)) {
    const rows = aggregateRows(findAll(finding), query, resolve);
    return { rows: rows.slice(query.offset, end), moreRecords: rows.length > end };
  }
  const found = findRecords(query, finding);
  const columns = query.columns.map((one) => ({ key: toRowKey(one), column: resolve(one.path) }));
  return {
    rows: found.slice(query.offset, end).map((record) => toRow(record, columns)),
    moreRecords: found.length > end,
  };
}

/** Finds columns of a module, each once. */
export function createResolve(scope: ColumnScope, module: CrmModule): Resolve {
  const known = new Map<string, ResolvedColumn | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, resolveColumn(scope, module, path));
    return known.get(path);
  };
}

// --- internal ---

interface Prepared {
  finding: Finding;
  resolve: Resolve;
}

function prepare(query: CoqlQuery, runtime: CoqlRuntime): Prepared {
  const module = runtime.module(query.module);
  const resolve = createResolve(runtime.scope, module);
  checkQuery(query, resolve);
  const view = query.cvid === undefined ? undefined : runtime.view(module, query.cvid);
  if (query.cvid !== undefined && !view) {
    // The words of the message are not known.
    throw new CoqlError('INVALID_QUERY', 'the cvid given seems to be invalid', {
      cvid: query.cvid,
    });
  }
  const { where } = query;
  const test = where
    ? toMatcher(where, {
        resolve,
        ignoresCase: runtime.ignoresCase,
        runSubQuery: (comparison) => runSubQuery(comparison, runtime),
      })
    : () => true;
  const matches = view
    ? (record: CrmRecord) => view.matches(record) && test(record)
    : (record: CrmRecord) => test(record);
  return { finding: { module, resolve, matches, enough: query.offset + query.limit + 1 }, resolve };
}

/** `id` is added to rows of records, last (Zoho doc: COQL, sample). */
function toRow(
  record: CrmRecord,
  columns: readonly { key: string; column: ResolvedColumn | undefined }[],
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { key, column } of columns)
    row[key] = toRowValue(column?.read(record), column?.target);
  row['id'] ??= record.id;
  return row;
}

function runSubQuery({ operator, subQuery }: CoqlComparison, runtime: CoqlRuntime): string[] {
  if (!subQuery) return [];
  const { query, sequence } = subQuery;
  if (query.columns.length > 1) {
    throw new CoqlError('INVALID_QUERY', 'subquery should contains only one column', {
      sub_query_sequence: sequence,
      column_name: query.columns.map((column) => column.text),
    });
  }
  const [column] = query.columns;
  const values = runCoql(query, runtime).rows.flatMap((row) => {
    const value = column && row[toRowKey(column)];
    return value === null || value === undefined ? [] : [lookupId(value) ?? toText(value)];
  });
  if (values.length > 1 && operator !== 'in' && operator !== 'not in') {
    throw new CoqlError(
      'INVALID_QUERY',
      'subquery return more than one values which is incompatible for the operator',
      { sub_query_sequence: sequence, operator },
    );
  }
  return values;
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.join(';');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
