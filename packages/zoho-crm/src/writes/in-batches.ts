import { chunks } from '../chunks.ts';
import { maxRowsPerWrite } from '../rate-limits.ts';
import { usage } from '../usage.ts';

/** How a write of any number of rows is cut. */
export interface BatchOptions {
  /** Rows per request, at most 100. @default 100 */
  batchSize?: number | undefined;
  /**
   * Requests under way at once. With more than 1, rows of one record in different batches may be
   * written in another order. @default 1
   */
  parallel?: number | undefined;
}

/**
 * What `write` makes of each batch, in the order of the rows. Rows are taken as they are needed, so
 * that an endless source is never held as a whole. After a rejection nothing further is begun.
 */
export async function* inBatches<Row, Result>(
  rows: Iterable<Row> | AsyncIterable<Row>,
  write: (batch: readonly Row[], first: number) => Promise<readonly Result[]>,
  { most = maxRowsPerWrite, batchSize = most, parallel = 1 }: BatchOptions & { most?: number } = {},
): AsyncGenerator<Result, void, undefined> {
  checkCount('batchSize', batchSize, most);
  checkCount('parallel', parallel, Number.MAX_SAFE_INTEGER);
  const underWay: Promise<readonly Result[]>[] = [];
  let first = 0;
  for await (const batch of chunks(rows, batchSize)) {
    const begun = write(batch, first);
    // Whoever waits for it is told; until then it is nobody's unhandled rejection.
    begun.catch(() => undefined);
    underWay.push(begun);
    first += batch.length;
    if (underWay.length < parallel) continue;
    // Not `yield*`, which waits twice for each result of an array.
    for (const result of (await underWay.shift()) ?? []) yield result;
  }
  for (const one of underWay) for (const result of await one) yield result;
}

// --- internal ---

function checkCount(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw usage(`"${name}" must be a whole number from 1 to ${most}`);
}
