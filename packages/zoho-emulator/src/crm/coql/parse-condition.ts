import type { CoqlCursor } from './coql-cursor.ts';
import { CoqlError } from './coql-error.ts';
import type { CoqlComparison, CoqlCondition, CoqlQuery, CoqlSubQuery } from './coql-query.ts';
import { readColumnName } from './parse-column.ts';

/** What conditions need of the parser around them. */
export interface ConditionParsing {
  cursor: CoqlCursor;
  /** Reads a query inside of parentheses. */
  subQuery: () => CoqlQuery;
  /** How many were read. */
  subQueries: number;
  /** Of parentheses. */
  depth: number;
}

/** Reads one term, or two joined by `and` or `or`; a third must be paired with parentheses. */
export function parseCondition(parsing: ConditionParsing): CoqlCondition {
  const left = parseTerm(parsing);
  for (const kind of ['and', 'or'] as const) {
    if (parsing.cursor.take(kind)) return { kind, left, right: parseTerm(parsing) };
  }
  return left;
}

/** Throws for a third condition in a row (Zoho doc: COQL overview). */
export function refuseThirdCondition(cursor: CoqlCursor): void {
  if (!cursor.isWord('and', 'or')) return;
  const near = cursor.peek().text;
  throw new CoqlError('SYNTAX_ERROR', 'error occured while parsing the query', { near });
}

// --- internal ---

/** Far more than 25 conditions can need. */
const maxDepth = 100;

function parseTerm(parsing: ConditionParsing): CoqlCondition {
  const { cursor } = parsing;
  if (!cursor.take('(')) return parseComparison(parsing);
  parsing.depth += 1;
  if (parsing.depth > maxDepth) {
    throw new CoqlError('SYNTAX_ERROR', 'given coql query not supported');
  }
  const inner = parseCondition(parsing);
  refuseThirdCondition(cursor);
  cursor.expect(')');
  parsing.depth -= 1;
  return inner;
}

function parseComparison(parsing: ConditionParsing): CoqlComparison {
  const { cursor } = parsing;
  const column = readColumnName(cursor);
  if (cursor.take('is')) {
    const operator = cursor.take('not') ? 'is not null' : 'is null';
    cursor.expect('null');
    return { kind: 'comparison', column, operator, values: [] };
  }
  for (const operator of ['=', '!=', '>=', '>', '<=', '<'] as const) {
    if (cursor.take(operator)) {
      return { kind: 'comparison', column, operator, ...readOperand(parsing) };
    }
  }
  return { kind: 'comparison', column, ...parseWordOperator(parsing) };
}

type Operand = Pick<CoqlComparison, 'values' | 'subQuery'>;

function parseWordOperator(
  parsing: ConditionParsing,
): Pick<CoqlComparison, 'operator' | 'values' | 'subQuery'> {
  const { cursor } = parsing;
  const not = cursor.take('not');
  if (cursor.take('in')) return { operator: not ? 'not in' : 'in', ...readList(parsing) };
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

function readOperand(parsing: ConditionParsing): Operand {
  if (!parsing.cursor.take('(')) return { values: [readValue(parsing.cursor)] };
  return { values: [], subQuery: readSubQuery(parsing) };
}

function readList(parsing: ConditionParsing): Operand {
  const { cursor } = parsing;
  cursor.expect('(');
  if (cursor.isWord('select')) return { values: [], subQuery: readSubQuery(parsing) };
  const values: string[] = [];
  do values.push(readValue(cursor));
  while (cursor.take(','));
  cursor.expect(')');
  return { values };
}

function readSubQuery(parsing: ConditionParsing): CoqlSubQuery {
  if (!parsing.cursor.isWord('select')) parsing.cursor.unexpected();
  const sequence = parsing.subQueries;
  parsing.subQueries += 1;
  const query = parsing.subQuery();
  parsing.cursor.expect(')');
  return { query, sequence };
}

/** A text in single quotes or a number. `true` without quotes is neither (Zoho doc: COQL overview). */
function readValue(cursor: CoqlCursor): string {
  const { kind } = cursor.peek();
  if (kind !== 'text' && kind !== 'number') cursor.unexpected();
  return cursor.next().text;
}
