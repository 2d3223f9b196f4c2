import { TransferFailure, type TransferRecord } from '@zohokit/transfer-core';
import type { CrmRow } from '@zohokit/zoho-crm';
import * as v from 'valibot';
import { mappedValues, readValues, type ValueFields } from './record-value-fields.ts';

/** API names of the fields that steer a transfer. */
export interface RecordFields {
  checkboxField: string;
  folderNameField: string;
  storeFolderField?: string | undefined;
  /** Where a record is told of its transfer. @default nowhere */
  valueFields?: ValueFields | undefined;
}

/**
 * A row as a record. A field that is missing or of another kind is a wrong setting: it throws a
 * `run` failure that names the variable.
 */
export function toTransferRecord(row: CrmRow, fields: RecordFields): TransferRecord {
  const { checkboxField, folderNameField, storeFolderField, valueFields } = fields;
  const checked = read(row, checkboxField, Checkbox, {
    variable: 'CRM_CHECKBOX_FIELD_API_NAME',
    kind: 'a checkbox',
  });
  const folderName = read(row, folderNameField, Text, {
    variable: 'CRM_FOLDER_NAME_FIELD_API_NAME',
    kind: 'a text',
  });
  const said = valueFields !== undefined && mappedValues(valueFields).size > 0;
  const values = said ? { values: readValues(row, valueFields) } : {};
  const record = { id: row.id, checked, folderName, version: versionOf(row), ...values };
  if (storeFolderField === undefined) return record;
  const storeFolderId = read(row, storeFolderField, Text, {
    variable: 'CRM_DEST_FOLDER_FIELD_API_NAME',
    kind: 'a text',
  })?.trim();
  return { ...record, storeFolderId };
}

// --- internal ---

/** Zoho returns null for an empty value of any kind (Zoho doc: field types). */
const Checkbox = v.pipe(
  v.nullable(v.boolean()),
  v.transform((value) => value === true),
);

const Text = v.pipe(
  v.nullable(v.string()),
  v.transform((value) => (value === null || value.trim() === '' ? undefined : value)),
);

function read<Value>(
  row: CrmRow,
  field: string,
  schema: v.GenericSchema<unknown, Value>,
  { variable, kind }: { variable: string; kind: string },
): Value {
  const result = v.safeParse(schema, row[field]);
  if (result.success) return result.output;
  // A list leaves out fields that it does not know.
  const complaint = Object.hasOwn(row, field)
    ? `is not ${kind} field`
    : 'is no field of the module';
  throw new TransferFailure(
    `org A: "${field}" ${complaint}: correct ${variable} (Setup > Developer Hub > APIs and SDKs > API names)`,
    { reach: 'run', reason: 'configuration' },
  );
}

function versionOf(row: CrmRow): string {
  const time = row['Modified_Time'];
  if (typeof time === 'string' && time !== '') return time;
  throw new TransferFailure(`org A: record ${row.id} came without its Modified_Time`, {
    reach: 'run',
    reason: 'transient',
  });
}
