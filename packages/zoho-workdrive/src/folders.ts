import { parseResponse, pathSegment, ZohoError } from '@zohokit/zoho-http';
import type { Item } from './item.ts';
import { itemsPerPage } from './rate-limits.ts';
import { workDriveScopes } from './scopes.ts';
import { jsonApi, type WorkDriveService } from './service.ts';
import { WireItemPage, WireOneItem } from './wire.ts';

/** One page of a folder's listing. */
export interface ItemPage {
  items: Item[];
  /** Where the next page starts; `undefined` after the last one. */
  next: string | undefined;
  /** The server's clock when it answered, milliseconds since the epoch, cut to a second. */
  serverTime: number | undefined;
}

/** Which page of the listing to read. */
export interface ListPageOptions {
  /** `next` of the page before. @default the first page */
  cursor?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Folders: what they list, and making new ones. */
export interface Folders {
  /** Every item of the folder, once. Subfolders are items; nothing is listed below them. */
  list(
    folderId: string,
    options?: { signal?: AbortSignal | undefined },
  ): AsyncGenerator<Item, void, undefined>;
  /** One page of up to 1,000 items. Zoho promises no order, and an item may come twice. */
  listPage(folderId: string, options?: ListPageOptions): Promise<ItemPage>;
  /** Every item, once, with the server's time of the first page: nothing here is older than it. */
  listAll(
    folderId: string,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<{ items: Item[]; serverTime: number | undefined }>;
  /**
   * Creates a folder. What Zoho does when the name is taken is not documented: compare the answer's
   * name. Rejects with `maybe-committed` when the answer is lost.
   */
  create(
    parentId: string,
    name: string,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<Item>;
}

export function createFolders(service: WorkDriveService): Folders {
  const listPage: Folders['listPage'] = (folderId, options) =>
    fetchPage(service, folderId, options);

  async function* pages(folderId: string, signal: AbortSignal | undefined) {
    const seen = new Set<string>();
    const cursors = new Set<string>();
    let cursor: string | undefined;
    for (;;) {
      const page = await listPage(folderId, { cursor, signal });
      const items = page.items.filter(({ id }) => !seen.has(id));
      for (const { id } of items) seen.add(id);
      yield { ...page, items };
      // An empty page ends the walk whatever it promises (rclone backend/zoho/zoho.go).
      cursor = page.items.length === 0 ? undefined : page.next;
      if (cursor === undefined) return;
      if (cursors.has(cursor)) throw stuck(folderId);
      cursors.add(cursor);
    }
  }

  return {
    listPage,

    async *list(folderId, { signal } = {}) {
      for await (const { items } of pages(folderId, signal)) yield* items;
    },

    async listAll(folderId, { signal } = {}) {
      const walked = await Array.fromAsync(pages(folderId, signal));
      return { items: walked.flatMap(({ items }) => items), serverTime: walked[0]?.serverTime };
    },

    async create(parentId, name, { signal } = {}) {
      const { json } = await service.http.json({
        method: 'POST',
        url: `${service.baseUrl}/files`,
        headers: jsonApi,
        json: { data: { attributes: { name, parent_id: parentId }, type: 'files' } },
        scopes: workDriveScopes['folders.create'],
        signal,
      });
      return parseNewFolder(json);
    },
  };
}

// --- internal ---

async function fetchPage(
  service: WorkDriveService,
  folderId: string,
  { cursor, signal }: ListPageOptions = {},
): Promise<ItemPage> {
  const answer = await service.http.json({
    url: `${service.baseUrl}/files/${pathSegment(folderId)}/files`,
    // Without paging parameters the answer is silently cut at 50 items (Zoho doc: list-files).
    query: { 'page[next]': cursor ?? '0', 'page[limit]': itemsPerPage },
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

/** The folder is there, whatever the answer looks like. */
function parseNewFolder(json: unknown): Item {
  try {
    return parseResponse(WireOneItem, json, 'WorkDrive new folder');
  } catch (cause) {
    throw new ZohoError("WorkDrive's answer does not say which folder was created", {
      kind: 'maybe-committed',
      hint: 'list the parent before you create it again',
      cause,
    });
  }
}

function stuck(folderId: string): ZohoError {
  return new ZohoError(`The listing of WorkDrive folder ${folderId} does not advance`, {
    kind: 'unexpected-response',
  });
}
