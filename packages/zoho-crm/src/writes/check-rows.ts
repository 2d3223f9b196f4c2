import * as v from 'valibot';
import { isCrmId } from '../usage.ts';
import { refuseRow, type RefusedRow, type RowFault } from './write-result.ts';

/** A row as it goes out, with its place among those given. */
export interface ReadyRow {
  row: number;
  id: string | undefined;
  values: Record<string, unknown>;
}

/** How the rows of a write are to look. */
export interface RowRules {
  /** What a row must be, without its `id`. @default any object */
  input?: v.GenericSchema | undefined;
  /** The field that every row must have: `id`, or one with external ids. @default none */
  key?: string | undefined;
  /** Fields that are left out stay as they are. @default false */
  partial?: boolean | undefined;
}

/** Whether a row was refused here. */
export function isRefused(row: ReadyRow | RefusedRow): row is RefusedRow {
  return 'ok' in row;
}

/** Each row as it goes out, or why it does not: one bad row keeps no other from being sent. */
export function createRowCheck({ input: whole, key, partial = false }: RowRules) {
  const input = whole && (partial ? toPartial(whole) : whole);
  return (given: unknown, row: number): ReadyRow | RefusedRow => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      return refuseRow(row, undefined, [{ field: undefined, message: 'a row must be an object' }]);
    }
    const values: Record<string, unknown> = { ...given };
    const id = isCrmId(values['id']) ? values['id'] : undefined;
    if (key !== undefined && !isKey(key, values[key])) {
      return refuseRow(row, id, [{ field: key, message: `"${key}" must say which record it is` }]);
    }
    if (!input) return { row, id, values };
    const { id: own, ...fields } = values;
    const read = v.safeParse(input, fields);
    if (!read.success) return refuseRow(row, id, read.issues.map(toFault));
    const output = typeof read.output === 'object' ? read.output : {};
    return { row, id, values: { ...output, ...(own !== undefined && { id: own }) } };
  };
}

// --- internal ---

function isKey(key: string, value: unknown): boolean {
  return key === 'id' ? isCrmId(value) : typeof value === 'string' && value !== '';
}

/** The schema says what was expected; what was given may be a customer's data and is not repeated. */
function toFault(issue: v.BaseIssue<unknown>): Omit<RowFault, 'code' | 'path'> {
  const field = issue.path?.[0]?.key;
  return {
    field: typeof field === 'string' ? field : undefined,
    message: `expected ${issue.expected ?? 'another value'}`,
  };
}

/** An update names only what it changes. A schema of another make than `object` stays as it is. */
function toPartial(schema: v.GenericSchema): v.GenericSchema {
  if (!isObjectSchema(schema)) return schema;
  return v.partial(schema);
}

function isObjectSchema(
  schema: v.GenericSchema,
): schema is v.ObjectSchema<v.ObjectEntries, undefined> {
  return /object/.test(schema.type) && 'entries' in schema && !('pipe' in schema);
}
