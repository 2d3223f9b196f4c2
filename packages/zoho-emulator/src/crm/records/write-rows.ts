import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { rowError, rowSuccess } from '../row-answer.ts';
import { toDuplicateField } from '../metadata/module-fields.ts';
import { type CrmRecord, timeOf } from '../record-table.ts';
import { checkRow, notARow } from './check-row.ts';
import { createRecord } from './create-record.ts';
import { checkDuplicates, sameValue, uniqueFields } from './duplicates.ts';
import {
  type ExternalKeys,
  externalDetails,
  findByExternal,
  ownKeyChanges,
} from './external-keys.ts';
import { refusalOf } from './record-state.ts';
import { type RowResult, firstFailure, missing, toWriteDetails } from './row-result.ts';

export type { RowResult } from './row-result.ts';

export interface InsertOptions {
  /** The place of the row in the request, for `json_path`. */
  index: number;
  /** Of the new record. @default the next one */
  id?: string | undefined;
  /** From `X-EXTERNAL`. */
  externals?: ExternalKeys | undefined;
}

export interface UpdateOptions extends Omit<InsertOptions, 'id'> {
  /** From `If-Unmodified-Since`, in milliseconds since the epoch. */
  unmodifiedSince?: number | undefined;
}

export interface UpsertOptions extends UpdateOptions {
  /** From `duplicate_check_fields`; without, the system's own field is compared. */
  compare?: readonly string[] | undefined;
}

type Row = Readonly<Record<string, unknown>>;

/** Adds one record, or says why not. */
export function insertRow(
  org: CrmOrg,
  module: CrmModule,
  row: Row | undefined,
  { index, id, externals }: InsertOptions,
): RowResult {
  if (!row) return notARow(index);
  const path = `$.data[${index}]`;
  const checked = checkRow({
    org,
    module,
    row,
    path,
    record: undefined,
    externals: externals?.lookups,
  });
  const { values } = checked;
  const duplicates = checkDuplicates({ org, module, values, path });
  const failure = firstFailure([...checked.errors, ...duplicates]);
  if (failure) return failure;
  const record = createRecord(org, module, id ?? org.nextId(), values);
  module.records.add(record);
  return rowSuccess('record added', {
    ...toWriteDetails(org, record),
    ...externalDetails(externals, record),
    $approval_state: row['$approved'] === false ? 'approval_process_pending' : 'approved',
  });
}

/** Changes the record that the row's `id` or external key names, or says why not. */
export function updateRow(
  org: CrmOrg,
  module: CrmModule,
  row: Row | undefined,
  { index, unmodifiedSince, externals }: UpdateOptions,
): RowResult {
  if (!row) return notARow(index);
  const path = `$.data[${index}]`;
  const key = externals?.field;
  const given = row['id'] ?? (key === undefined ? undefined : row[key]);
  if (given === undefined || given === null) return missing(`${path}.${key ?? 'id'}`);
  const record = findRecord(module, given, externals);
  if (!record) {
    return rowError('INVALID_DATA', 'the id given seems to be invalid', { id: given });
  }
  const refused = refusalOf(record) ?? ownKeyChanges(externals, row, record, path);
  if (refused) return refused;
  if (unmodifiedSince !== undefined && timeOf(record, 'Modified_Time') > unmodifiedSince) {
    const message = 'Record updated time has already passed if-unmodified-since time';
    return rowError('ALREADY_MODIFIED', message, toWriteDetails(org, record));
  }
  const checked = checkRow({ org, module, row, path, record, externals: externals?.lookups });
  const { values } = checked;
  const duplicates = checkDuplicates({ org, module, values, path, self: record.id });
  const failure = firstFailure([...checked.errors, ...duplicates]);
  if (failure) return failure;
  const { id, name, email } = org.user;
  const changed = module.records.change(record, {
    ...values,
    // A change that changes nothing moves the time all the same [not documented].
    Modified_Time: org.now(),
    Modified_By: { name, id, email },
  });
  return rowSuccess('record updated', {
    ...toWriteDetails(org, changed),
    ...externalDetails(externals, changed),
  });
}

/**
 * Changes the record that has the row's value in one of the compared fields, or adds one: the
 * fields that are named first, then all others that are unique (Zoho doc: upsert-records).
 */
export function upsertRow(
  org: CrmOrg,
  module: CrmModule,
  row: Row | undefined,
  { compare, ...options }: UpsertOptions,
): RowResult {
  if (!row) return notARow(options.index);
  if (row['id'] !== undefined && row['id'] !== null) {
    return toUpserted(updateRow(org, module, row, options), null, 'update');
  }
  for (const field of compareOrder(module, compare)) {
    const [found] = sameValue(module, field, row[field]);
    if (!found) continue;
    const result = updateRow(org, module, { ...row, id: found.id }, withoutKey(options));
    return toUpserted(result, field, 'update');
  }
  return toUpserted(insertRow(org, module, row, options), null, 'insert');
}

// --- internal ---

/** What was done is told only where something was done. */
function toUpserted(
  result: RowResult,
  field: string | null,
  action: 'insert' | 'update',
): RowResult {
  return result.status === 'error' ? result : { ...result, duplicate_field: field, action };
}

function compareOrder(module: CrmModule, named: readonly string[] | undefined): Set<string> {
  const system = toDuplicateField(module.apiName);
  const first = named ?? (system === undefined ? [] : [system]);
  return new Set([...first, ...uniqueFields(module).map((field) => field.apiName)]);
}

function findRecord(
  module: CrmModule,
  given: unknown,
  externals: ExternalKeys | undefined,
): CrmRecord | undefined {
  if (typeof given !== 'string') return undefined;
  if (externals?.field === undefined) return module.records.get(given);
  return findByExternal(module, externals.field, given);
}

/** What was found by its values is then changed by its id. */
function withoutKey(options: UpdateOptions): UpdateOptions {
  const { externals } = options;
  return externals ? { ...options, externals: { ...externals, field: undefined } } : options;
}
