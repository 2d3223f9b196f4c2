import type { ByteStream } from './bytes.ts';

/** A folder of the source side that a record's folder name may mean. */
export interface FolderRef {
  id: string;
  name: string;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
  /** Where it was found, in words for a person: `Team folder "Deals"`. */
  location: string;
}

/** Whether an item has bytes of its own, has items below it, or has bytes only as an export. */
export type ItemKind = 'file' | 'folder' | 'native-document';

/** One thing that a source folder lists. */
export interface SourceItem {
  id: string;
  name: string;
  kind: ItemKind;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
  /** As listed, in bytes. Zoho reports 0 for a while after an upload: 0 says nothing. */
  listedSize: number | undefined;
}

/** The bytes of an item, read once and at the reader's pace. */
export interface OpenedItem {
  /** As the download says, in bytes; `undefined` when it does not say. */
  size: number | undefined;
  body: ByteStream;
}

/** WorkDrive of org B, read only. */
export interface SourceDrive {
  /** The direct subfolders of the known parent; `undefined` when none is configured. */
  knownParent?: ((signal?: AbortSignal) => AsyncIterable<FolderRef>) | undefined;
  /**
   * The wider catalogue: the direct subfolders of every team folder and of My Folders. Rejects
   * with a `run` failure when the connection cannot discover them.
   */
  catalogue(signal?: AbortSignal): AsyncIterable<FolderRef>;
  /** The folder with this id, for a record that a person pinned to it; `undefined` when it is gone. */
  folder(id: string, signal?: AbortSignal): Promise<FolderRef | undefined>;
  /** Every item of the folder, once. */
  list(folderId: string, signal?: AbortSignal): AsyncIterable<SourceItem>;
  /** The name to store it under: an exported native document gets its new extension. */
  storeName(item: SourceItem): string;
  open(item: SourceItem, signal?: AbortSignal): Promise<OpenedItem>;
}

/** A file in a store folder, as a listing shows it. */
export interface StoredItem {
  id: string;
  name: string;
  isFolder: boolean;
  /** May read 0 for a while after an upload. */
  listedSize: number | undefined;
  /** The user id (ZUID) of whoever made it; `undefined` when the listing does not say. */
  createdBy: string | undefined;
  /** By the server's clock, milliseconds since the epoch; `undefined` when it does not say. */
  createdAt: number | undefined;
}

/** What a store folder lists, and when. */
export interface StoreListing {
  items: StoredItem[];
  /** The server's clock when the listing began, milliseconds since the epoch, cut to a second. */
  serverTime: number;
}

/** A new file for a store folder. */
export interface UploadRequest {
  folderId: string;
  name: string;
  /** Chosen by us, journaled before the first byte; the server knows the upload by it. */
  uploadId: string;
  /** In bytes; `undefined` when the source did not say. */
  size: number | undefined;
  /** One pass over the bytes. An upload is never repeated below this port. */
  body: ByteStream;
}

/** The upload's own answer: the proof of what was stored, and where. */
export interface UploadAnswer {
  id: string;
  /** As stored, which may differ from the name that was asked for. */
  name: string;
  folderId: string;
  /** As answered, in bytes; `undefined` when the answer does not say. */
  size: number | undefined;
  /** Lower-case hex; `undefined` when the answer has none. */
  md5: string | undefined;
}

/** A new folder in a store folder. */
export interface FolderRequest {
  parentId: string;
  name: string;
}

/** What the store made. */
export interface FolderAnswer {
  id: string;
  /** As made, which may differ from the name that was asked for. */
  name: string;
  parentId: string;
}

/** What became of an upload, by the server's own account. */
export type UploadProgress =
  | { status: 'in-progress' | 'not-stored' | 'unknown' }
  | { status: 'stored'; id: string | undefined };

/** WorkDrive of org A, where files are written. */
export interface StoreDrive {
  /** Our own user id (ZUID). */
  whoAmI(signal?: AbortSignal): Promise<string>;
  /** Rejects with a `record` failure that says why, when nothing can be stored in the folder. */
  checkWritable(folderId: string, signal?: AbortSignal): Promise<void>;
  list(folderId: string, signal?: AbortSignal): Promise<StoreListing>;
  /**
   * Never overwrites. Rejects with `name-taken` when the name is taken and nothing was stored,
   * with `maybe-stored` when it cannot tell; after any other rejection nothing was stored.
   */
  upload(request: UploadRequest, signal?: AbortSignal): Promise<UploadAnswer>;
  /**
   * Never another folder of that name. Rejects with `name-taken` when the name is taken and nothing
   * was made, with `maybe-stored` when it cannot tell; after any other rejection nothing was made.
   */
  createFolder(request: FolderRequest, signal?: AbortSignal): Promise<FolderAnswer>;
  /** Where a person sees the folder in a browser. */
  folderUrl(folderId: string, signal?: AbortSignal): Promise<string>;
  /** What became of an upload whose answer was lost. */
  progress(uploadId: string, signal?: AbortSignal): Promise<UploadProgress>;
  /** The file as it is now; `undefined` when it is gone or in the trash. */
  stat(id: string, signal?: AbortSignal): Promise<StoredItem | undefined>;
  /** The bytes of a stored file, to prove what it is. */
  read(id: string, signal?: AbortSignal): Promise<ByteStream>;
  /** Moves a file or folder to the trash; resolves also when it is there already. */
  trash(id: string, signal?: AbortSignal): Promise<void>;
}
