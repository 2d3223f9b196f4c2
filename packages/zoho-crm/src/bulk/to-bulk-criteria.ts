import type { Condition, ConditionOperator, ConditionTerm, ConditionValue } from '../condition.ts';
import { toInstant } from '../instant.ts';
import { maxBulkCriteria, maxValuesOfBulkIn } from '../rate-limits.ts';
import { countTerms } from '../to-criteria.ts';
import { usage } from '../usage.ts';

/** A condition of a bulk read as Zoho has it (Zoho doc: bulk-read create-job): one, or a group. */
export type BulkCriteria =
  | {
      field: { api_name: string };
      /** E.g. `equal`, `between`, `in`, `greater_than`, `contains`. */
      comparator: string;
      /** `${EMPTY}` is no value; instants without milliseconds. */
      value: unknown;
    }
  | { group_operator: 'and' | 'or'; group: readonly BulkCriteria[] };

/**
 * The condition as the `criteria` of a bulk read. Throws `usage` for more than 25 terms or 200
 * values, and for the text `${EMPTY}`, which stands for no value there.
 */
export function toBulkCriteria(condition: Condition | BulkCriteria): BulkCriteria {
  if (!('kind' in condition)) return condition;
  const count = countTerms(condition);
  if (count > maxBulkCriteria) {
    throw usage(`A bulk read takes at most ${maxBulkCriteria} criteria, not ${count}`);
  }
  return write(condition);
}

// --- internal ---

const comparators: Record<Exclude<ConditionOperator, 'between'>, string> = {
  equals: 'equal',
  notEqual: 'not_equal',
  oneOf: 'in',
  noneOf: 'not_in',
  startsWith: 'starts_with',
  endsWith: 'ends_with',
  contains: 'contains',
  notContains: 'not_contains',
  greaterThan: 'greater_than',
  greaterOrEqual: 'greater_equal',
  lessThan: 'less_than',
  lessOrEqual: 'less_equal',
  isNull: 'equal',
  isNotNull: 'not_equal',
};

const empty = '${EMPTY}';

function write(condition: Condition): BulkCriteria {
  if (condition.kind !== 'term') {
    return { group_operator: condition.kind, group: condition.parts.map(write) };
  }
  const { field, operator, values } = condition;
  if (!/^[\w$]+(?:\.[\w$]+)*$/.test(field)) {
    throw usage(`"${field}" is not the API name of a CRM field`);
  }
  if (operator === 'between') return write(toRange(condition));
  const about = { field: { api_name: field }, comparator: comparators[operator] };
  if (operator === 'isNull' || operator === 'isNotNull') return { ...about, value: empty };
  const written = values.map((value) => toValue(field, value));
  if (written.length < 1 || written.length > maxValuesOfBulkIn) {
    throw usage(`${operator} of "${field}" takes 1 to ${maxValuesOfBulkIn} values`);
  }
  const isList = operator === 'oneOf' || operator === 'noneOf';
  return { ...about, value: isList ? written : written[0] };
}

/** Zoho's own `between` is for dates only. */
function toRange({ field, values: [low = '', high = ''] }: ConditionTerm): Condition {
  const end = (operator: ConditionOperator, value: ConditionValue): ConditionTerm => ({
    kind: 'term',
    field,
    operator,
    values: [value],
  });
  return { kind: 'and', parts: [end('greaterOrEqual', low), end('lessOrEqual', high)] };
}

function toValue(field: string, value: ConditionValue): unknown {
  if (value instanceof Date) return toInstant(field, value);
  if (typeof value === 'boolean') return value;
  const text = String(value);
  if (text === empty) throw usage(`"${empty}" is no value for "${field}": ask for isNull()`);
  return text;
}
