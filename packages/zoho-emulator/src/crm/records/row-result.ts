import type { CrmOrg } from '../crm-org.ts';
import { type RowAnswer, rowError } from '../row-answer.ts';
import type { CrmRecord } from '../record-table.ts';

/** What became of one row of a write, in the words of the wire. */
export interface RowResult extends RowAnswer {
  /** Of an upsert: what was done, and by which field the record was found. */
  action?: 'insert' | 'update';
  duplicate_field?: string | null;
}

/** One thing at fault is told as it is; several are wrapped (Zoho doc: insert-records). */
export function toFailure(errors: readonly [RowResult, ...RowResult[]]): RowResult {
  if (errors.length === 1) return errors[0];
  return rowError('MULTIPLE_OR_MULTI_ERRORS', 'Multiple errors in the request', { errors });
}

/** `toFailure`, when there is anything at fault. */
export function firstFailure(errors: readonly RowResult[]): RowResult | undefined {
  const [one, ...others] = errors;
  return one && toFailure([one, ...others]);
}

/** A value of another type than the field's. */
export function wrongType(path: string, type: string): RowResult {
  return invalid(path, { expected_data_type: type });
}

/** A value at fault; what is wrong with it comes first, as in Zoho's samples. */
export function invalid(path: string, details: Record<string, unknown> = {}): RowResult {
  return rowError('INVALID_DATA', 'invalid data', { ...details, ...placeOf(path) });
}

/** An id that names nothing. */
export function unknownId(path: string): RowResult {
  return rowError('INVALID_DATA', 'the id given seems to be invalid', placeOf(path));
}

export function missing(path: string): RowResult {
  return rowError('MANDATORY_NOT_FOUND', 'required field not found', placeOf(path));
}

/** The place of a value as Zoho names it: by the field's name and by its JSON path. */
export function placeOf(path: string): { api_name: string; json_path: string } {
  const name =
    path
      .replace(/(\[\d+\])+$/, '')
      .split('.')
      .at(-1) ?? path;
  return { api_name: name, json_path: path };
}

/** What a write tells of the record that it made or changed. */
export function toWriteDetails(org: CrmOrg, record: CrmRecord): Record<string, unknown> {
  return {
    Modified_Time: record['Modified_Time'],
    Modified_By: toAuthor(org, record['Modified_By']),
    Created_Time: record['Created_Time'],
    id: record.id,
    Created_By: toAuthor(org, record['Created_By']),
  };
}

// --- internal ---

/** Name and id alone; a seed may have left it out. */
function toAuthor({ user }: CrmOrg, value: unknown): { name: string; id: string } {
  const { id, name } = user;
  if (typeof value !== 'object' || value === null) return { name, id };
  return {
    name: 'name' in value ? String(value.name) : name,
    id: 'id' in value ? String(value.id) : id,
  };
}
