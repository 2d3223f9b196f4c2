import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { type RowResult, insertRow, updateRow } from '../records/write-rows.ts';
import { findBy, toCellValue } from './bulk-cell.ts';
import type { BulkMapping } from './bulk-mapping.ts';
import type { BulkWriteJob } from './bulk-write-job.ts';
import { type JsonObject } from './json-body.ts';
import { isObject } from '../../is-object.ts';

/** What became of a row of the file (Zoho doc: bulk-write get-job-details, result). */
export interface BulkRow {
  status: 'ADDED' | 'UPDATED' | 'SKIPPED' | 'UNPROCESSED';
  recordId: string;
  /** `MANDATORY_NOT_FOUND-Company,Last_Name:DUPLICATE_DATA-Email` */
  errors: string;
}

export interface BulkWriting {
  org: CrmOrg;
  module: CrmModule;
  job: Pick<BulkWriteJob, 'operation' | 'findBy' | 'ignoreEmpty' | 'mappings'>;
}

/** Writes one row of the file, by the rules of a write of records. */
export function writeBulkRow(
  writing: BulkWriting,
  cells: readonly string[],
  index: number,
): BulkRow {
  const { org, module, job } = writing;
  const read = readCells(writing, cells);
  if ('errors' in read) return skipped(read.errors);
  const { id: _, ...values } = read.values;
  const key = job.findBy;
  const keyText = key === undefined ? '' : textOf(job.mappings, key, cells);
  const existing = key === undefined || keyText === '' ? undefined : findBy(module, key, keyText);
  if (key !== undefined && job.operation === 'insert' && existing) {
    return skipped(`DUPLICATE_DATA-${key}`);
  }
  if (job.operation === 'update' && !existing) {
    return skipped(`${keyText === '' ? 'MANDATORY_NOT_FOUND' : 'RESOURCE_NOT_FOUND'}-${key}`);
  }
  if (existing && job.operation !== 'insert') {
    const result = updateRow(org, module, { ...values, id: existing.id }, { index });
    return toBulkRow(result, 'UPDATED');
  }
  return toBulkRow(insertRow(org, module, values, { index }), 'ADDED');
}

// --- internal ---

function readCells(
  { org, module, job }: BulkWriting,
  cells: readonly string[],
): { values: JsonObject } | { errors: string } {
  const values: JsonObject = {};
  const errors: string[] = [];
  for (const mapping of job.mappings) {
    const { api_name: name, default_value } = mapping;
    const text = textOf(job.mappings, name, cells);
    const field = module.fields.get(name);
    if (text === '' || !field) {
      if (default_value) values[name] = default_value.value;
      else if (!job.ignoreEmpty) values[name] = null;
      continue;
    }
    const read = toCellValue(org, field, text, mapping);
    if ('code' in read) errors.push(`${read.code}-${name}`);
    else values[name] = read.value;
  }
  return errors.length === 0 ? { values } : { errors: errors.join(':') };
}

function textOf(mappings: readonly BulkMapping[], name: string, cells: readonly string[]): string {
  const index = mappings.find(({ api_name }) => api_name === name)?.index;
  return (index === undefined ? undefined : cells[index]) ?? '';
}

function toBulkRow(result: RowResult, status: 'ADDED' | 'UPDATED'): BulkRow {
  const { id } = result.details;
  if (result.status === 'success') {
    return { status, recordId: typeof id === 'string' ? id : '', errors: '' };
  }
  const columns = new Map<string, string[]>();
  for (const { code, name } of errorsOf(result)) {
    columns.set(code, [...(columns.get(code) ?? []), name]);
  }
  const texts = [...columns].map(([code, names]) => `${code}-${names.join(',')}`);
  return skipped(texts.join(':'));
}

/** Each error of a row with its field; a row with several has them below `errors`. */
function errorsOf(result: RowResult): { code: string; name: string }[] {
  const nested = Object.values(result).concat(Object.values(result.details)).find(Array.isArray);
  const all: unknown[] = nested && nested.every(isObject) && nested.length > 0 ? nested : [result];
  return all.filter(isObject).map(({ code, details }) => ({
    code: String(code),
    name: isObject(details) && typeof details['api_name'] === 'string' ? details['api_name'] : 'id',
  }));
}

function skipped(errors: string): BulkRow {
  return { status: 'SKIPPED', recordId: '', errors };
}
