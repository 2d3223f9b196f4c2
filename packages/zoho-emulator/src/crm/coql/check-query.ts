import { CoqlError } from './coql-error.ts';
import { coqlLimits } from './coql-limits.ts';
import { type CoqlColumn, type CoqlQuery, isAggregated, listComparisons } from './coql-query.ts';
import { unsupportedAggregate } from './parse-column.ts';
import type { ResolvedColumn } from './resolve-column.ts';

/** Finds a column of the query's module. */
export type Resolve = (path: string) => ResolvedColumn | undefined;

/** Throws the `CoqlError` for names, aliases and sizes that are refused; conditions aside. */
export function checkQuery(query: CoqlQuery, resolve: Resolve): void {
  checkSizes(query);
  checkDuplicates(query.columns);
  checkAliases(query.columns);
  for (const column of query.columns) checkSelected(column, resolve);
  checkGroups(query, resolve);
  checkOrder(query, resolve);
  checkJoins(query, resolve);
}

// --- internal ---

function checkSizes({ columns, where, orderBy, groupBy, limit, offset }: CoqlQuery): void {
  const aggregates = columns.filter((column) => column.aggregate !== undefined);
  checkSize('select columns', columns.length, coqlLimits.columns);
  checkSize('criteria', listComparisons(where).length, coqlLimits.criteria);
  checkSize('order by columns', orderBy.length, coqlLimits.orderBy);
  checkSize('group by columns', groupBy.length, coqlLimits.groupBy);
  checkSize('aggregate functions', aggregates.length, coqlLimits.aggregates);
  checkSize('limit', limit, coqlLimits.rows);
  if (offset + limit > coqlLimits.reachableRows) {
    checkSize('offset', Infinity, coqlLimits.reachableRows);
  }
}

/** That it is LIMIT_EXCEEDED is documented; the words and the details are not. */
function checkSize(name: string, size: number, limit: number): void {
  if (size > limit)
    throw new CoqlError('LIMIT_EXCEEDED', `the ${name} exceed the limit`, { limit });
}

function checkDuplicates(columns: readonly CoqlColumn[]): void {
  const seen = new Set<string>();
  for (const { text, path, aggregate } of columns) {
    if (seen.has(text)) {
      throw aggregate === undefined
        ? new CoqlError('DUPLICATE_DATA', 'duplicate select column', { column_name: path })
        : new CoqlError('DUPLICATE_DATA', 'duplicate aggregate function', {
            column_name: path,
            aggregate,
          });
    }
    seen.add(text);
  }
}

function checkAliases(columns: readonly CoqlColumn[]): void {
  const plain = new Set(columns.filter((column) => !column.alias).map((column) => column.text));
  for (const { alias, text } of columns) {
    if (alias === undefined) continue;
    const referred = columns.filter((other) => other.alias === alias).map((other) => other.text);
    if (referred.length > 1) {
      throw new CoqlError('DUPLICATE_ALIAS', 'same alias cannot refer more than one column', {
        referred_columns: referred,
        alias,
      });
    }
    if (plain.has(alias)) {
      throw new CoqlError(
        'INVALID_QUERY',
        'column name or property name given in select columns without alias name cannot be an alias name for other select columns',
        { column_name: text, alias },
      );
    }
  }
}

function checkSelected({ text, path, aggregate }: CoqlColumn, resolve: Resolve): void {
  const column = resolve(path);
  if (!column) throw new CoqlError('INVALID_QUERY', 'unsupported column', { column_name: path });
  if (aggregate === undefined || aggregate === 'COUNT') return;
  const kind = column.kind?.name;
  const sums = kind === 'number';
  const compares = sums || kind === 'bigint' || kind === 'date' || kind === 'datetime';
  const fits = aggregate === 'MAX' || aggregate === 'MIN' ? compares : sums;
  if (!fits) throw unsupportedAggregate(text);
}

function checkGroups(query: CoqlQuery, resolve: Resolve): void {
  if (!isAggregated(query)) return;
  for (const { path } of query.groupBy) {
    if (!resolve(path)?.kind) throw unsupportedIn('group by', path);
  }
  const grouped = new Set(query.groupBy.map((column) => column.text));
  const loose = query.columns.find((one) => one.aggregate === undefined && !grouped.has(one.text));
  if (loose) throw unsupportedIn('group by', loose.path);
}

function checkOrder(query: CoqlQuery, resolve: Resolve): void {
  const selected = new Set(query.columns.flatMap(({ text, alias }) => [text, alias]));
  const grouped = new Set(query.groupBy.map((column) => column.text));
  for (const { column } of query.orderBy) {
    const { text, path, aggregate } = column;
    const known = isAggregated(query)
      ? selected.has(text) || grouped.has(text)
      : aggregate === undefined && (selected.has(text) || resolve(path)?.kind !== undefined);
    if (!known) throw unsupportedIn('order by', path);
  }
}

/** The keys of the details are documented, the message is not. */
function unsupportedIn(clause: string, column: string): CoqlError {
  return new CoqlError('INVALID_QUERY', 'unsupported column', { column_name: column, clause });
}

function checkJoins({ columns, where, groupBy, orderBy }: CoqlQuery, resolve: Resolve): void {
  const joinsOf = (paths: readonly string[]): number =>
    new Set(paths.flatMap((path) => resolve(path)?.joins ?? [])).size;
  const base = [
    ...listComparisons(where).map((one) => one.column),
    ...groupBy.map((one) => one.path),
    ...orderBy.map((one) => one.column.path),
  ];
  checkSize('select joins', joinsOf(columns.map((one) => one.path)), coqlLimits.selectJoins);
  checkSize('joins', joinsOf(base), coqlLimits.baseJoins);
}
