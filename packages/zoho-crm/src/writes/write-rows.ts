import { isZohoError, type ServiceRequest } from '@zohokit/zoho-http';
import { creditsOfRows } from '../credits.ts';
import { maxRowsPerWrite } from '../rate-limits.ts';
import type { CrmService } from '../service.ts';
import { usage } from '../usage.ts';
import { isRefused, type ReadyRow } from './check-rows.ts';
import { sendRows, unclear } from './send-rows.ts';
import { doubtfulRow, toWriteResult, type RefusedRow, type WriteResult } from './write-result.ts';

/** One request of a write, but for its rows. */
export interface RowsOrder {
  /** What is done to what, for messages: `update Deals`. */
  what: string;
  /** @default a credit for every 10 rows begun */
  credits?: ((rows: number) => number) | undefined;
  /** Whether an answer must name the id that its row has. @default false */
  namesIds?: boolean | undefined;
  /** Rows of one request. @default 100 */
  mostRows?: number | undefined;
  toRequest: (rows: readonly ReadyRow[]) => ServiceRequest;
}

/**
 * Sends the rows that may be sent, in one request: one result per row, in order, those
 * that were refused before among them. Rejects as `sendRows` does.
 */
export async function writeRows(
  service: CrmService,
  rows: readonly (ReadyRow | RefusedRow)[],
  order: RowsOrder,
): Promise<WriteResult[]> {
  const { what, credits = creditsOfRows, mostRows = maxRowsPerWrite } = order;
  if (rows.length > mostRows) {
    throw usage(`"rows" must hold at most ${mostRows} rows, not ${rows.length}`);
  }
  const ready = rows.filter((row): row is ReadyRow => !isRefused(row));
  const answers =
    ready.length === 0
      ? []
      : await sendRows(service, {
          gates: service.credits(credits(ready.length)),
          ...order.toRequest(ready),
          what,
          count: ready.length,
        });
  const sent = answers.map((answer, at) => {
    const given = ready[at];
    // Results are positional; an id that says otherwise leaves every row in doubt.
    const named = answer.details?.['id'];
    const isOther = given?.id !== undefined && order.namesIds === true && named !== given.id;
    if (given === undefined || (answer.status === 'success' && isOther)) throw unclear(what);
    const result = toWriteResult(answer, given.row, given.id);
    // A record that was made and has no id cannot be told of.
    if (result.ok && result.id === '') throw unclear(what);
    return result;
  });
  return inOrder(rows, sent);
}

/** The rows' results when a request ended in doubt; any other error is thrown again. */
export function orDoubt(rows: readonly (ReadyRow | RefusedRow)[], error: unknown): WriteResult[] {
  if (!isZohoError(error) || error.kind !== 'maybe-committed') throw error;
  return rows.map((row) => (isRefused(row) ? row : doubtfulRow(row.row, row.id, error)));
}

// --- internal ---

function inOrder(
  rows: readonly (ReadyRow | RefusedRow)[],
  sent: readonly WriteResult[],
): WriteResult[] {
  const byRow = new Map(sent.map((result) => [result.row, result]));
  return rows.flatMap((row) => (isRefused(row) ? row : (byRow.get(row.row) ?? [])));
}
