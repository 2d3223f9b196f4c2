import { rowError } from '../row-answer.ts';
import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { CrmRecord } from '../record-table.ts';
import { type RowResult, placeOf } from './row-result.ts';

/** What `X-EXTERNAL` asks for (Zoho doc: external-id). */
export interface ExternalKeys {
  /** The module's own field by which its records are addressed. */
  field: string | undefined;
  /** By the API name of a lookup: the field of the other module by which it is given. */
  lookups: ReadonlyMap<string, string>;
}

/** Reads `Contacts.Ext_Id,Contacts.Account_Name.Ext_Account_Id`; every field must be external. */
export function readExternalKeys(
  org: CrmOrg,
  module: CrmModule,
  { headers }: EmulatedRequest,
): ExternalKeys | undefined | EmulatedAnswer {
  const header = headers['x-external'];
  if (header === undefined) return undefined;
  let field: string | undefined;
  const lookups = new Map<string, string>();
  for (const entry of header.split(',')) {
    const [name, first = '', second, ...rest] = entry.trim().split('.');
    if (name !== module.apiName || rest.length > 0) return invalidHeader;
    if (second === undefined) {
      if (!module.fields.get(first)?.external) return invalidHeader;
      field = first;
      continue;
    }
    const target = org.modules.get(module.fields.get(first)?.lookupModule ?? '');
    if (!target?.fields.get(second)?.external) return invalidHeader;
    lookups.set(first, second);
  }
  return { field, lookups };
}

/** The record with this external value. */
export function findByExternal(
  { records }: CrmModule,
  field: string,
  value: string,
): CrmRecord | undefined {
  return records.having(field, value).find((record) => record[field] === value);
}

/** The external value beside the id in what a write tells. */
export function externalDetails(
  keys: ExternalKeys | undefined,
  record: CrmRecord,
): Record<string, unknown> {
  return keys?.field === undefined ? {} : { [keys.field]: record[keys.field] };
}

/** A record that is addressed by its external value cannot be given another one. */
export function ownKeyChanges(
  keys: ExternalKeys | undefined,
  row: Readonly<Record<string, unknown>>,
  record: CrmRecord,
  path: string,
): RowResult | undefined {
  const field = keys?.field;
  if (field === undefined || !(field in row) || row[field] === record[field]) return undefined;
  const message = 'the external field value cannot be changed';
  return rowError('NOT_ALLOWED', message, placeOf(`${path}.${field}`));
}

// --- internal ---

const invalidHeader = toCrmError(
  400,
  'INVALID_DATA',
  'the X-EXTERNAL header given seems to be invalid',
  { header: 'X-EXTERNAL' },
);
