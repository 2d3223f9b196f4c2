import * as v from 'valibot';
import { parseCrmTime } from '../crm-time.ts';
import { toText } from './to-text.ts';

/** Whether a row of the recycle bin, as it is on the wire, passes. */
export type BinFilter = (row: Readonly<Record<string, unknown>>) => boolean;

/**
 * Reads `filters`: JSON criteria over `display_name`, `deleted_time`, `deleted_by`, `owner` and
 * `module` (Zoho doc: get-recycle-bin-records). `undefined` when it cannot be understood.
 */
export function readBinFilter(text: string): BinFilter | undefined {
  try {
    return toFilter(JSON.parse(text));
  } catch {
    return undefined;
  }
}

// --- internal ---

const filterable = new Set(['display_name', 'deleted_time', 'deleted_by', 'owner', 'module']);

const Criterion = v.object({
  field: v.object({
    api_name: v.pipe(
      v.string(),
      v.check((name) => filterable.has(name.split('.')[0] ?? '')),
    ),
  }),
  comparator: v.picklist([
    'equal',
    'not_equal',
    'in',
    'between',
    'contains',
    'greater_than',
    'less_than',
  ]),
  value: v.unknown(),
});

const Group = v.object({
  group_operator: v.optional(v.string(), 'and'),
  group: v.pipe(v.array(v.unknown()), v.minLength(1)),
});

/** Throws for what is neither a criterion nor a group of them. */
function toFilter(criteria: unknown): BinFilter {
  const group = v.safeParse(Group, criteria);
  if (group.success) {
    const parts = group.output.group.map(toFilter);
    return group.output.group_operator.toLowerCase() === 'or'
      ? (row) => parts.some((part) => part(row))
      : (row) => parts.every((part) => part(row));
  }
  const { field, comparator, value } = v.parse(Criterion, criteria);
  return (row) => compares[comparator](toComparable(valueAt(row, field.api_name)), value);
}

type Comparable = string | number;

const compares: Record<
  v.InferOutput<typeof Criterion>['comparator'],
  (have: Comparable, want: unknown) => boolean
> = {
  equal: (have, want) => have === toComparable(want),
  not_equal: (have, want) => have !== toComparable(want),
  in: (have, want) => Array.isArray(want) && want.some((one) => have === toComparable(one)),
  between: (have, want) =>
    Array.isArray(want) && have >= toComparable(want[0]) && have <= toComparable(want[1]),
  contains: (have, want) => String(have).includes(String(toComparable(want))),
  greater_than: (have, want) => have > toComparable(want),
  less_than: (have, want) => have < toComparable(want),
};

/** `deleted_by.id` as well as `deleted_by`. */
function valueAt(row: Readonly<Record<string, unknown>>, path: string): unknown {
  const [name = '', inner] = path.split('.');
  const value = row[name];
  if (inner === undefined || typeof value !== 'object' || value === null) return value;
  return Object.entries(value).find(([key]) => key === inner)?.[1];
}

function toComparable(value: unknown): Comparable {
  if (typeof value === 'object' && value !== null) {
    if ('id' in value && typeof value.id === 'string') return value.id;
    return 'api_name' in value ? toText(value.api_name) : '';
  }
  const text = toText(value).toLowerCase();
  return typeof value === 'string' ? (parseCrmTime(value) ?? text) : text;
}
