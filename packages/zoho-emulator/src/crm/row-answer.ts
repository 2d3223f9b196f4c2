import type { EmulatedAnswer } from '../seam.ts';

/** What became of one thing in a request, in the words of the wire. */
export interface RowAnswer {
  code: string;
  details: Record<string, unknown>;
  message: string;
  status: 'success' | 'error';
}

export function rowSuccess(message: string, details: Record<string, unknown>): RowAnswer {
  return { code: 'SUCCESS', details, message, status: 'success' };
}

export function rowError(
  code: string,
  message: string,
  details: Record<string, unknown> = {},
): RowAnswer {
  return { code, details, message, status: 'error' };
}

/** `required field not found`, with its place: `$.data[0].Note_Title`. */
export function rowMissing(path: string): RowAnswer {
  return rowError('MANDATORY_NOT_FOUND', 'required field not found', toPlace(path));
}

/** `invalid data`, with its place. */
export function rowInvalid(path: string, more: Record<string, unknown> = {}): RowAnswer {
  return rowError('INVALID_DATA', 'invalid data', { ...more, ...toPlace(path) });
}

/** The place of a value as Zoho names it: by its last key and by its JSON path. */
export function toPlace(path: string): { api_name: string; json_path: string } {
  const name =
    path
      .replace(/\[\d+\]$/, '')
      .split('.')
      .at(-1) ?? path;
  return { api_name: name, json_path: path };
}

/** A row that refuses the request as a whole. */
export function toFlat(row: RowAnswer, status = 400): EmulatedAnswer {
  return { status, json: row };
}

/** All well: `success`; some: `mixed`; none: `failure` (Zoho doc: crm/status-codes). */
export function toRows(
  key: string,
  rows: readonly RowAnswer[],
  { success, mixed = 207, failure = 400 }: { success: number; mixed?: number; failure?: number },
): EmulatedAnswer {
  const failures = rows.filter((row) => row.status === 'error').length;
  const some = failures < rows.length ? mixed : failure;
  return { status: failures === 0 ? success : some, json: { [key]: rows } };
}
