import { copyItem, moveItem, renameItem, restoreItem } from './change-item.ts';
import { deleteItem, trashItem, type DeleteOptions } from './delete-item.ts';
import { findItem, getItem } from './get-item.ts';
import type { Item } from './item.ts';
import type { WorkDriveService } from './service.ts';

interface Abortable {
  signal?: AbortSignal | undefined;
}

/**
 * One item by its id. A change is sent once; `maybe-committed` says that its answer was lost or
 * proves nothing, and that the item, looked at afterwards, did not show the change either.
 */
export interface Items {
  /** Rejects with `not-found` when it is missing, in a trashed folder, foreign or forbidden. */
  get(id: string, options?: Abortable): Promise<Item>;
  /** Resolves to `undefined` also when the item is in the trash or deleted. */
  find(id: string, options?: Abortable): Promise<Item | undefined>;
  /**
   * Resolves to the item under the name that Zoho keeps: what it does when the name is taken is not
   * documented, and some characters are refused or stripped.
   */
  rename(id: string, name: string, options?: Abortable): Promise<Item>;
  /**
   * Into another folder of the same team, with all it holds. Resolves to the item as it is there:
   * Zoho may have altered its name. Rejects with `not-found` when the folder is none.
   */
  move(id: string, folderId: string, options?: Abortable): Promise<Item>;
  /**
   * Resolves to the copy, which has an id of its own, and where its name was taken a name of Zoho's.
   * `maybe-committed` that names an id says that the copy is there and could not be looked at.
   */
  copy(id: string, folderId: string, options?: Abortable): Promise<Item>;
  /** Moves to the trash, with all it holds; resolves also when it is there already. */
  trash(id: string, options?: Abortable): Promise<void>;
  /** Back from the trash to where it was. What lies in a trashed folder comes back with it only. */
  restore(id: string, options?: Abortable): Promise<Item>;
  /**
   * Deletes for good, also from the trash. Sends the status 61, of which two clients say that it
   * deletes and the notes of a third that it means the trash; Zoho's reference is silent. Try it on
   * something worthless first. Rejects with `usage` without `{ permanently: true }`, and with
   * `maybe-committed` when the answer is lost or says something else.
   */
  delete(id: string, options: DeleteOptions): Promise<void>;
}

export function createItems(service: WorkDriveService): Items {
  return {
    get: (id, { signal } = {}) => getItem(service, id, signal),
    find: (id, { signal } = {}) => findItem(service, id, signal),
    rename: (id, name, { signal } = {}) => renameItem(service, id, name, signal),
    move: (id, folderId, { signal } = {}) => moveItem(service, id, folderId, signal),
    copy: (id, folderId, { signal } = {}) => copyItem(service, id, folderId, signal),
    trash: (id, { signal } = {}) => trashItem(service, id, signal),
    restore: (id, { signal } = {}) => restoreItem(service, id, signal),
    delete: (id, options) => deleteItem(service, id, options),
  };
}
