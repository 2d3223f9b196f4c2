import { isZohoError, type ZohoError, type ZohoErrorKind } from '@zohokit/zoho-http';
import { checkCount, checkId, checkWord } from './check-input.ts';
import type { FolderItem, Item } from './item.ts';
import { listFolderPages, type ItemPage } from './list-folder.ts';
import { defaultWalkConcurrency } from './rate-limits.ts';
import type { WorkDriveService } from './service.ts';

/** How deep, how wide and how forgiving a walk is. */
export interface WalkOptions {
  /** How many levels below the folder; 1 is what it holds itself. @default all of them */
  depth?: number | undefined;
  /** How many folders are listed at a time. The pace of the client holds all the same. @default 4 */
  concurrency?: number | undefined;
  /**
   * What a subfolder that cannot be listed, or not to its end, amounts to: an entry `failed`, or the
   * end of the walk. @default report
   */
  onFailure?: 'report' | 'reject' | undefined;
  signal?: AbortSignal | undefined;
}

/** What a walk comes across. `path` are the folders between the walk's folder and it, from the top. */
export type WalkEntry =
  | { status: 'item'; item: Item; path: readonly FolderItem[]; depth: number }
  | {
      /** Of this folder some items, or all, are missing from the walk. */
      status: 'failed';
      folder: FolderItem;
      path: readonly FolderItem[];
      depth: number;
      error: ZohoError;
    };

/**
 * Every item below a folder: a folder before what it holds, else in no order. At most
 * `concurrency` pages wait in memory, and none is asked for while nobody reads on.
 */
export async function* walkFolder(
  service: WorkDriveService,
  folderId: string,
  {
    depth = Infinity,
    concurrency = defaultWalkConcurrency,
    onFailure = 'report',
    signal,
  }: WalkOptions = {},
): AsyncGenerator<WalkEntry, void, undefined> {
  if (depth !== Infinity) checkCount(depth, 'depth');
  checkCount(concurrency, 'concurrency');
  checkWord(onFailure, ['report', 'reject'], 'onFailure');
  const end = new AbortController();
  const both = signal === undefined ? end.signal : AbortSignal.any([signal, end.signal]);
  const root = visit(service, { id: checkId(folderId), path: [] }, both);
  // A folder that is moved while the walk is under way may come twice, even below itself.
  const seen = new Set([folderId]);
  const waiting: Visit[] = [root];
  const underWay = new Map<Visit, Promise<Step>>();
  try {
    while (waiting.length > 0 || underWay.size > 0) {
      launch(waiting, underWay, concurrency);
      const { visit: one, result } = await Promise.race(underWay.values());
      if ('error' in result) {
        underWay.delete(one);
        yield toFailure(one, result.error, onFailure);
        continue;
      }
      if (result.page === undefined) {
        underWay.delete(one);
        continue;
      }
      const found = result.page.items.flatMap((item) => toEntry(one, item, seen));
      // The deepest first: a walk that went level by level would have to remember a whole level.
      for (const { item, path, depth: level } of found.toReversed())
        if (item.kind === 'folder' && level < depth)
          waiting.push(visit(service, { id: item.id, folder: item, path: [...path, item] }, both));
      underWay.set(one, step(one));
      launch(waiting, underWay, concurrency);
      yield* found;
    }
  } finally {
    end.abort();
  }
}

// --- internal ---

type ItemEntry = Extract<WalkEntry, { status: 'item' }>;

interface Visit {
  /** `undefined` for the folder of the walk itself. */
  folder: FolderItem | undefined;
  /** Down to this folder, itself included. */
  path: readonly FolderItem[];
  pages: AsyncGenerator<ItemPage, void, undefined>;
}

interface Step {
  visit: Visit;
  result: { page: ItemPage | undefined } | { error: unknown };
}

function visit(
  service: WorkDriveService,
  { id, folder, path }: { id: string; folder?: FolderItem; path: readonly FolderItem[] },
  signal: AbortSignal,
): Visit {
  return { folder, path, pages: listFolderPages(service, id, { signal }) };
}

function launch(waiting: Visit[], underWay: Map<Visit, Promise<Step>>, concurrency: number): void {
  while (underWay.size < concurrency) {
    const next = waiting.pop();
    if (next === undefined) return;
    underWay.set(next, step(next));
  }
}

/** The next page of a folder; it never rejects, since nobody may be waiting for it any more. */
async function step(one: Visit): Promise<Step> {
  try {
    const { value } = await one.pages.next();
    return { visit: one, result: { page: value ?? undefined } };
  } catch (error) {
    return { visit: one, result: { error } };
  }
}

/** A folder that has come before is the same folder: it is neither told nor entered again. */
function toEntry({ path }: Visit, item: Item, seen: Set<string>): ItemEntry[] {
  if (item.kind === 'folder') {
    if (seen.has(item.id)) return [];
    seen.add(item.id);
  }
  return [{ status: 'item', item, path, depth: path.length + 1 }];
}

/** What would meet every other folder as well is no failure of one. */
const ofEverything: ReadonlySet<ZohoErrorKind> = new Set([
  'authorization',
  'scope',
  'rate-limit',
  'quota',
  'usage',
]);

function toFailure(
  { folder, path }: Visit,
  error: unknown,
  onFailure: 'report' | 'reject',
): WalkEntry {
  if (folder === undefined || onFailure === 'reject') throw error;
  if (!isZohoError(error) || ofEverything.has(error.kind)) throw error;
  return { status: 'failed', folder, path: path.slice(0, -1), depth: path.length, error };
}
