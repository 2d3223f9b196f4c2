import { toCrmError } from '../../../refusals.ts';
import type { EmulatedAnswer } from '../../../seam.ts';
import { isObject } from '../../../is-object.ts';

/** What became of one row of a change to the settings, in the words of the wire. */
export interface SettingsRow {
  code: string;
  details: Record<string, unknown>;
  message: string;
  status: 'success' | 'error';
}

/** A row that is refused. */
export type RowProblem = SettingsRow & { status: 'error' };

/** One of the rows, and where it stands: `$.fields[0]`. */
export interface RowPlace {
  row: Record<string, unknown>;
  path: string;
}

/** The rows of a body `{"fields": [ … ]}`, or the answer to a body that has none or too many. */
export function readRows(body: unknown, key: string, limit: number): RowPlace[] | EmulatedAnswer {
  if (!isObject(body)) {
    return toCrmError(
      400,
      'INVALID_REQUEST',
      'unable to process your request. please verify whether you have entered proper method name, parameter and parameter values.',
    );
  }
  const rows = body[key];
  if (!Array.isArray(rows) || rows.length === 0) {
    const details = { api_name: key, json_path: `$.${key}` };
    return toCrmError(400, 'MANDATORY_NOT_FOUND', 'required field not found', details);
  }
  if (rows.length > limit) {
    const details = { limit, limit_due_to: [{ api_name: key, json_path: `$.${key}` }] };
    return toCrmError(400, 'LIMIT_EXCEEDED', `the ${key} limit is exceeded`, details);
  }
  return rows.map((row: unknown, index) => ({
    row: isObject(row) ? row : {},
    path: `$.${key}[${index}]`,
  }));
}

/** All rows well: `success`; some: 207; none: 400. */
export function toRowsAnswer(
  key: string,
  results: readonly SettingsRow[],
  success: number,
): EmulatedAnswer {
  const failures = results.filter(({ status }) => status === 'error').length;
  const some = failures < results.length ? 207 : 400;
  return { status: failures === 0 ? success : some, json: { [key]: results } };
}

export function succeeded(id: string, message: string): SettingsRow {
  return { code: 'SUCCESS', details: { id }, message, status: 'success' };
}

/** Refuses `name` below `path`. */
export function refuse(
  code: keyof typeof messages,
  path: string,
  name: string,
  details: Record<string, unknown> = {},
): RowProblem {
  const api_name = name.split('.').at(-1) ?? name;
  return {
    code,
    details: { ...details, api_name, json_path: `${path}.${name}` },
    message: messages[code],
    status: 'error',
  };
}

/** Where a key stands, as `dependee`, `expected_fields` and the like have it. */
export function placeOf(path: string, name: string): Record<string, string> {
  return { api_name: name, json_path: `${path}.${name}` };
}

/** Refuses a row for more than one of its keys, without naming one of them as the culprit. */
export function refuseRow(
  code: keyof typeof messages,
  details: Record<string, unknown>,
): RowProblem {
  return { code, details, message: messages[code], status: 'error' };
}

/** A text or number as a text; empty for everything else. */
export function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

// --- internal ---

const messages = {
  INVALID_DATA: 'invalid data',
  MANDATORY_NOT_FOUND: 'required field not found',
  DUPLICATE_DATA: 'duplicate data',
  RESERVED_KEYWORD_NOT_ALLOWED: 'reserved keyword is not allowed',
  NOT_ALLOWED: 'the given operation is not allowed',
  NOT_SUPPORTED: 'the given operation is not supported',
  LIMIT_EXCEEDED: 'limit exceeded',
  DEPENDENT_FIELD_MISSING: 'dependent field is missing',
  DEPENDENT_MISMATCH: 'the value does not fit the value it depends on',
  EXPECTED_FIELD_MISSING: 'one of the expected fields is missing',
  EXPECTED_DEPENDENT_FIELD_MISSING: 'one of the expected dependent fields is missing',
  AMBIGUITY_DURING_PROCESSING: 'ambiguity while processing the request',
  INVALID_MODULE: 'the module name given seems to be invalid',
} as const;
