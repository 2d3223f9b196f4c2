import type { Condition, ConditionTerm, ConditionValue } from './condition.ts';
import { compareDecimals, toDecimal } from './decimal.ts';
import { isInstant } from './instant.ts';

/**
 * Whether a row of CRM satisfies the condition, exactly: texts letter by letter, numbers with all
 * their digits, moments whatever their offset, lookups by id, lists when one of their values does.
 * What is empty satisfies `isNull` and nothing else, as in SQL.
 */
export function matchesCondition(condition: Condition, row: Record<string, unknown>): boolean {
  if (condition.kind === 'term') return matchesTerm(condition, row[condition.field]);
  const meets = (part: Condition): boolean => matchesCondition(part, row);
  return condition.kind === 'and' ? condition.parts.every(meets) : condition.parts.some(meets);
}

// --- internal ---

function matchesTerm(term: ConditionTerm, stored: unknown): boolean {
  const items = toItems(stored);
  if (term.operator === 'isNull') return items.length === 0;
  if (items.length === 0) return false;
  const negated = negations[term.operator];
  if (negated !== undefined) {
    return !items.some((item) => matchesItem({ ...term, operator: negated }, item));
  }
  return items.some((item) => matchesItem(term, item));
}

const negations: Partial<Record<ConditionTerm['operator'], ConditionTerm['operator']>> = {
  notEqual: 'equals',
  noneOf: 'oneOf',
  notContains: 'contains',
};

function toItems(stored: unknown): unknown[] {
  const items: unknown[] = Array.isArray(stored) ? stored : [stored];
  return items.filter((item) => item !== null && item !== undefined && item !== '');
}

function matchesItem({ operator, values }: ConditionTerm, item: unknown): boolean {
  const [first, second] = values;
  const text = toText(item);
  const against = (value: ConditionValue | undefined): number =>
    value === undefined ? NaN : compare(item, value);
  switch (operator) {
    case 'equals':
    case 'oneOf':
      return values.some((value) => against(value) === 0);
    case 'startsWith':
      return text.startsWith(String(first));
    case 'endsWith':
      return text.endsWith(String(first));
    case 'contains':
      return text.includes(String(first));
    case 'greaterThan':
      return against(first) > 0;
    case 'greaterOrEqual':
      return against(first) >= 0;
    case 'lessThan':
      return against(first) < 0;
    case 'lessOrEqual':
      return against(first) <= 0;
    case 'between':
      return against(first) >= 0 && against(second) <= 0;
    case 'isNotNull':
      return true;
    case 'isNull':
    case 'notEqual':
    case 'noneOf':
    case 'notContains':
      return false;
    default:
      return operator satisfies never;
  }
}

/** NaN, which is neither more nor less nor equal, for what cannot be compared. */
function compare(stored: unknown, value: ConditionValue): number {
  if (typeof stored === 'number' || typeof value === 'number' || typeof value === 'bigint') {
    return compareNumbers(stored, typeof value === 'bigint' ? String(value) : value);
  }
  if (typeof stored === 'boolean') return String(stored) === String(value) ? 0 : NaN;
  const text = toText(stored);
  if (value instanceof Date) return Date.parse(text) - value.getTime();
  const given = String(value);
  if (isInstant(text) && isInstant(given)) return Date.parse(text) - Date.parse(given);
  if (text === given) return 0;
  // Texts of digits are numbers that JavaScript does not hold (Zoho doc: bigint).
  if (/^-?\d+$/.test(text) && /^-?\d+$/.test(given)) return compareDecimals(text, given) || NaN;
  return text < given ? -1 : 1;
}

function compareNumbers(stored: unknown, value: unknown): number {
  const [one, other] = [toDecimal(stored), toDecimal(value)];
  return one === undefined || other === undefined ? NaN : compareDecimals(one, other);
}

/** Of a lookup or a user the id, and of a row of links that of what it links to. */
function toText(item: unknown): string {
  if (typeof item === 'object' && item !== null && 'id' in item) return String(item.id);
  return typeof item === 'string' ? item : JSON.stringify(item);
}
