import type { FolderRef, ItemKind, SourceDrive, SourceItem } from '@zohokit/transfer-core';
import { exportedName, type Item, type WorkDriveClient } from '@zohokit/zoho-workdrive';
import { checkSourceParent } from './check-source-parent.ts';
import { sourceRoots, type SourceRoot } from './source-roots.ts';
import { translated, translatedEach, type FailureContext } from './zoho-failure.ts';

/** What the source drive reads through, and where it looks for folders first. */
export interface WorkDriveSourceDriveOptions {
  drive: Pick<WorkDriveClient, 'users' | 'teams' | 'folders' | 'items' | 'downloads'>;
  /** The folder whose direct subfolders are looked at first. */
  parentFolderId?: string | undefined;
  /** Spares the question which teams there are. */
  teamId?: string | undefined;
  /** Named in messages. @default 'org B' */
  org?: string | undefined;
  /** Told once when folders can be looked up under the known parent only. @default nobody hears */
  onWarning?: ((message: string) => void) | undefined;
}

/** WorkDrive of the org that is read, as the core knows it. */
export function createWorkDriveSourceDrive(options: WorkDriveSourceDriveOptions): SourceDrive {
  const { drive, parentFolderId, org = 'org B' } = options;
  const context: FailureContext = { org };
  /** Of native documents only: what they are called once they are exported. */
  const exportNames = new Map<string, string>();

  const toSourceItem = (item: Item): SourceItem => {
    if (item.kind === 'native-document') exportNames.set(item.id, exportedName(item));
    return {
      id: item.id,
      name: item.name,
      kind: toItemKind(item.kind),
      modifiedAt: item.modifiedAt ?? 0,
      listedSize: item.size,
    };
  };
  const storeName = ({ id, name }: SourceItem): string => exportNames.get(id) ?? name;
  let warned = false;
  const onWarning = (message: string): void => {
    if (!warned) options.onWarning?.(message);
    warned = true;
  };
  const subfolders = (root: SourceRoot, signal: AbortSignal | undefined) =>
    translatedEach(subfoldersOf(drive, root, signal), { org, ...root.failure });

  return {
    knownParent:
      parentFolderId === undefined
        ? undefined
        : async function* (signal) {
            await checkSourceParent({ drive, folderId: parentFolderId, org }, signal);
            yield* subfolders(knownParentRoot(parentFolderId), signal);
          },

    async *catalogue(signal) {
      for (const root of await sourceRoots({ ...options, org, onWarning }, signal))
        yield* subfolders(root, signal);
    },

    async folder(id, signal) {
      const item = await translated(drive.items.find(id, { signal }), context);
      if (item?.kind !== 'folder' || !isThere(item)) return undefined;
      const { name, modifiedAt = 0 } = item;
      return { id: item.id, name, modifiedAt, location: 'chosen by a person' };
    },

    async *list(folderId, signal) {
      const items = drive.folders.list(folderId, { signal });
      for await (const item of translatedEach(items, context))
        if (isThere(item)) yield toSourceItem(item);
    },

    storeName,

    async open(item, signal) {
      // Without a time of its own the item says 0, and then a cut is only resumed if it is old.
      const modifiedAt = item.modifiedAt === 0 ? undefined : item.modifiedAt;
      const opening = drive.downloads.open(item.id, { modifiedAt, signal });
      const download = await translated(opening, context);
      const body = translatedEach(download.body, context);
      return { size: download.size, body };
    },
  };
}

// --- internal ---

function knownParentRoot(id: string): SourceRoot {
  return {
    id,
    location: 'the known parent',
    failure: {
      about: 'WORKDRIVE_SOURCE_PARENT_FOLDER_ID',
      meanings: {
        'not-found': { reach: 'run', reason: 'configuration' },
        'bad-request': { reach: 'run', reason: 'configuration' },
      },
    },
  };
}

async function* subfoldersOf(
  drive: Pick<WorkDriveClient, 'folders'>,
  { id, location }: SourceRoot,
  signal: AbortSignal | undefined,
): AsyncGenerator<FolderRef, void, undefined> {
  for await (const item of drive.folders.list(id, { signal })) {
    if (item.kind !== 'folder' || !isThere(item)) continue;
    // Without a time two folders of one name tie, and a tie is left to a person.
    yield { id: item.id, name: item.name, modifiedAt: item.modifiedAt ?? 0, location };
  }
}

function isThere({ status }: Item): boolean {
  return status !== 'trashed' && status !== 'deleted';
}

function toItemKind(kind: Item['kind']): ItemKind {
  // A team never stands in a listing; if one did, it would hold items like a folder.
  return kind === 'team' ? 'folder' : kind;
}
