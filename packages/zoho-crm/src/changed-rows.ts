import { parseResponse, ZohoError, type CallOptions } from '@zohokit/zoho-http';
import { columnNames } from './api-name.ts';
import { toCall } from './call-options.ts';
import { coql as query, CoqlText } from './coql-tag.ts';
import type { CrmRow } from './crm-row.ts';
import { maxColumnsOfCoql, rowsPerCoqlPage } from './rate-limits.ts';
import { fillRows, isUnselectable, type WideSource } from './wide-rows.ts';
import { WireChangedRow } from './wire.ts';

/** A record that changed, and when: ISO 8601 with offset. */
export type ChangedRow = CrmRow & { Modified_Time: string };

/** Records in ascending (`Modified_Time`, `id`), from a moment on; one that changes meanwhile comes again. */
export async function* changedRows(
  source: WideSource,
  from: string,
  options: CallOptions,
): AsyncGenerator<ChangedRow, void, undefined> {
  const fields = [...new Set([...source.fields, 'Modified_Time'])];
  const askPage = createAskPage({ ...source, fields }, toCall(options));
  let last: Place | undefined;
  for (;;) {
    const page = await askPage(last, from);
    for (const row of page.rows) {
      const next = { time: row.Modified_Time, id: row.id };
      if (last !== undefined && !isBeyond(next, last)) throw notInOrder();
      last = next;
    }
    yield* await page.fill();
    if (page.rows.length === 0) return;
    if (page.moreRecords === false && page.rows.length < rowsPerCoqlPage) return;
  }
}

// --- internal ---

interface Place {
  time: string;
  id: string;
}

interface ChangePage {
  rows: ChangedRow[];
  moreRecords: boolean | undefined;
  /** The rows with all their fields. */
  fill(): Promise<ChangedRow[]>;
}

/** Asks for the page behind a place; when COQL does not select the fields, they are read by id. */
function createAskPage(
  source: WideSource,
  call: CallOptions,
): (last: Place | undefined, from: string) => Promise<ChangePage> {
  const { coql, module, fields } = source;
  let direct = fields.length < maxColumnsOfCoql;
  const ask = async (where: CoqlText): Promise<ChangePage> => {
    const columns = new Set(['id', ...(direct ? fields : ['Modified_Time'])]);
    const names = columnNames([...columns]).join(', ');
    const head = new CoqlText(`select ${names} from ${module}`);
    const { rows, moreRecords } = await coql.page(
      query`${head} where ${where} order by Modified_Time asc, id asc limit ${rowsPerCoqlPage}`,
      call,
    );
    const parsed = rows.map((row) => parseResponse(WireChangedRow, row, 'CRM changes'));
    const isWhole = direct;
    const fill = async (): Promise<ChangedRow[]> => {
      if (isWhole) return parsed;
      const filled = await fillRows(source, parsed, call);
      return filled.map((row) => parseResponse(WireChangedRow, row, 'CRM changes'));
    };
    return { rows: parsed, moreRecords, fill };
  };
  return async (last, from) => {
    const where =
      last === undefined
        ? query`Modified_Time >= ${from}`
        : query`(Modified_Time > ${last.time} or (Modified_Time = ${last.time} and id > ${last.id}))`;
    try {
      return await ask(where);
    } catch (error) {
      if (!direct || last !== undefined || !isUnselectable(error, fields)) throw error;
      direct = false;
      return await ask(where);
    }
  };
}

function isBeyond(next: Place, last: Place): boolean {
  const later = Date.parse(next.time) - Date.parse(last.time);
  return later > 0 || (later === 0 && BigInt(next.id) > BigInt(last.id));
}

function notInOrder(): ZohoError {
  return new ZohoError('CRM COQL answered changes that are not in the order of time', {
    kind: 'unexpected-response',
  });
}
