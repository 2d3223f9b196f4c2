import type { CoqlCursor } from './coql-cursor.ts';
import { CoqlError } from './coql-error.ts';
import { type CoqlColumn, coqlAggregates } from './coql-query.ts';

/** Reads a column or an aggregate of one, without an alias. */
export function parseColumn(cursor: CoqlCursor): CoqlColumn {
  const name = readColumnName(cursor);
  if (!cursor.take('(')) return { text: name, path: name };
  const path = readColumnName(cursor);
  cursor.expect(')');
  const text = `${name}(${path})`;
  // Only in capitals (Zoho doc: COQL overview, "Aggregate functions").
  const aggregate = coqlAggregates.find((known) => known === name);
  if (aggregate === undefined) throw unsupportedAggregate(text);
  return { text, path, aggregate };
}

/** Reads what follows a selected column. */
export function parseAlias(cursor: CoqlCursor, column: CoqlColumn): CoqlColumn {
  if (!cursor.take('as')) return column;
  const { kind } = cursor.peek();
  if (kind !== 'text') return { ...column, alias: readColumnName(cursor) };
  const alias = cursor.next().text;
  if (alias !== '') return { ...column, alias };
  throw new CoqlError('INVALID_ALIAS', 'alias name cannot be an empty string', {
    column_name: column.text,
    alias,
  });
}

/** The name of a column: a word that is not reserved, or anything in quotes. */
export function readColumnName(cursor: CoqlCursor): string {
  const { kind, text } = cursor.peek();
  const quoted = kind === 'text' && text !== '';
  if (!quoted && (kind !== 'word' || reserved.has(text.toLowerCase()))) cursor.unexpected();
  cursor.next();
  return text;
}

/** The error for a function that COQL has not, or not for this type of column. */
export function unsupportedAggregate(column: string): CoqlError {
  const reason = 'unsupported aggregate function';
  return new CoqlError('INVALID_DATA', 'invalid data', { reason, column });
}

// --- internal ---

/** A column by such a name is put in quotes (Zoho community: Kaizen #171, FAQs on COQL). */
const reserved = new Set(
  'select from where group order by limit offset and or not in like between is null as asc desc external'.split(
    ' ',
  ),
);
