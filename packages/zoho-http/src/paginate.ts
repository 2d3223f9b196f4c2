import { ZohoError } from './zoho-error.ts';

/** One page of a list, and the cursor of the next. */
export interface Page<Item> {
  items: readonly Item[];
  /** Absent on the last page. */
  next?: string | undefined;
}

/**
 * Every item of every page; the consumer sets the pace. A cursor that comes a second time rejects
 * with kind `unexpected-response`: a walk in circles, like a silent end, would lose items.
 */
export async function* paginate<Item>(
  fetchPage: (cursor?: string) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, undefined> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await (cursor === undefined ? fetchPage() : fetchPage(cursor));
    yield* page.items;
    cursor = page.next;
    if (cursor !== undefined && seen.has(cursor)) {
      throw new ZohoError('The cursor of a list came a second time', {
        kind: 'unexpected-response',
      });
    }
    if (cursor !== undefined) seen.add(cursor);
  } while (cursor !== undefined);
}
