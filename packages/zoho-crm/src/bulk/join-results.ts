import { ZohoError } from '@zohokit/zoho-http';
import {
  doubtfulRow,
  refusedRow,
  type RowFault,
  type WriteResult,
} from '../writes/write-result.ts';
import { keyOf, type WriteFile } from './write-file.ts';

/** One line of the result of a bulk write (Zoho doc: bulk-write download-result). */
export interface ResultLine {
  /** The first three mapped columns of the row. */
  cells: readonly string[];
  /** `ADDED`, `UPDATED`, `SKIPPED` or `UNPROCESSED`. */
  status: string;
  /** `undefined` for a row that was not written. */
  id: string | undefined;
  /** Empty for a row that was written. */
  faults: readonly RowFault[];
}

/** Lines from cells, by the header; rejects with `unexpected-response` for a header of another file. */
export function toResultLine(header: readonly string[]): (cells: readonly string[]) => ResultLine {
  const at = header.indexOf('STATUS');
  if (at === -1 || header[at + 1] !== 'RECORD_ID' || header[at + 2] !== 'ERRORS') {
    throw misfit('it has no columns STATUS, RECORD_ID and ERRORS');
  }
  return (cells) => {
    const [status = '', id = '', errors = ''] = cells.slice(at, at + 3);
    return {
      cells: cells.slice(0, at),
      status,
      id: id === '' ? undefined : id,
      faults: errors === '' ? [] : errors.split(':').flatMap(toFaults),
    };
  };
}

/**
 * One result for each row of a file, in order. A row is known by its first three cells, rows of the
 * same cells by their order. A row that no line speaks of is in doubt; a line of no row rejects with
 * `unexpected-response`.
 */
export async function joinResults(
  { places, refused }: Pick<WriteFile, 'places' | 'refused'>,
  lines: AsyncIterable<ResultLine> | undefined,
  { first, count }: { first: number; count: number },
): Promise<WriteResult[]> {
  const results: (WriteResult | undefined)[] = Array.from({ length: count });
  for (const row of refused) results[row.row - first] = row;
  for await (const line of lines ?? []) {
    const place = places.get(keyOf(line.cells))?.shift();
    if (place === undefined) throw misfit('it has a line for a row that was not sent');
    results[place - first] = toResult(line, place);
  }
  return results.map(
    (result, at) =>
      result ??
      doubtfulRow(first + at, undefined, {
        message: 'the result of the bulk write has no line for this row',
      }),
  );
}

// --- internal ---

function toResult({ status, id, faults }: ResultLine, row: number): WriteResult {
  if ((status === 'ADDED' || status === 'UPDATED') && id !== undefined) {
    const action = status === 'ADDED' ? 'insert' : 'update';
    return { ok: true, row, id, action, duplicateField: undefined, modifiedTime: undefined };
  }
  const message = `CRM left the row as ${status}`;
  const fallback = { code: status, message, field: undefined, path: undefined };
  return refusedRow({ row, id }, faults.length > 0 ? faults : [fallback]);
}

/** `MANDATORY_NOT_FOUND-Company,Last_Name` (Zoho doc: bulk-write download-result). */
function toFaults(text: string): RowFault[] {
  const [code = text, names = ''] = text.split('-', 2);
  const message = `CRM refused the row: ${code}`;
  const fields = names === '' ? [undefined] : names.split(',');
  return fields.map((field) => ({ code, message, field, path: undefined }));
}

function misfit(why: string): ZohoError {
  return new ZohoError(`The result of a bulk write cannot be joined to its rows: ${why}`, {
    kind: 'unexpected-response',
    hint: 'the rows may be written; `bulk.writeResult(jobId)` gives the lines as they are',
  });
}
