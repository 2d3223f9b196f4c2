import {
  type Comparable,
  type ValueKind,
  type ValueKindName,
  compareValues,
  foldCase,
} from './value-kind.ts';

/** The comparators of JSON criteria, as bulk read and custom views write them. */
export type Comparator =
  | 'equal'
  | 'not_equal'
  | 'in'
  | 'not_in'
  | 'less_than'
  | 'less_equal'
  | 'greater_than'
  | 'greater_equal'
  | 'between'
  | 'not_between'
  | 'contains'
  | 'not_contains'
  | 'starts_with'
  | 'ends_with';

/** What a kind of field can be compared by (Zoho doc: bulk-read create-job, "comparator"). */
export function comparatorsOf(kind: ValueKindName): readonly Comparator[] {
  return comparators[kind];
}

/**
 * Says of a stored value whether it compares so with `texts`; `undefined` when one of the texts is
 * no value of the kind. Letters match in either case. Null satisfies `${EMPTY}` and nothing else,
 * as in SQL [not documented for `not_equal` and `not_in`].
 */
export function toComparison(
  kind: ValueKind,
  comparator: Comparator,
  texts: readonly string[],
): ((value: Comparable | undefined) => boolean) | undefined {
  const equality = setComparators.some((one) => one === comparator);
  const given: (Comparable | undefined)[] = [];
  for (const one of texts) {
    const empty = one === '${EMPTY}' && equality;
    const value = empty ? undefined : kind.ofText(one);
    if (value === undefined && !empty) return undefined;
    given.push(value === undefined ? value : foldCase(value));
  }
  const among = new Set(given);
  const test = tests[comparator];
  const takesNull = (comparator === 'equal' || comparator === 'in') && among.has(undefined);
  return (stored) => (stored === undefined ? takesNull : test(foldCase(stored), given, among));
}

// --- internal ---

const ranges = ['less_than', 'less_equal', 'greater_than', 'greater_equal'] as const;
const setComparators = ['equal', 'not_equal', 'in', 'not_in'] as const;
const parts = ['contains', 'not_contains', 'starts_with', 'ends_with'] as const;
const days = [...setComparators, 'between', 'not_between', ...ranges] as const;

const comparators: Record<ValueKindName, readonly Comparator[]> = {
  number: [...setComparators, ...ranges],
  bigint: [...setComparators, ...ranges],
  text: [...setComparators, ...parts],
  multi: [...setComparators, ...parts],
  date: days,
  datetime: days,
  boolean: ['equal'],
  lookup: setComparators,
};

type Given = readonly (Comparable | undefined)[];
type Test = (
  value: Comparable,
  given: Given,
  among: ReadonlySet<Comparable | undefined>,
) => boolean;

const within = (value: Comparable, [low, high]: Given): boolean =>
  compareValues(value, low) >= 0 && compareValues(value, high) <= 0;

const tests: Record<Comparator, Test> = {
  equal: (value, [wanted]) => value === wanted,
  not_equal: (value, [wanted]) => value !== wanted,
  in: (value, _given, among) => among.has(value),
  not_in: (value, _given, among) => !among.has(value),
  less_than: (value, [limit]) => compareValues(value, limit) < 0,
  less_equal: (value, [limit]) => compareValues(value, limit) <= 0,
  greater_than: (value, [limit]) => compareValues(value, limit) > 0,
  greater_equal: (value, [limit]) => compareValues(value, limit) >= 0,
  between: within,
  not_between: (value, given) => !within(value, given),
  contains: (value, [part]) => String(value).includes(String(part)),
  not_contains: (value, [part]) => !String(value).includes(String(part)),
  starts_with: (value, [part]) => String(value).startsWith(String(part)),
  ends_with: (value, [part]) => String(value).endsWith(String(part)),
};
