import { makeFolder, type MakeFolderContext } from './make-folder.ts';
import { toTransferFailure, TransferFailure } from './failure.ts';
import type { StoreFolder, StoreFolders } from './store-folder.ts';
import type { TransferPlan } from './plan.ts';

/** The store folder of a source folder, or why it cannot be had. */
export type OpenedFolder = StoreFolder | TransferFailure;

export interface OpenFoldersContext extends Omit<MakeFolderContext, 'parent' | 'recordId'> {
  folders: StoreFolders;
}

/**
 * Opens the store folders of a plan that something is sent to, by source folder, and makes those that
 * are missing. What cannot be made fails what is in it; a failure that reaches the run is thrown.
 */
export async function openFolders(
  { folders: planned, actions, record, storeFolderId }: TransferPlan,
  { folders, ...context }: OpenFoldersContext,
): Promise<Map<string, OpenedFolder>> {
  const opened = new Map<string, OpenedFolder>();
  const wanted = wantedFolders(planned, actions);
  for (const folder of planned) {
    if (!wanted.has(folder.sourceId)) continue;
    try {
      opened.set(folder.sourceId, await open());
    } catch (error) {
      const failure = toTransferFailure(error);
      if (failure.reach === 'run' || context.signal?.aborted) throw error;
      opened.set(folder.sourceId, failure);
    }

    async function open(): Promise<StoreFolder> {
      if (folder.storeFolderId !== undefined) return await folders.get(folder.storeFolderId);
      const above = folder.parentId === undefined ? undefined : opened.get(folder.parentId);
      if (above instanceof TransferFailure) throw above;
      const parent = above ?? (await folders.get(storeFolderId));
      return await folders.get(
        await makeFolder(folder, { ...context, parent, recordId: record.id }),
      );
    }
  }
  return opened;
}

// --- internal ---

/** Folders that something is sent to, and those above them. */
function wantedFolders(
  planned: TransferPlan['folders'],
  actions: TransferPlan['actions'],
): ReadonlySet<string> {
  const sends = actions.filter(({ kind }) => kind === 'send');
  const wanted = new Set(sends.map(({ sourceFolderId }) => sourceFolderId));
  for (const { sourceId, parentId } of planned.toReversed())
    if (wanted.has(sourceId) && parentId !== undefined) wanted.add(parentId);
  return wanted;
}
