import type { CrmModule } from '../crm-module.ts';
import type { CrmRecord } from '../record-table.ts';
import { type Comparable, type ColumnType, toColumnType } from './column-type.ts';
import type { CoqlComparison, CoqlCondition } from './coql-query.ts';

/** A condition made ready to be asked of many records of the module. */
export function toMatcher(
  condition: CoqlCondition,
  module: CrmModule,
): (record: CrmRecord) => boolean {
  if (condition.kind !== 'comparison') {
    const left = toMatcher(condition.left, module);
    const right = toMatcher(condition.right, module);
    return condition.kind === 'and'
      ? (record) => left(record) && right(record)
      : (record) => left(record) || right(record);
  }
  const { column } = condition;
  const type = toColumnType(module.fields.get(column)?.dataType ?? 'text');
  const test = toTest(condition, type);
  return (record) => test(type.ofStored(record[column]));
}

/** Orders two values of one column; null comes first [not documented]. */
export function compareValues(one: Comparable | undefined, other: Comparable | undefined): number {
  if (one === other) return 0;
  if (one === undefined) return -1;
  if (other === undefined) return 1;
  return one < other ? -1 : 1;
}

// --- internal ---

/** Null satisfies `is null` and nothing else, as in SQL [not documented for `!=` and `not in`]. */
function toTest(
  { operator, values }: CoqlComparison,
  type: ColumnType,
): (value: Comparable | undefined) => boolean {
  const given = values.map((value) => type.ofText(value));
  const [first, second] = given;
  const among = new Set(given);
  const within = (value: Comparable | undefined): boolean =>
    compareValues(value, first) >= 0 && compareValues(value, second) <= 0;
  const like = toLike(String(first));

  const ofValue = (value: Comparable): boolean => {
    switch (operator) {
      case '=':
        return value === first;
      case '!=':
        return value !== first;
      case '>':
        return compareValues(value, first) > 0;
      case '>=':
        return compareValues(value, first) >= 0;
      case '<':
        return compareValues(value, first) < 0;
      case '<=':
        return compareValues(value, first) <= 0;
      case 'in':
        return among.has(value);
      case 'not in':
        return !among.has(value);
      case 'like':
        return like(String(value));
      case 'not like':
        return !like(String(value));
      case 'between':
        return within(value);
      case 'not between':
        return !within(value);
      case 'is null':
        return false;
      case 'is not null':
        return true;
      default:
        return operator satisfies never;
    }
  };
  return (value) => (value === undefined ? operator === 'is null' : ofValue(value));
}

/** `%` stands for anything, at either end; letters match in either case [not documented]. */
function toLike(pattern: string): (text: string) => boolean {
  const wanted = pattern.replaceAll('%', '').toLowerCase();
  const opens = pattern.startsWith('%');
  const closes = pattern.endsWith('%') && pattern.length > 1;
  return (text) => {
    const found = text.toLowerCase();
    if (opens && closes) return found.includes(wanted);
    if (opens) return found.endsWith(wanted);
    return closes ? found.startsWith(wanted) : found === wanted;
  };
}
