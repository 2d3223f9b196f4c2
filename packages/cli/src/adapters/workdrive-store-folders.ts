import { TransferFailure, type StoreDrive } from '@zohokit/transfer-core';
import type { WorkDriveClient } from '@zohokit/zoho-workdrive';
import { translated, type FailureContext } from './zoho-failure.ts';

export interface StoreFoldersOptions {
  drive: Pick<WorkDriveClient, 'folders' | 'items'>;
  org: string;
  ofFolder: (folderId: string) => FailureContext;
}

/** Makes folders in WorkDrive of the org that receives, and knows where a person sees them. */
export function createStoreFolders({
  drive,
  org,
  ofFolder,
}: StoreFoldersOptions): Pick<StoreDrive, 'createFolder' | 'folderUrl'> {
  const permalinks = new Map<string, string>();

  return {
    async createFolder({ parentId, name }, signal) {
      // The core has listed the parent, and settles a lost answer itself.
      const creation = drive.folders.create(parentId, name, { look: false, signal });
      const made = await translated(creation, ofFolder(parentId));
      if (made.permalink !== undefined) permalinks.set(made.id, made.permalink);
      return { id: made.id, name: made.name, parentId: made.parentId ?? parentId };
    },

    async folderUrl(folderId, signal) {
      const known = permalinks.get(folderId);
      if (known !== undefined) return known;
      const item = await translated(drive.items.get(folderId, { signal }), ofFolder(folderId));
      if (item.permalink === undefined) throw withoutAddress(org, folderId);
      permalinks.set(folderId, item.permalink);
      return item.permalink;
    },
  };
}

// --- internal ---

function withoutAddress(org: string, folderId: string): TransferFailure {
  return new TransferFailure(`${org}: folder ${folderId} came without its address`, {
    reach: 'item',
    reason: 'transient',
  });
}
