import { isZohoError, ZohoError, type CallOptions } from '@zohokit/zoho-http';
import { toCall } from './call-options.ts';
import { closeSeams, type Seam } from './close-seams.ts';
import type { CrmRow } from './crm-row.ts';
import type { ListPage } from './list-pages.ts';
import { createModulePages } from './module-pages.ts';
import { completePage, sliceFields } from './more-fields.ts';
import { rowsPerCoqlPage } from './rate-limits.ts';
import { wideRows, type WideSource } from './wide-rows.ts';

/** How far the reading of a module is. */
export interface ReadProgress {
  module: string;
  /** Records that were handed out so far. */
  rows: number;
  /** What they are read by now: page tokens, or COQL windows by id. */
  by: 'pages' | 'coql';
  /** Where `after` would go on. */
  lastId: string;
}

/** What is read of a module, and who is told. */
export interface ReadAllOptions<Field extends string = string> extends CallOptions {
  /**
   * API names, as many as there are: more than 50 are read in several passes and joined by id.
   * @default those of the schema; without one, all of the module, which costs a request
   */
  fields?: readonly Field[] | undefined;
  /**
   * `pages` walks by page token, 200 rows for a credit, and goes on by COQL where tokens end (row
   * 100,000, or 24 h). `coql` is cheaper, 2,000 rows for three credits, and the one that no deletion
   * meanwhile can disturb; it needs the COQL scope from the start.
   * @default 'pages'
   */
  by?: 'pages' | 'coql' | undefined;
  /** Only records with an id beyond this one, by COQL: where an earlier read ended. @default all */
  after?: string | undefined;
  /** Told after each page. It must not throw. */
  onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/**
 * Every record of the module, once, in ascending id, however many there are: page tokens up to row
 * 100,000 (Zoho doc: get-records), COQL windows by id behind it. Of what is read only one page is
 * held. A record that changes meanwhile comes once, one that is made meanwhile may come. Records that
 * a deletion meanwhile hid from the pages come late, out of order: see `closeSeams`.
 */
export async function* readAll(
  source: WideSource,
  options: ReadAllOptions,
): AsyncGenerator<CrmRow, void, undefined> {
  const progress = createProgress(source.module, options);
  let last = options.after;
  if (options.by !== 'coql' && last === undefined) {
    const walk = yield* readPages(source, options, progress);
    if (walk.complete) return;
    last = walk.last;
  }
  yield* readWindows(source, options, progress, last);
}

// --- internal ---

type Progress = (rows: number, by: ReadProgress['by'], lastId: string) => void;

function createProgress(module: string, { onProgress }: ReadAllOptions): Progress {
  let total = 0;
  return (rows, by, lastId) => {
    total += rows;
    onProgress?.({ module, rows: total, by, lastId });
  };
}

/** Says where it ended, and whether the list ended there too. */
async function* readPages(
  source: WideSource,
  options: ReadAllOptions,
  progress: Progress,
): AsyncGenerator<CrmRow, { complete: boolean; last: string | undefined }, undefined> {
  const { service, module, fields } = source;
  const call = toCall(options);
  const slices = sliceFields(fields);
  const fetchPage = createModulePages(service, module, slices.first, call);
  const tokens = new Set<string>();
  const seams: Seam[] = [];
  let begun: string | undefined;
  let last: string | undefined;
  let token: string | undefined;
  let complete = false;
  while (!complete) {
    const page = await fetchPage(token).catch(endOfTokens(token));
    if (page === undefined) break;
    begun ??= page.date;
    // In ascending id: what is not beyond the last one came before.
    const fresh = page.rows.filter(({ id }) => last === undefined || BigInt(id) > BigInt(last));
    const [head] = fresh;
    if (last !== undefined && head !== undefined) seams.push([last, head.id]);
    last = fresh.at(-1)?.id ?? last;
    const rows = await completePage(source, fresh, slices, call);
    yield* rows;
    if (last !== undefined) progress(rows.length, 'pages', last);
    token = page.next;
    complete = token === undefined;
    if (token === undefined) continue;
    if (tokens.has(token)) throw inCircles();
    tokens.add(token);
  }
  yield* closeSeams({ ...source, seams, begun }, call);
  return { complete, last };
}

/** Turns the refusals that mean "no further by this token" into an end (Zoho doc: get-records). */
function endOfTokens(token: string | undefined): (error: unknown) => ListPage | undefined {
  return (error) => {
    if (token !== undefined && isZohoError(error) && ends.has(error.code ?? '')) return undefined;
    throw error;
  };
}

const ends = new Set(['PAGINATION_LIMIT_EXCEEDED', 'EXPIRED_VALUE', 'TOKEN_BOUND_DATA_MISMATCH']);

async function* readWindows(
  source: WideSource,
  options: ReadAllOptions,
  progress: Progress,
  after: string | undefined,
): AsyncGenerator<CrmRow, void, undefined> {
  let pending = 0;
  let last = '';
  for await (const row of wideRows(source, { ...toCall(options), after })) {
    yield row;
    pending += 1;
    last = row.id;
    if (pending < rowsPerCoqlPage) continue;
    progress(pending, 'coql', last);
    pending = 0;
  }
  if (pending > 0) progress(pending, 'coql', last);
}

function inCircles(): ZohoError {
  return new ZohoError('The cursor of a list came a second time', { kind: 'unexpected-response' });
}
