import { coqlString } from './coql-string.ts';
import type { Condition, ConditionOperator, ConditionTerm, ConditionValue } from './condition.ts';
import { toInstant } from './instant.ts';
import { maxCoqlCriteria, maxValuesOfIn } from './rate-limits.ts';
import { columnNames } from './api-name.ts';
import { countTerms } from './to-criteria.ts';
import { usage } from './usage.ts';

/**
 * The condition as COQL's `where`, conditions paired with parentheses as it wants them:
 * `((a and b) and c)` (Zoho doc v8: COQL-Overview). Throws `usage` for more than 25 terms or 100
 * values, and for a `%` in a text that `like` looks for: there is no way to write it.
 */
export function toCoql(condition: Condition): string {
  const count = countTerms(condition);
  if (count > maxCoqlCriteria) {
    throw usage(`A COQL query takes at most ${maxCoqlCriteria} criteria, not ${count}`);
  }
  return write(condition);
}

/** A value as COQL writes it. Throws `usage` for a number that is none. */
export function toCoqlValue(value: ConditionValue): string {
  if (value instanceof Date) return coqlString(toInstant('value', value));
  if (typeof value === 'string') return coqlString(wellFormed(value));
  // Truth is a text there (Zoho doc v8: COQL-Overview).
  if (typeof value === 'boolean') return coqlString(String(value));
  if (typeof value === 'number' && !/^-?\d+(?:\.\d+)?$/.test(String(value))) {
    throw usage(`${value} is not a number that COQL can read`);
  }
  return String(value);
}

// --- internal ---

const comparisons: Partial<Record<ConditionOperator, string>> = {
  equals: '=',
  notEqual: '!=',
  greaterThan: '>',
  greaterOrEqual: '>=',
  lessThan: '<',
  lessOrEqual: '<=',
};

function write(condition: Condition): string {
  if (condition.kind === 'term') return writeTerm(condition);
  const { kind, parts } = condition;
  return parts.map(write).reduce((left, right) => `(${left} ${kind} ${right})`);
}

function writeTerm(term: ConditionTerm): string {
  const { field, operator, values } = term;
  columnNames([field]);
  const [first = '', second = ''] = values;
  const comparison = comparisons[operator];
  if (comparison !== undefined) return `${field} ${comparison} ${toCoqlValue(first)}`;
  if (operator === 'isNull') return `${field} is null`;
  if (operator === 'isNotNull') return `${field} is not null`;
  if (operator === 'oneOf') return `${field} in ${toCoqlList(values)}`;
  if (operator === 'noneOf') return `${field} not in ${toCoqlList(values)}`;
  if (operator === 'between') {
    return `${field} between ${toCoqlValue(first)} and ${toCoqlValue(second)}`;
  }
  return writeLike(term);
}

/** Values in parentheses. Throws `usage` for none and for more than 100. */
export function toCoqlList(values: readonly ConditionValue[]): string {
  if (values.length === 0 || values.length > maxValuesOfIn) {
    throw usage(`A list in COQL has 1 to ${maxValuesOfIn} values, not ${values.length}`);
  }
  return `(${values.map(toCoqlValue).join(', ')})`;
}

function writeLike({ field, operator, values }: ConditionTerm): string {
  const text = wellFormed(String(values[0] ?? ''));
  if (text === '' || text.includes('%')) {
    throw usage(`COQL cannot look for a part of "${field}" that is empty or has a "%"`);
  }
  const like = operator === 'notContains' ? 'not like' : 'like';
  const before = operator === 'startsWith' ? '' : '%';
  const after = operator === 'endsWith' ? '' : '%';
  return `${field} ${like} ${coqlString(before + text + after)}`;
}

function wellFormed(text: string): string {
  if (text.isWellFormed()) return text;
  throw usage('A value for COQL is no text: a half of a letter');
}
