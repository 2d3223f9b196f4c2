import { TransferFailure } from '@zohokit/transfer-core';
import { isZohoError, type ZohoErrorKind } from '@zohokit/zoho-http';
import type { WorkDriveClient } from '@zohokit/zoho-workdrive';
import { whyNoFolder } from './why-no-folder.ts';
import { toZohoFailure } from './zoho-failure.ts';

export interface CheckSourceParentOptions {
  drive: Pick<WorkDriveClient, 'items'>;
  folderId: string;
  /** Named in messages. */
  org: string;
}

/**
 * Rejects with a `run` failure (configuration) that says what the known parent is instead of a
 * folder. A listing would not tell: the one of a file, a team or a trashed folder is just empty or
 * a riddle.
 */
export async function checkSourceParent(
  { drive, folderId, org }: CheckSourceParentOptions,
  signal?: AbortSignal,
): Promise<void> {
  const refuse = (complaint: string, cause?: unknown): TransferFailure =>
    new TransferFailure(
      `${org}: WORKDRIVE_SOURCE_PARENT_FOLDER_ID does not name a folder to look in: ${complaint}`,
      { reach: 'run', reason: 'configuration', cause },
    );
  const item = await drive.items.get(folderId, { signal }).catch((error: unknown) => {
    if (isZohoError(error) && unknownIds.has(error.kind))
      throw refuse('there is no such id, it is in a trash, or this user may not see it', error);
    throw toZohoFailure(error, { org, about: 'WORKDRIVE_SOURCE_PARENT_FOLDER_ID' });
  });
  const complaint = whyNoFolder(item);
  if (complaint !== undefined) throw refuse(complaint);
}

// --- internal ---

/** What Zoho answers for an id that it does not know or does not show. */
const unknownIds: ReadonlySet<ZohoErrorKind> = new Set(['not-found', 'bad-request']);
