import * as v from 'valibot';
import { isCrmId } from '../crm-id.ts';
import { isObject } from '../is-object.ts';
import { refuseRow, type RefusedRow, type RowFault } from './write-result.ts';

/** A row as it goes out, with its place among those given. */
export interface ReadyRow {
  row: number;
  id: string | undefined;
  /** As JSON has it. */
  values: Record<string, unknown>;
  /** As it was given. */
  given: Record<string, unknown>;
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
    if (!isObject(given)) {
      return refuseRow(row, undefined, [{ field: undefined, message: 'a row must be an object' }]);
    }
    const id = isCrmId(given['id']) ? given['id'] : undefined;
    if (key !== undefined && !isKey(key, given[key])) {
      return refuseRow(row, id, [{ field: key, message: `"${key}" must say which record it is` }]);
    }
    if (!input) return { row, id, values: { ...given }, given };
    const { id: own, ...fields } = given;
    const read = v.safeParse(input, fields);
    if (!read.success) {
      const faults = read.issues.map((issue) => toFault(issue, row));
      return refuseRow(row, id, faults);
    }
    const output = isObject(read.output) ? read.output : {};
    return { row, id, given, values: { ...output, ...(own !== undefined && { id: own }) } };
  };
}

// --- internal ---

function isKey(key: string, value: unknown): boolean {
  return key === 'id' ? isCrmId(value) : typeof value === 'string' && value !== '';
}

/** What was expected and where; what was given may be a customer's data and is not repeated. */
function toFault(issue: v.BaseIssue<unknown>, row: number): Omit<RowFault, 'code'> {
  const [field, ...deeper] = (issue.path ?? []).map(({ key }) => String(key));
  const steps = deeper.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`));
  return {
    field,
    path: field === undefined ? undefined : `$.data[${row}].${field}${steps.join('')}`,
    message: toMessage(issue),
  };
}

/** valibot's own words end with the value, those of a schema's author do not. */
function toMessage({ message, expected, received }: v.BaseIssue<unknown>): string {
  // `v.strictObject()` and a key it does not have.
  if (expected === 'never') return 'is no field that this schema writes';
  const isOwn = message.endsWith(`eceived ${received}`);
  return isOwn ? `expected ${expected ?? 'another value'}` : message;
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
