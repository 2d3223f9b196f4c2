import { parseResponse, pathSegment, ZohoError } from '@zohokit/zoho-http';
import { checkWord } from './check-input.ts';
import type { Item } from './item.ts';
import { itemsPerPage } from './rate-limits.ts';
import { workDriveScopes } from './scopes.ts';
import { jsonApi, type WorkDriveService } from './service.ts';
import { WireItemPage } from './wire.ts';

/** Which items a listing has; Zoho's own words (Zoho doc: list-files-folders). */
export const listingFilters = [
  'all',
  'allfiles',
  'folder',
  'documents',
  'spreadsheets',
  'presentations',
  'pdf',
  'audio',
  'video',
  'images',
  'mydrafts',
  'documents_native',
  'documents_non_native',
  'spreadsheets_native',
  'spreadsheets_non_native',
  'presentations_native',
  'presentations_non_native',
] as const;

/** One of `listingFilters`: which kinds of items a listing has. */
export type ListingFilter = (typeof listingFilters)[number];

/**
 * The order of a listing, descending behind a minus. Neither the fields nor the minus are
 * documented: they are what clients send, and Zoho may refuse them with `bad-request`.
 */
export const listingSorts = [
  'name',
  '-name',
  'modified_time',
  '-modified_time',
  'created_time',
  '-created_time',
] as const;

/** One of `listingSorts`: the order of a listing, as far as Zoho keeps it. */
export type ListingSort = (typeof listingSorts)[number];

/** Which items of a folder, in which order. */
export interface ListOptions {
  /** `all` has subfolders, too. @default all */
  filter?: ListingFilter | undefined;
  /** @default Zoho's own order, which it does not promise */
  sort?: ListingSort | undefined;
  signal?: AbortSignal | undefined;
}

/** Which page of a listing to read. */
export interface ListPageOptions extends ListOptions {
  /** `next` of the page before; `filter` and `sort` must be those of then. @default the first page */
  cursor?: string | undefined;
}

/** One page of a listing. */
export interface ItemPage {
  items: Item[];
  /** Where the next page starts; `undefined` after the last one. */
  next: string | undefined;
  /** The server's clock when it answered, milliseconds since the epoch, cut to a second. */
  serverTime: number | undefined;
}

/** One page of up to 1,000 items, paced by the folder's listing window. */
export async function listFolderPage(
  service: WorkDriveService,
  folderId: string,
  { cursor, filter, sort, signal }: ListPageOptions = {},
): Promise<ItemPage> {
  if (filter !== undefined) checkWord(filter, listingFilters, 'filter');
  if (sort !== undefined) checkWord(sort, listingSorts, 'sort');
  const answer = await service.http.json({
    url: `${service.baseUrl}/files/${pathSegment(folderId)}/files`,
    query: {
      // Without paging parameters the answer is silently cut at 50 items (Zoho doc: list-files).
      'page[next]': cursor ?? '0',
      'page[limit]': itemsPerPage,
      'filter[type]': filter,
      sort,
    },
    headers: jsonApi,
    scopes: workDriveScopes['folders.list'],
    gates: [service.listingGate(folderId)],
    signal,
  });
  const { items, next, hasCursor } = parseResponse(WireItemPage, answer.json, 'WorkDrive listing');
  // A full page that does not say whether more follows cannot be taken for the last one.
  if (!hasCursor && items.length >= itemsPerPage) {
    throw new ZohoError('Unexpected WorkDrive listing response at: links.cursor', {
      kind: 'unexpected-response',
      hint: `a full page of folder ${folderId} came without links.cursor`,
    });
  }
  const date = Date.parse(answer.header('date') ?? '');
  return { items, next, serverTime: Number.isNaN(date) ? undefined : date };
}

/** Page after page to the end; an item that comes twice stands in the first page only. */
export async function* listFolderPages(
  service: WorkDriveService,
  folderId: string,
  options: ListOptions = {},
): AsyncGenerator<ItemPage, void, undefined> {
  const seen = new Set<string>();
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const page = await listFolderPage(service, folderId, { ...options, cursor });
    // An empty page ends the walk whatever it promises (rclone backend/zoho/zoho.go).
    cursor = page.items.length === 0 ? undefined : page.next;
    yield { ...page, items: unseen(page.items, seen) };
    if (cursor === undefined) return;
    if (cursors.has(cursor)) throw stuck(`The listing of WorkDrive folder ${folderId}`);
    cursors.add(cursor);
  }
}

/** The items that are not in `seen`, which then has them. */
export function unseen<Thing extends { id: string }>(
  things: readonly Thing[],
  seen: Set<string>,
): Thing[] {
  return things.filter(({ id }) => {
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}

export function stuck(what: string): ZohoError {
  return new ZohoError(`${what} does not advance`, { kind: 'unexpected-response' });
}
