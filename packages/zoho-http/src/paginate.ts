import { ZohoError } from './zoho-error.ts';

/** One page of a list, and the cursor of the next. */
export interface Page<Item> {
  items: readonly Item[];
  /** Absent on the last page. */
  next?: string | undefined;
}

/** Asks for the page behind a cursor, or for the first one. */
export type FetchPage<Item> = (cursor?: string) => Promise<Page<Item>>;

/** Every item of every page; see `paginatePages`. */
export async function* paginate<Item>(
  fetchPage: FetchPage<Item>,
): AsyncGenerator<Item, void, undefined> {
  // Not `yield*`, which waits twice for each item of an array.
  for await (const items of paginatePages(fetchPage)) for (const item of items) yield item;
}

/**
 * The items of every page, page by page: each pass through a generator costs every item a few turns
 * of the event loop's queue. The consumer sets the pace. A cursor that comes a second time rejects
 * with kind `unexpected-response`: a walk in circles, like a silent end, would lose items.
 */
export async function* paginatePages<Item>(
  fetchPage: FetchPage<Item>,
): AsyncGenerator<readonly Item[], void, undefined> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await (cursor === undefined ? fetchPage() : fetchPage(cursor));
    yield page.items;
    cursor = page.next;
    if (cursor !== undefined && seen.has(cursor)) {
      throw new ZohoError('The cursor of a list came a second time', {
        kind: 'unexpected-response',
      });
    }
    if (cursor !== undefined) seen.add(cursor);
  } while (cursor !== undefined);
}
