import { type CoqlCursor, createCursor } from './coql-cursor.ts';
import { CoqlError } from './coql-error.ts';
import { coqlLimits } from './coql-limits.ts';
import type { CoqlColumn, CoqlOrder, CoqlQuery } from './coql-query.ts';
import { parseAlias, parseColumn } from './parse-column.ts';
import { type ConditionParsing, parseCondition, refuseThirdCondition } from './parse-condition.ts';

export interface CoqlParsing {
  /** Whether a query without `where` is refused. @default true */
  whereMandatory?: boolean;
}

/**
 * Parses `select cols from Module[#cvid] [where …] [group by cols] [order by cols [asc|desc]]
 * [limit n [offset m] | limit offset, n]`. Throws a `CoqlError` in Zoho's words.
 */
export function parseCoql(text: string, { whereMandatory = true }: CoqlParsing = {}): CoqlQuery {
  const cursor = createCursor(text);
  let nested = 0;
  const parsing: ConditionParsing = {
    cursor,
    subQueries: 0,
    depth: 0,
    subQuery() {
      nested += 1;
      if (nested > maxNested) throw new CoqlError('SYNTAX_ERROR', 'given coql query not supported');
      const query = parseQuery(parsing, whereMandatory);
      nested -= 1;
      return query;
    },
  };
  const query = parseQuery(parsing, whereMandatory);
  if (cursor.peek().kind !== 'end') cursor.unexpected();
  return query;
}

// --- internal ---

/** Queries inside of queries [not documented]. */
const maxNested = 5;

function parseQuery(parsing: ConditionParsing, whereMandatory: boolean): CoqlQuery {
  const { cursor } = parsing;
  cursor.expect('select');
  const columns = readColumns(cursor);
  if (!cursor.take('from')) throw missingClause('from');
  if (cursor.peek().kind !== 'word') cursor.unexpected();
  const module = cursor.next().text;
  const cvid = cursor.take('#') ? readView(cursor) : undefined;
  const filtered = cursor.take('where');
  // Mandatory through v7; the v8 text does not say that it may be left out.
  if (!filtered && whereMandatory) throw missingClause('where');
  const where = filtered ? parseCondition(parsing) : undefined;
  refuseThirdCondition(cursor);
  const groupBy = readGroups(cursor);
  const orderBy = readOrder(cursor);
  return { columns, module, cvid, where, groupBy, orderBy, ...readLimit(cursor) };
}

function readColumns(cursor: CoqlCursor): CoqlColumn[] {
  const columns: CoqlColumn[] = [];
  do columns.push(parseAlias(cursor, parseColumn(cursor)));
  while (cursor.take(','));
  return columns;
}

function readView(cursor: CoqlCursor): string {
  if (cursor.peek().kind !== 'number') cursor.unexpected();
  return cursor.next().text;
}

function readGroups(cursor: CoqlCursor): CoqlColumn[] {
  if (!cursor.take('group')) return [];
  cursor.expect('by');
  const groups: CoqlColumn[] = [];
  do groups.push(parseColumn(cursor));
  while (cursor.take(','));
  return groups;
}

function readOrder(cursor: CoqlCursor): CoqlOrder[] {
  if (!cursor.take('order')) return [];
  cursor.expect('by');
  const orders: CoqlOrder[] = [];
  do {
    const column = parseColumn(cursor);
    const descends = cursor.take('desc');
    if (!descends) cursor.take('asc');
    orders.push({ column, direction: descends ? 'desc' : 'asc' });
  } while (cursor.take(','));
  return orders;
}

function readLimit(cursor: CoqlCursor): { limit: number; offset: number } {
  if (!cursor.take('limit')) return { limit: coqlLimits.defaultRows, offset: 0 };
  const first = readWhole(cursor, 'limit');
  // `limit offset, n`
  if (cursor.take(',')) return { limit: positive(readWhole(cursor, 'limit')), offset: first };
  return {
    limit: positive(first),
    offset: cursor.take('offset') ? readWhole(cursor, 'offset') : 0,
  };
}

function readWhole(cursor: CoqlCursor, name: 'limit' | 'offset'): number {
  const { kind, text } = cursor.next();
  const isWhole = name === 'limit' ? /^-?\d+$/ : /^\d+$/;
  if (kind === 'number' && isWhole.test(text)) return Number(text);
  throw new CoqlError('INVALID_QUERY', `${name} given seems to be invalid`, { [name]: text });
}

function positive(limit: number): number {
  if (limit <= 0) throw new CoqlError('INVALID_DATA', 'limit should be greater than 0');
  return limit;
}

function missingClause(clause: string): CoqlError {
  return new CoqlError('SYNTAX_ERROR', 'missing clause', { clause });
}
