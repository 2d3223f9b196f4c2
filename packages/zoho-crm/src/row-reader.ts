import { parseResponse } from '@zohokit/zoho-http';
import * as v from 'valibot';
import type { CrmRow } from './crm-row.ts';
import type { ModuleSchema } from './module-schema.ts';
import { usage } from './usage.ts';

/** The names of a row's fields. */
export type FieldName<Row> = keyof Row & string;

/** A row of which some fields were asked for. Rows without a schema are what they are. */
export type Picked<Row, Field extends string> = string extends keyof Row
  ? Row
  : Pick<Row, Extract<keyof Row, Field | 'id'>>;

/** What is asked for, and how an answer is read. */
export interface RowReader<Row> {
  /** `undefined` when neither a schema nor the caller says which. */
  readonly fields: readonly string[] | undefined;
  /** Rejects with `unexpected-response`, naming the fields that do not fit and no value. */
  readonly parse: (row: CrmRow) => Row;
}

/** Reads rows by the schema, or by the part of it that is about `fields`. */
export function createRowReader<Row extends CrmRow, Field extends string>(
  module: string,
  schema: Pick<ModuleSchema<Row>, 'fields' | 'row'> | undefined,
  fields: readonly Field[] | undefined,
): RowReader<Picked<Row, Field>> {
  const row = schema && (fields === undefined ? schema.row : narrow(schema, fields));
  const what = `CRM record of ${module}`;
  return {
    fields: fields ?? schema?.fields,
    parse: (given) => {
      const read: unknown = row === undefined ? given : parseResponse(row, given, what);
      // The schema is that of `Row`, narrowed to `Field`.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return read as Picked<Row, Field>;
    },
  };
}

// --- internal ---

/** Throws `usage` for a schema of which no part can be taken: one that is no plain object schema. */
function narrow({ row }: Pick<ModuleSchema, 'row'>, fields: readonly string[]): v.GenericSchema {
  if (!isObjectSchema(row)) {
    throw usage('"fields" needs a schema whose "row" is a v.object(), without a pipe around it');
  }
  const entries = new Set(['id', ...fields]);
  return v.object(
    Object.fromEntries(Object.entries(row.entries).filter(([name]) => entries.has(name))),
  );
}

function isObjectSchema(
  schema: v.GenericSchema,
): schema is v.GenericSchema & { entries: v.ObjectEntries } {
  return 'entries' in schema && !('pipe' in schema);
}
