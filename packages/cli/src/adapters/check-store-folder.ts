import { TransferFailure } from '@zohokit/transfer-core';
import type { Item, WorkDriveClient } from '@zohokit/zoho-workdrive';
import { whyNoDriveId } from '../config/drive-id.ts';
import { whyNoFolder } from './why-no-folder.ts';
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
  // A record's own id is what somebody typed; an address in a path could be any other request.
  const wrong = whyNoDriveId(folderId);
  if (wrong !== undefined) throw unusable(`${setBy}: what stands there ${wrong}`, context);
  const item = await translated(drive.items.get(folderId, { signal }), {
    ...context,
    meanings: {
      ...context.meanings,
      'bad-request': { reach: 'record', reason: 'store-unusable' },
    },
  });
  const complaint = whyUnusable(item);
  if (complaint === undefined) return;
  throw unusable(`folder ${folderId} (${setBy}): ${complaint}`, context);
}

// --- internal ---

function unusable(why: string, { org }: FailureContext): TransferFailure {
  return new TransferFailure(`${org}: nothing can be stored in ${why}`, {
    reach: 'record',
    reason: 'store-unusable',
  });
}

function whyUnusable(item: Item): string | undefined {
  // `canUpload` is `undefined` when Zoho does not say: the upload will.
  const forbidden =
    item.canUpload === false ? 'the user of this token may not upload to it' : undefined;
  return whyNoFolder(item) ?? forbidden;
}
