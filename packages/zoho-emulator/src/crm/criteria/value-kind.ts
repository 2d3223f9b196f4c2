import type { CrmField } from '../crm-field.ts';
import { parseCrmTime } from '../crm-time.ts';

/** A value made comparable with others of its field. */
export type Comparable = string | number | bigint | boolean;

export type ValueKindName =
  | 'text'
  | 'multi'
  | 'number'
  | 'bigint'
  | 'date'
  | 'datetime'
  | 'boolean'
  | 'lookup';

/** How values of a field compare, whichever grammar asks. */
export interface ValueKind {
  name: ValueKindName;
  /** What a text in a query stands for; `undefined` when it is no value of this kind. */
  ofText(text: string): Comparable | undefined;
  /** `undefined` for null. */
  ofStored(value: unknown): Comparable | undefined;
}

/** The kind of a field's values; `undefined` for fields no query can ask about: subforms, files. */
export function toValueKind(
  field: Pick<CrmField, 'dataType' | 'returnType'>,
): ValueKind | undefined {
  const { dataType, returnType = 'text' } = field;
  if (dataType === 'formula' || dataType === 'rollup_summary') return kindsByType[returnType];
  return kindsByType[dataType];
}

/** Orders two values of one field; null comes first [not documented]. */
export function compareValues(one: Comparable | undefined, other: Comparable | undefined): number {
  if (one === other) return 0;
  if (one === undefined) return -1;
  if (other === undefined) return 1;
  return one < other ? -1 : 1;
}

/** A value as it is compared where letters match in either case. */
export function foldCase(value: Comparable): Comparable {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

// --- internal ---

const text: ValueKind = {
  name: 'text',
  ofText: (value) => value,
  ofStored: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
};

/** COQL and search write several values with semicolons between them. */
const multi: ValueKind = {
  name: 'multi',
  ofText: (value) => value,
  ofStored: (value) => {
    if (Array.isArray(value)) return value.length === 0 ? undefined : value.join(';');
    return typeof value === 'string' && value !== '' ? value : undefined;
  },
};

/** Ids have 18 or 19 digits: more than a JavaScript number holds exactly. */
const bigint: ValueKind = {
  name: 'bigint',
  ofText: (value) => (/^-?\d{1,30}$/.test(value) ? BigInt(value) : undefined),
  ofStored: (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    return /^-?\d{1,30}$/.test(String(value)) ? BigInt(value) : undefined;
  },
};

const number: ValueKind = {
  name: 'number',
  ofText: (value) => (/^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined),
  ofStored: (value) => (typeof value === 'number' ? value : undefined),
};

const datetime: ValueKind = {
  name: 'datetime',
  ofText: parseCrmTime,
  ofStored: (value) => (typeof value === 'string' ? parseCrmTime(value) : undefined),
};

const date: ValueKind = {
  name: 'date',
  ofText: (value) =>
    /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined,
  ofStored: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
};

const boolean: ValueKind = {
  name: 'boolean',
  ofText: (value) => (value === 'true' || value === 'false' ? value === 'true' : undefined),
  ofStored: (value) => value === true,
};

/** Lookups compare by id. */
const lookup: ValueKind = {
  name: 'lookup',
  ofText: (value) => (/^\d{1,30}$/.test(value) ? value : undefined),
  ofStored: (value) => {
    if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
    return typeof value.id === 'string' ? value.id : undefined;
  },
};

const kindsByType: Record<string, ValueKind> = {
  text,
  string: text,
  email: text,
  phone: text,
  website: text,
  url: text,
  textarea: text,
  picklist: text,
  autonumber: text,
  multiselectpicklist: multi,
  bigint,
  integer: number,
  double: number,
  decimal: number,
  currency: number,
  percent: number,
  datetime,
  date,
  boolean,
  lookup,
  ownerlookup: lookup,
  userlookup: lookup,
  multi_module_lookup: lookup,
};
