import { ZohoError } from '@zohokit/zoho-http';
import { csvLine } from '../csv/csv-line.ts';
import { zipFile } from '../zip/zip-file.ts';
import { isRefused, type ReadyRow } from '../writes/check-rows.ts';
import { refuseRow, type RefusedRow } from '../writes/write-result.ts';
import { toCell } from './cells.ts';

/** The rows of one job, zipped, and what is needed to know them again in its result. */
export interface WriteFile {
  zip: Buffer;
  /** By the first three cells: the places of the rows that have them, in order. */
  places: Map<string, number[]>;
  /** Rows that have no cells for their values, and are not in the file. */
  refused: RefusedRow[];
  /** Rows in the file. */
  count: number;
}

/** The result of a bulk write shows no more of a row (Zoho doc: bulk-write download-result). */
export const shownColumns = 3;

/** A row's own cells, as its key. */
export function keyOf(cells: readonly string[]): string {
  return JSON.stringify(cells.slice(0, shownColumns));
}

/** Writes rows as a CSV with a header, zipped as they come. Rejects with `refused` beyond 25 MB. */
export async function toWriteFile(
  rows: readonly (ReadyRow | RefusedRow)[],
  columns: readonly string[],
): Promise<WriteFile> {
  const places = new Map<string, number[]>();
  const refused = rows.filter(isRefused);
  let count = 0;

  async function* lines(): AsyncGenerator<Buffer, void, undefined> {
    let pending = csvLine(columns);
    for (const one of rows) {
      if (isRefused(one)) continue;
      const { row, id, given } = one;
      const cells = columns.map((name) => toCell(given[name]));
      const wrong = columns.filter((_name, column) => cells[column] === undefined);
      if (wrong.length > 0) {
        refused.push(refuse(row, id, wrong));
        continue;
      }
      const texts = cells.map((cell) => cell ?? '');
      const key = keyOf(texts);
      places.set(key, [...(places.get(key) ?? []), row]);
      count += 1;
      pending += csvLine(texts);
      if (pending.length < chunkLength) continue;
      yield Buffer.from(pending);
      pending = '';
    }
    if (pending !== '') yield Buffer.from(pending);
  }

  const zip = await zipFile('rows.csv', lines(), { limit: mostBytes, tooLarge });
  return { zip, places, refused, count };
}

// --- internal ---

/** Zoho doc: bulk-write upload-file. */
const mostBytes = 25 * 2 ** 20 - 1024;

const chunkLength = 64 * 1024;

function refuse(row: number, id: string | undefined, fields: string[]): RefusedRow {
  const message = 'expected a text, a number, a truth, a list of texts or an object with an id';
  return refuseRow(
    row,
    id,
    fields.map((field) => ({ field, message })),
  );
}

function tooLarge(): ZohoError {
  return new ZohoError('The rows of a bulk write make a zip of more than 25 MB', {
    kind: 'refused',
    hint: 'give it fewer `rowsPerJob`',
  });
}
