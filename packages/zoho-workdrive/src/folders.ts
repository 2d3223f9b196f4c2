import {
  createFolderMaker,
  type CreateFolderOptions,
  type EnsuredFolder,
} from './ensure-folder.ts';
import type { FolderItem, Item } from './item.ts';
import {
  listFolderPage,
  listFolderPages,
  type ItemPage,
  type ListOptions,
  type ListPageOptions,
} from './list-folder.ts';
import type { WorkDriveService } from './service.ts';
import { walkFolder, type WalkEntry, type WalkOptions } from './walk-folder.ts';

/** Folder ids are those of folders, team folders and My Folders; not of teams. */
export interface Folders {
  /** Every item of the folder, once. Subfolders are items; nothing is listed below them. */
  list(folderId: string, options?: ListOptions): AsyncGenerator<Item, void, undefined>;
  /** One page of up to 1,000 items. Zoho promises no order, and an item may come twice. */
  listPage(folderId: string, options?: ListPageOptions): Promise<ItemPage>;
  /**
   * Page after page to the end, each item once: for large folders of which little is to be kept. The
   * server's time of the first page is the one that nothing here is older than.
   */
  listPages(folderId: string, options?: ListOptions): AsyncGenerator<ItemPage, void, undefined>;
  /** Every item, once, with the server's time of the first page: nothing here is older than it. */
  listAll(
    folderId: string,
    options?: ListOptions,
  ): Promise<{ items: Item[]; serverTime: number | undefined }>;
  /**
   * Every item below the folder, subfolders included, each folder once: a folder before what it
   * holds. A subfolder that cannot be listed is an entry `failed` and not the end, unless all would
   * fail for the same reason (authorisation, scope, a long penalty) or `onFailure` says `reject`; the
   * folder itself always rejects. What is moved meanwhile may be missed.
   */
  walk(folderId: string, options?: WalkOptions): AsyncGenerator<WalkEntry, void, undefined>;
  /**
   * Creates a folder; lists first, and rejects with `conflict` when there is one of that name.
   * Calls for the same name at the same time are one. Read the answer's name: Zoho may have altered
   * it. Rejects with `maybe-committed` when the answer is lost and a second listing does not show
   * the folder. Another program that creates the same one in this moment is not noticed.
   */
  create(parentId: string, name: string, options?: CreateFolderOptions): Promise<FolderItem>;
  /**
   * The folder at the end of a path below `parentId` (`A/B/C`, or an array of names), created where
   * it is missing. Of two folders of one name it takes neither: the result is `ambiguous`. When
   * `folder.name` is not what was asked for, Zoho does not keep that name, and the next call would
   * create another one.
   */
  ensure(
    parentId: string,
    path: string | readonly string[],
    options?: { signal?: AbortSignal | undefined },
  ): Promise<EnsuredFolder>;
}

export function createFolders(service: WorkDriveService): Folders {
  const maker = createFolderMaker(service);

  return {
    async *list(folderId, options) {
      for await (const { items } of listFolderPages(service, folderId, options))
        for (const item of items) yield item;
    },
    listPage: (folderId, options) => listFolderPage(service, folderId, options),
    listPages: (folderId, options) => listFolderPages(service, folderId, options),
    async listAll(folderId, options) {
      const pages = await Array.fromAsync(listFolderPages(service, folderId, options));
      return { items: pages.flatMap(({ items }) => items), serverTime: pages[0]?.serverTime };
    },
    walk: (folderId, options) => walkFolder(service, folderId, options),
    create: (parentId, name, options) => maker.create(parentId, name, options),
    ensure: (parentId, path, { signal } = {}) => maker.ensure(parentId, path, signal),
  };
}
