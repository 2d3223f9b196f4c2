import type { HttpResponse } from '@zohokit/zoho-http';
import { parseCsv } from '../csv/parse-csv.ts';
import { unzip } from '../zip/unzip.ts';
import type { ToRow } from './csv-row.ts';

/** The lines of the CSV files in a zip that is downloaded, as they come; each file has a header. */
export async function* csvRows<Row>(
  download: () => Promise<HttpResponse>,
  toRow: ToRow<Row>,
): AsyncGenerator<Row, void, undefined> {
  const { body } = await download();
  // No body is no zip, and `unzip` says so.
  for await (const file of unzip(body ?? [])) {
    let read: ReturnType<ToRow<Row>> | undefined;
    for await (const cells of parseCsv(file.bytes)) {
      if (read === undefined) read = toRow(cells);
      else yield read(cells);
    }
  }
}
