import { type CoqlCursor, createCursor } from './coql-cursor.ts';
import { CoqlError } from './coql-error.ts';
import type { CoqlOrder, CoqlQuery } from './coql-query.ts';
import { parseCondition } from './parse-condition.ts';

/** Zoho doc: COQL-Limitations (v8). */
export const coqlLimits = {
  rows: 2000,
  defaultRows: 200,
  reachableRows: 100_000,
  columns: 500,
  criteria: 25,
  inValues: 100,
  orderBy: 10,
} as const;

/**
 * Parses `select cols from Module where … [order by …] [limit n [offset m] | limit m, n]`.
 * Throws a `CoqlError`, also for what COQL knows and the emulator does not: aggregates, groups,
 * aliases, custom views.
 */
export function parseCoql(text: string): CoqlQuery {
  const cursor = createCursor(text);
  cursor.expect('select');
  const columns = readColumns(cursor);
  if (!cursor.take('from')) throw missingClause('from');
  const module = readName(cursor);
  // Mandatory through v7; the v8 text does not say that it may be left out.
  if (!cursor.take('where')) throw missingClause('where');
  const where = parseCondition(cursor);
  if (cursor.isWord('group')) throw unsupported();
  const orderBy = readOrder(cursor);
  const { limit, offset } = readLimit(cursor);
  if (cursor.isWord('and', 'or')) {
    // Three conditions in a row: they must be paired with parentheses (Zoho doc: COQL overview).
    throw new CoqlError('SYNTAX_ERROR', 'error occured while parsing the query', {
      near: cursor.peek().text,
    });
  }
  if (cursor.peek().kind !== 'end') cursor.unexpected();
  return { columns, module, where, orderBy, limit, offset };
}

// --- internal ---

function readColumns(cursor: CoqlCursor): string[] {
  const columns: string[] = [];
  do {
    if (cursor.isWord('from')) cursor.unexpected();
    columns.push(readName(cursor));
    if (cursor.isWord('(', 'as')) throw unsupported();
  } while (cursor.take(','));
  return columns;
}

function readName(cursor: CoqlCursor): string {
  if (cursor.peek().kind !== 'word') cursor.unexpected();
  return cursor.next().text;
}

function readOrder(cursor: CoqlCursor): CoqlOrder[] {
  if (!cursor.take('order')) return [];
  cursor.expect('by');
  const orders: CoqlOrder[] = [];
  do {
    const column = readName(cursor);
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
  if (cursor.take(',')) return { limit: readWhole(cursor, 'limit'), offset: first };
  return { limit: first, offset: cursor.take('offset') ? readWhole(cursor, 'offset') : 0 };
}

function readWhole(cursor: CoqlCursor, name: 'limit' | 'offset'): number {
  const { kind, text } = cursor.next();
  if (kind === 'number' && /^\d+$/.test(text)) return Number(text);
  throw new CoqlError('INVALID_QUERY', `${name} given seems to be invalid`, { [name]: text });
}

function missingClause(clause: string): CoqlError {
  return new CoqlError('SYNTAX_ERROR', 'missing clause', { clause });
}

function unsupported(): CoqlError {
  return new CoqlError('SYNTAX_ERROR', 'given coql query not supported');
}
