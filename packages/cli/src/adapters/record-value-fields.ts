import { TransferFailure, type RecordValueName, type RecordValues } from '@zohokit/transfer-core';
import type { CrmRow } from '@zohokit/zoho-crm';
import * as v from 'valibot';
import { recordValueKinds, recordValueNames } from './record-value-kinds.ts';

/** API names of the fields that hold what a record is told of its transfer; `undefined`: none. */
export type ValueFields = { [Name in RecordValueName]-?: string | undefined };

/** The values that have a field. */
export function mappedValues(fields: ValueFields): ReadonlySet<RecordValueName> {
  return new Set(recordValueNames.filter((name) => fields[name] !== undefined));
}

/** The fields' API names, to be asked for. */
export function valueFieldNames(fields: ValueFields): string[] {
  return recordValueNames.flatMap((name) => fields[name] ?? []);
}

/** What a row says. A field that is missing or of another kind is a wrong setting: it throws. */
export function readValues(row: CrmRow, fields: ValueFields): RecordValues {
  const values: RecordValues = {};
  for (const name of recordValueNames) {
    const field = fields[name];
    if (field === undefined) continue;
    const { read } = wires[name];
    const result = v.safeParse(read, row[field]);
    if (!result.success) throw wrongField(row, field, name);
    if (result.output !== undefined) Object.assign(values, { [name]: result.output });
  }
  return values;
}

/** The fields of a row that is written; a value without a field is left out. */
export function writeValues(values: RecordValues, fields: ValueFields): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const name of recordValueNames) {
    const field = fields[name];
    const value = values[name];
    if (field !== undefined && value !== undefined) row[field] = wires[name].write(value);
  }
  return row;
}

// --- internal ---

/** Zoho returns null for an empty value of any kind (Zoho doc: field types). */
const Text = v.pipe(
  v.nullable(v.string()),
  v.transform((text) => text ?? undefined),
);

const Count = v.pipe(
  v.nullable(v.number()),
  v.transform((count) => count ?? undefined),
);

const Time = v.pipe(
  v.nullable(
    v.pipe(
      v.string(),
      v.check((text) => !Number.isNaN(Date.parse(text))),
    ),
  ),
  v.transform((text) => (text === null ? undefined : Date.parse(text))),
);

const same = (value: string | number): string | number => value;
const orEmpty = (value: string | number): string | number | null => (value === '' ? null : value);

const wires: Record<
  RecordValueName,
  {
    read: v.GenericSchema<unknown, string | number | undefined>;
    write: (value: string | number) => string | number | null;
  }
> = {
  folderUrl: { read: Text, write: same },
  folderId: { read: Text, write: same },
  fileCount: { read: Count, write: same },
  status: { read: Text, write: same },
  error: { read: Text, write: orEmpty },
  finishedAt: {
    read: Time,
    // With an offset and without fractions (Zoho doc: field types).
    write: (value) => `${new Date(value).toISOString().slice(0, 19)}+00:00`,
  },
};

function wrongField(row: CrmRow, field: string, name: RecordValueName): TransferFailure {
  const { kind, setting } = recordValueKinds[name];
  const complaint = Object.hasOwn(row, field) ? `is no ${kind}` : 'is no field of the module';
  return new TransferFailure(
    `org A: "${field}" ${complaint}: correct ${setting} (Setup > Developer Hub > APIs and SDKs > API names)`,
    { reach: 'run', reason: 'configuration' },
  );
}
