import type { CrmModule } from '../crm-module.ts';
import type { CrmRecord } from '../record-table.ts';
import { type CrmOrg, createRecord } from '../crm-org.ts';
import { parseCrmTime } from '../crm-time.ts';
import { toFieldValue } from './field-value.ts';

/** What became of one row of a write, in the words of the wire. */
export interface RowResult {
  code: string;
  details: Record<string, unknown>;
  message: string;
  status: 'success' | 'error';
}

export interface UpdateOptions {
  /** The place of the row in the request, for `json_path`. */
  index: number;
  /** From `If-Unmodified-Since`, in milliseconds since the epoch. */
  unmodifiedSince?: number | undefined;
}

/** Changes one record, or says why not. Keys that are not fields are passed over. */
export function updateRow(
  org: CrmOrg,
  module: CrmModule,
  row: Record<string, unknown>,
  { index, unmodifiedSince }: UpdateOptions,
): RowResult {
  const id = row['id'];
  if (id === undefined) return mandatory('id', index);
  const record = typeof id === 'string' ? module.records.get(id) : undefined;
  if (record === undefined) {
    return failed('INVALID_DATA', { id }, 'the id given seems to be invalid');
  }
  if (unmodifiedSince !== undefined && modifiedAt(record) > unmodifiedSince) {
    return failed(
      'ALREADY_MODIFIED',
      toDetails(org, record),
      'Record updated time has already passed if-unmodified-since time',
    );
  }
  const values = checkValues(org, module, row, index);
  if ('code' in values) return values;
  module.records.change(record, { ...values.values, Modified_Time: org.now() });
  return succeeded(org, record, 'record updated');
}

/** Adds one record under a new id, or says why not. */
export function insertRow(
  org: CrmOrg,
  module: CrmModule,
  row: Record<string, unknown>,
  { index, id }: { index: number; id: string },
): RowResult {
  const values = checkValues(org, module, row, index);
  if ('code' in values) return values;
  const name = values.values[module.nameField];
  if (name === undefined || name === null) return mandatory(module.nameField, index);
  const record = createRecord(org, module, id);
  Object.assign(record, values.values);
  module.records.add(record);
  return succeeded(org, record, 'record added');
}

// --- internal ---

const unwritable = new Set(['id', 'Created_Time', 'Modified_Time']);

function checkValues(
  org: CrmOrg,
  module: CrmModule,
  row: Record<string, unknown>,
  index: number,
): { values: Record<string, unknown> } | RowResult {
  const values: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(row)) {
    const field = module.fields.get(name);
    if (field === undefined || unwritable.has(name)) continue;
    const result = toFieldValue(field, given, org.offset);
    if (!result.ok) {
      const details = { ...result.details, api_name: name, json_path: `$.data[${index}].${name}` };
      return failed('INVALID_DATA', details, 'invalid data');
    }
    values[name] = result.value;
  }
  return { values };
}

function modifiedAt(record: CrmRecord): number {
  const text = record['Modified_Time'];
  return typeof text === 'string' ? (parseCrmTime(text) ?? 0) : 0;
}

function toDetails(org: CrmOrg, record: CrmRecord): Record<string, unknown> {
  const by = { name: org.user.name, id: org.user.id };
  return {
    Modified_Time: record['Modified_Time'],
    Modified_By: by,
    Created_Time: record['Created_Time'],
    id: record.id,
    Created_By: by,
  };
}

function succeeded(org: CrmOrg, record: CrmRecord, message: string): RowResult {
  return { code: 'SUCCESS', details: toDetails(org, record), message, status: 'success' };
}

function failed(code: string, details: Record<string, unknown>, message: string): RowResult {
  return { code, details, message, status: 'error' };
}

function mandatory(name: string, index: number): RowResult {
  const details = { api_name: name, json_path: `$.data[${index}].${name}` };
  return failed('MANDATORY_NOT_FOUND', details, 'required field not found');
}
