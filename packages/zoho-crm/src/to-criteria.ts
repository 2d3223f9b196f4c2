import type { Condition, ConditionOperator, ConditionTerm, ConditionValue } from './condition.ts';
import { toInstant } from './instant.ts';
import { maxSearchCriteria, maxValuesOfIn } from './rate-limits.ts';
import { usage } from './usage.ts';

/**
 * The condition as the `criteria` of a search: `((Last_Name:equals:Burns\,B)and(...))`, not yet
 * percent-encoded (Zoho doc: search-records). Throws `usage` for what a search does not know, for
 * more than 15 terms or 100 values, and for an empty text, which an index does not hold.
 *
 * What it selects is wider than what was asked: `equals` on a text means "contains" there. So
 * `module.search` asks every row again with `matchesCondition`. The other way round cannot be mended:
 * `notEqual` on a text leaves out all that contain it. COQL has no such trouble.
 */
export function toCriteria(condition: Condition): string {
  const count = countTerms(condition);
  if (count > maxSearchCriteria) {
    throw usage(`A search takes at most ${maxSearchCriteria} criteria, not ${count}`, useCoql);
  }
  return condition.kind === 'term' ? write(condition) : `(${write(condition)})`;
}

/** How many terms there are in it. */
export function countTerms(condition: Condition): number {
  if (condition.kind === 'term') return 1;
  return condition.parts.reduce((sum, part) => sum + countTerms(part), 0);
}

// --- internal ---

const useCoql = 'module.query() asks the same of COQL';

/** Zoho doc: search-records, "Supported operators". */
const operators: Partial<Record<ConditionOperator, string>> = {
  equals: 'equals',
  notEqual: 'not_equal',
  oneOf: 'in',
  startsWith: 'starts_with',
  greaterThan: 'greater_than',
  greaterOrEqual: 'greater_equal',
  lessThan: 'less_than',
  lessOrEqual: 'less_equal',
  between: 'between',
};

function write(condition: Condition): string {
  if (condition.kind === 'term') return writeTerm(condition);
  // Joined without a precedence of their own, so a group inside of a group has its parentheses.
  return condition.parts
    .map((part) => (part.kind === 'term' ? write(part) : `(${write(part)})`))
    .join(condition.kind);
}

function writeTerm({ field, operator, values }: ConditionTerm): string {
  const name = operators[operator];
  if (name === undefined) throw usage(`A search does not know ${operator}`, useCoql);
  if (!/^[\w$.]+$/.test(field)) throw usage(`"${field}" is not the API name of a CRM field`);
  if (values.length === 0 || values.length > maxValuesOfIn) {
    throw usage(`${operator} of "${field}" takes 1 to ${maxValuesOfIn} values`);
  }
  return `(${field}:${name}:${values.map((value) => toValue(field, value)).join(',')})`;
}

function toValue(field: string, value: ConditionValue): string {
  if (value instanceof Date) return toInstant(field, value);
  const text = String(value);
  if (text.trim() === '') throw usage(`A search for an empty "${field}" is none`, useCoql);
  if (!text.isWellFormed()) throw usage(`The value for "${field}" is no text: a half of a letter`);
  return text.replaceAll(/[\\(),]/g, String.raw`\$&`);
}
