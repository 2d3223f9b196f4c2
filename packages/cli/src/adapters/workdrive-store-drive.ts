import {
  TransferFailure,
  type StoreDrive,
  type StoredItem,
  type UploadAnswer,
} from '@zohokit/transfer-core';
import { isZohoError } from '@zohokit/zoho-http';
import type { Item, UploadedFile, WorkDriveClient } from '@zohokit/zoho-workdrive';
import { createStoreFolders } from './workdrive-store-folders.ts';
import { checkStoreFolder } from './check-store-folder.ts';
import { translated, translatedEach, type FailureContext } from './zoho-failure.ts';

/** What the store drive writes through, and the names its messages use. */
export interface WorkDriveStoreDriveOptions {
  drive: Pick<WorkDriveClient, 'users' | 'folders' | 'items' | 'downloads' | 'uploads'>;
  /** Where a folder id was set, for messages: a variable or a record's field. */
  nameOf: (folderId: string) => string;
  /** Named in messages. @default 'org A' */
  org?: string | undefined;
}

/** WorkDrive of the org that receives, as the core knows it. */
export function createWorkDriveStoreDrive(options: WorkDriveStoreDriveOptions): StoreDrive {
  const { drive, nameOf, org = 'org A' } = options;
  const context: FailureContext = { org };
  const ofFolder = (folderId: string): FailureContext => ({
    org,
    about: `folder ${folderId}, ${nameOf(folderId)}`,
    meanings: {
      'not-found': { reach: 'record', reason: 'store-unusable' },
      conflict: { reach: 'item', reason: 'name-taken' },
    },
  });
  const userId = (signal?: AbortSignal) => translated(drive.users.id({ signal }), context);

  return {
    ...createStoreFolders({ drive, org, ofFolder }),

    whoAmI: userId,

    checkWritable: (folderId, signal) =>
      checkStoreFolder(
        { drive, folderId, setBy: nameOf(folderId), context: ofFolder(folderId) },
        signal,
      ),

    async list(folderId, signal) {
      const pages = drive.folders.listPages(folderId, { signal });
      const items: StoredItem[] = [];
      const times: (number | undefined)[] = [];
      // Each page is boiled down at once: an item as Zoho sent it takes some 3 KB.
      for await (const page of translatedEach(pages, ofFolder(folderId))) {
        times.push(page.serverTime);
        for (const item of page.items) if (isThere(item)) items.push(toStoredItem(item));
      }
      const [serverTime] = times;
      if (serverTime === undefined) throw withoutTime(org, folderId);
      return { items, serverTime };
    },

    async upload({ folderId, ...request }, signal) {
      const upload = drive.uploads.once({ ...request, parentId: folderId, signal });
      const named = upload.catch((error: unknown) => throwThrottled(error, org));
      const answer = await translated(named, ofFolder(folderId));
      return toUploadAnswer(answer);
    },

    async progress(uploadId, signal) {
      const progress = drive.uploads.progress(await userId(signal), uploadId, { signal });
      const answer = await translated(progress, context);
      return answer.status === 'stored'
        ? { status: answer.status, id: answer.id }
        : { status: answer.status };
    },

    async stat(id, signal) {
      const item = await translated(drive.items.find(id, { signal }), context);
      return item === undefined ? undefined : toStoredItem(item);
    },

    async read(id, signal) {
      const { body } = await translated(drive.downloads.open(id, { signal }), context);
      return translatedEach(body, context);
    },

    trash: (id, signal) => translated(drive.items.trash(id, { signal }), context),
  };
}

// --- internal ---

/** A wait that another attempt may sit out at the gate; a longer one ends the run. */
const patienceMs = 600_000;

/** The client cannot send a body twice: a throttled upload is for the core to announce anew. */
function throwThrottled(error: unknown, org: string): never {
  if (isZohoError(error) && error.kind === 'rate-limit') {
    const { retry, message } = error;
    if (retry.kind === 'wait' && retry.ms <= patienceMs)
      throw new TransferFailure(`${org}: ${message}`, {
        reach: 'item',
        reason: 'throttled',
        cause: error,
      });
  }
  throw error;
}

function toStoredItem({ id, name, kind, size, createdBy, createdAt }: Item): StoredItem {
  return { id, name, isFolder: kind === 'folder', listedSize: size, createdBy, createdAt };
}

function toUploadAnswer({ id, name, parentId, size, md5 }: UploadedFile): UploadAnswer {
  return { id, name, folderId: parentId, size, md5 };
}

/** Recovery compares what it finds with this time; one of our own clock could be wrong. */
function withoutTime(org: string, folderId: string): TransferFailure {
  return new TransferFailure(`${org}: the listing of folder ${folderId} came without the time`, {
    reach: 'record',
    reason: 'transient',
  });
}

/** The trash holds no names. */
function isThere({ status }: Item): boolean {
  return status !== 'trashed' && status !== 'deleted';
}
