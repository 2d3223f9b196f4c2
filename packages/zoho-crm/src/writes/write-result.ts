import { isObject } from '../is-object.ts';
import type { WireRowAnswer } from '../wire.ts';

/** One thing that is wrong with a row. */
export interface RowFault {
  /** Zoho's code, e.g. `MANDATORY_NOT_FOUND`; `INVALID_INPUT` when the row was not sent. */
  code: string;
  /** Zoho's words, or what the schema expected; never the value. */
  message: string;
  /** API name of the field at fault; `undefined` when it is about the row as a whole. */
  field: string | undefined;
  /** Where in the request, e.g. `$.data[3].Email`; `undefined` when not answered. */
  path: string | undefined;
}

/** A row that was written. */
export interface WrittenRow {
  ok: true;
  /** Its place among the rows given, from 0. */
  row: number;
  /** 18 or 19 digits in a string. */
  id: string;
  /** What an upsert did; `undefined` for other writes. */
  action: 'insert' | 'update' | undefined;
  /** The field by which an upsert found the record; `undefined` when it found none. */
  duplicateField: string | undefined;
  /** `Modified_Time` after the write, ISO 8601 with offset; `undefined` when not answered. */
  modifiedTime: string | undefined;
}

/** A row that was not written, or of which nobody knows. */
export interface RefusedRow {
  ok: false;
  /** Its place among the rows given, from 0. */
  row: number;
  /** That of the row; `undefined` for a row without one. The id of a duplicate is in `details`. */
  id: string | undefined;
  /** Zoho's code, e.g. `INVALID_DATA`, `RECORD_LOCKED` or `ALREADY_MODIFIED`. */
  code: string;
  /** That of the first fault. */
  message: string;
  /** API name of the first field at fault; `undefined` when Zoho names none. */
  field: string | undefined;
  /** Everything that is wrong with it, at least one. */
  faults: readonly RowFault[];
  /** Zoho's details as they came, e.g. `supported_values`, or the `id` of the record that has the value. */
  details: Record<string, unknown>;
  /** The answer was lost or unclear: the row may be written all the same. */
  maybeCommitted: boolean;
}

/** What became of one row of a write. */
export type WriteResult = WrittenRow | RefusedRow;

/** A result from the answer to a row; `id` is that of the row, if it has one. */
export function toWriteResult(
  answer: WireRowAnswer,
  row: number,
  id: string | undefined,
): WriteResult {
  const details = answer.details ?? {};
  if (answer.status === 'error') {
    const { code, message } = answer;
    return refusedRow({ row, id, code, message, details }, faultsOf({ code, message, details }));
  }
  return {
    ok: true,
    row,
    id: textOf(details['id']) ?? id ?? '',
    action: answer.action ?? undefined,
    duplicateField: answer.duplicate_field ?? undefined,
    modifiedTime: textOf(details['Modified_Time']) ?? textOf(details['modified_time']),
  };
}

/** A row that is not sent, because it cannot be right; at least one fault. */
export function refuseRow(
  row: number,
  id: string | undefined,
  faults: readonly (Pick<RowFault, 'field' | 'message'> & Partial<RowFault>)[],
): RefusedRow {
  const all = faults.map((fault): RowFault => ({
    code: 'INVALID_INPUT',
    path: undefined,
    ...fault,
  }));
  return refusedRow({ row, id }, all);
}

/** A row whose fate is not known, and why. */
export function doubtfulRow(
  row: number,
  id: string | undefined,
  { message, code = 'MAYBE_COMMITTED' }: { message: string; code?: string | undefined },
): RefusedRow {
  const fault = { code, message, field: undefined, path: undefined };
  return refusedRow({ row, id, maybeCommitted: true }, [fault]);
}

/** A row with what is wrong with it; its code and message are those of the first fault unless given. */
export function refusedRow(
  given: Pick<RefusedRow, 'row' | 'id'> & Partial<RefusedRow>,
  faults: readonly RowFault[],
): RefusedRow {
  const [first] = faults;
  return {
    ok: false,
    code: first?.code ?? 'UNKNOWN',
    message: first?.message ?? 'the row was refused',
    field: faults.find(({ field }) => field !== undefined)?.field,
    faults,
    details: {},
    maybeCommitted: false,
    ...given,
  };
}

// --- internal ---

interface Refusal {
  code: string;
  message: string;
  details: Record<string, unknown>;
}

/** Several things at once are nested (Zoho doc: insert-records, MULTIPLE_OR_MULTI_ERRORS). */
function faultsOf({ code, message, details }: Refusal): RowFault[] {
  const nested = Array.isArray(details['errors']) ? details['errors'].filter(isObject) : [];
  if (nested.length > 0) {
    return nested.flatMap((one) =>
      faultsOf({
        code: textOf(one['code']) ?? code,
        message: textOf(one['message']) ?? message,
        details: isObject(one['details']) ? one['details'] : {},
      }),
    );
  }
  const path = textOf(details['json_path']);
  const field = textOf(details['api_name']) ?? path?.match(/\.(\w+)[^.]*$/)?.[1];
  return [{ code, message, field, path }];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
