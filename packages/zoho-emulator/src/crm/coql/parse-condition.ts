import type { CoqlCursor } from './coql-cursor.ts';
import { CoqlError } from './coql-error.ts';
import type { CoqlComparison, CoqlCondition } from './coql-query.ts';

/** Reads one term, or two joined by `and` or `or`; a third must be paired with parentheses. */
export function parseCondition(cursor: CoqlCursor): CoqlCondition {
  const left = parseTerm(cursor);
  for (const kind of ['and', 'or'] as const) {
    if (cursor.take(kind)) return { kind, left, right: parseTerm(cursor) };
  }
  return left;
}

function parseTerm(cursor: CoqlCursor): CoqlCondition {
  if (!cursor.take('(')) return parseComparison(cursor);
  const inner = parseCondition(cursor);
  if (cursor.isWord('and', 'or')) {
    throw new CoqlError('SYNTAX_ERROR', 'error occured while parsing the query', {
      near: cursor.peek().text,
    });
  }
  cursor.expect(')');
  return inner;
}

function parseComparison(cursor: CoqlCursor): CoqlComparison {
  const { kind, text: column } = cursor.peek();
  if (kind !== 'word') cursor.unexpected();
  cursor.next();
  if (cursor.take('is')) {
    const operator = cursor.take('not') ? 'is not null' : 'is null';
    cursor.expect('null');
    return { kind: 'comparison', column, operator, values: [] };
  }
  for (const operator of ['=', '!=', '>=', '>', '<=', '<'] as const) {
    if (cursor.take(operator)) {
      return { kind: 'comparison', column, operator, values: [readValue(cursor)] };
    }
  }
  return { kind: 'comparison', column, ...parseWordOperator(cursor) };
}

function parseWordOperator(cursor: CoqlCursor): Pick<CoqlComparison, 'operator' | 'values'> {
  const not = cursor.take('not');
  if (cursor.take('in')) return { operator: not ? 'not in' : 'in', values: readList(cursor) };
  if (cursor.take('like')) {
    return { operator: not ? 'not like' : 'like', values: [readValue(cursor)] };
  }
  if (cursor.take('between')) {
    const low = readValue(cursor);
    cursor.expect('and');
    return { operator: not ? 'not between' : 'between', values: [low, readValue(cursor)] };
  }
  if (not) throw new CoqlError('SYNTAX_ERROR', 'operator not supported', { operator: 'not' });
  return cursor.unexpected();
}

function readList(cursor: CoqlCursor): string[] {
  cursor.expect('(');
  const values: string[] = [];
  do values.push(readValue(cursor));
  while (cursor.take(','));
  cursor.expect(')');
  return values;
}

/** A text in single quotes or a number. `true` without quotes is neither (Zoho doc: COQL overview). */
function readValue(cursor: CoqlCursor): string {
  const { kind } = cursor.peek();
  if (kind !== 'text' && kind !== 'number') cursor.unexpected();
  return cursor.next().text;
}
