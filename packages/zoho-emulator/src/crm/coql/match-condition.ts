import {
  type Comparable,
  type ValueKind,
  compareValues,
  foldCase,
} from '../criteria/value-kind.ts';
import type { CrmRecord } from '../record-table.ts';
import { checkComparison, unsupportedInCriteria } from './check-comparison.ts';
import type { CoqlComparison, CoqlCondition } from './coql-query.ts';
import type { ResolvedColumn } from './resolve-column.ts';

export interface Matching {
  /** `undefined` for a column that is not there. */
  resolve(path: string): ResolvedColumn | undefined;
  /** The values that a query inside of the condition stands for. */
  runSubQuery(comparison: CoqlComparison): string[];
  /** Whether texts are equal that differ in case only. */
  ignoresCase: boolean;
}

/** A condition made ready to be asked of many records. Throws a `CoqlError` for what is refused. */
export function toMatcher(
  condition: CoqlCondition,
  matching: Matching,
): (record: CrmRecord) => boolean {
  if (condition.kind !== 'comparison') {
    const left = toMatcher(condition.left, matching);
    const right = toMatcher(condition.right, matching);
    return condition.kind === 'and'
      ? (record) => left(record) && right(record)
      : (record) => left(record) || right(record);
  }
  const column = matching.resolve(condition.column);
  const kind = column?.kind;
  if (!column || !kind) throw unsupportedInCriteria(condition);
  const values = condition.subQuery ? matching.runSubQuery(condition) : condition.values;
  checkComparison(kind, { ...condition, values: condition.subQuery ? [] : values });
  const test = toTest({ ...condition, values }, kind, matching.ignoresCase);
  return (record) => test(kind.ofStored(column.read(record)));
}

// --- internal ---

/** Null satisfies `is null` and nothing else, as in SQL [not documented for `!=` and `not in`]. */
function toTest(
  { operator, values }: CoqlComparison,
  kind: ValueKind,
  ignoresCase: boolean,
): (value: Comparable | undefined) => boolean {
  const toComparable = ignoresCase ? foldCase : (value: Comparable): Comparable => value;
  const given = values.map((value) => {
    const read = kind.ofText(value);
    return read === undefined ? read : toComparable(read);
  });
  const [first, second] = given;
  const among = new Set(given);
  const like = toLike(values[0] ?? '');
  const within = (value: Comparable): boolean =>
    compareValues(value, first) >= 0 && compareValues(value, second) <= 0;
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
  return (value) => (value === undefined ? operator === 'is null' : ofValue(toComparable(value)));
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
