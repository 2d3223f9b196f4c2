import { TransferFailure } from '@zohokit/transfer-core';
import type { Item, WorkDriveClient } from '@zohokit/zoho-workdrive';
import { translated, type FailureContext } from './zoho-failure.ts';

export interface CheckStoreFolderOptions {
  drive: Pick<WorkDriveClient, 'items'>;
  folderId: string;
  /** The variable or field that holds the id. */
  setBy: string;
  context: FailureContext;
}

/** Rejects with a `record` failure that says why nothing can be stored in the folder. */
export async function checkStoreFolder(
  { drive, folderId, setBy, context }: CheckStoreFolderOptions,
  signal?: AbortSignal,
): Promise<void> {
  const item = await translated(drive.items.get(folderId, { signal }), {
    ...context,
    meanings: {
      ...context.meanings,
      'bad-request': { reach: 'record', reason: 'store-unusable' },
    },
  });
  const complaint = whyUnusable(item);
  if (complaint === undefined) return;
  throw new TransferFailure(
    `${context.org}: nothing can be stored in folder ${folderId} (${setBy}): ${complaint}`,
    { reach: 'record', reason: 'store-unusable' },
  );
}

// --- internal ---

function whyUnusable({ kind, status, canUpload }: Item): string | undefined {
  if (kind === 'team')
    return 'it is the id of a team; give the id of a folder or team folder inside it';
  if (kind !== 'folder') return 'it is a file, not a folder';
  if (status === 'trashed') return 'it is in the trash';
  if (status === 'deleted') return 'it was deleted';
  // `undefined` when Zoho does not say: the upload will.
  return canUpload === false ? 'the user of this token may not upload to it' : undefined;
}
