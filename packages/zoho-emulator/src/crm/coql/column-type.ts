import { parseCrmTime } from '../crm-time.ts';
import { CoqlError } from './coql-error.ts';
import type { CoqlComparison, CoqlOperator } from './coql-query.ts';

/** A value made comparable with others of its column; `undefined` when it is null. */
export type Comparable = string | number | bigint | boolean;

/** What a column's type allows, and how its values compare (Zoho doc: COQL overview). */
export interface ColumnType {
  operators: readonly CoqlOperator[];
  /** `undefined` when the text is no value of this type. */
  ofText(text: string): Comparable | undefined;
  /** `undefined` for null. */
  ofStored(value: unknown): Comparable | undefined;
}

export function toColumnType(dataType: string): ColumnType {
  return types[dataType] ?? text;
}

/** Throws the `CoqlError` for an operator or a value that does not suit the column. */
export function checkComparison(type: ColumnType, comparison: CoqlComparison): void {
  const { column, operator, values } = comparison;
  if (!type.operators.includes(operator)) {
    throw new CoqlError('INVALID_QUERY', 'Invalid query formed', {
      reason: 'invalid operator found',
      column_name: column,
      operator,
    });
  }
  const wrong = values.find((value) => type.ofText(value) === undefined);
  if (wrong !== undefined) {
    throw new CoqlError('INVALID_QUERY', 'Invalid query formed', {
      column_name: column,
      value: wrong,
      operator,
    });
  }
}

// --- internal ---

const nulls = ['is null', 'is not null'] as const;
const ordered = [
  '=',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  'between',
  'not between',
  'in',
  'not in',
  ...nulls,
] as const;

const text: ColumnType = {
  operators: ['=', '!=', 'like', 'not like', 'in', 'not in', ...nulls],
  ofText: (value) => value,
  ofStored: (value) => {
    if (typeof value !== 'string') return Array.isArray(value) ? value.join(';') : undefined;
    return value;
  },
};

/** Ids have 18 or 19 digits: more than a JavaScript number holds exactly. */
const bigint: ColumnType = {
  operators: ordered,
  ofText: (value) => (/^-?\d+$/.test(value) ? BigInt(value) : undefined),
  ofStored: (value) =>
    typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : undefined,
};

const number: ColumnType = {
  operators: ordered,
  ofText: (value) =>
    value.trim() === '' || Number.isNaN(Number(value)) ? undefined : Number(value),
  ofStored: (value) => (typeof value === 'number' ? value : undefined),
};

const datetime: ColumnType = {
  operators: ordered,
  ofText: parseCrmTime,
  ofStored: (value) => (typeof value === 'string' ? parseCrmTime(value) : undefined),
};

const date: ColumnType = {
  operators: ordered,
  ofText: (value) => (/^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined),
  ofStored: (value) => (typeof value === 'string' ? value : undefined),
};

/** Only `=`, and the value in quotes. */
const boolean: ColumnType = {
  operators: ['='],
  ofText: (value) => (value === 'true' || value === 'false' ? value === 'true' : undefined),
  ofStored: (value) => value === true,
};

const lookup: ColumnType = {
  operators: ['=', '!=', 'in', 'not in', ...nulls],
  ofText: (value) => value,
  ofStored: (value) => {
    if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
    return typeof value.id === 'string' ? value.id : undefined;
  },
};

const types: Record<string, ColumnType> = {
  bigint,
  integer: number,
  double: number,
  currency: number,
  percent: number,
  datetime,
  date,
  boolean,
  lookup,
  ownerlookup: lookup,
  userlookup: lookup,
};
