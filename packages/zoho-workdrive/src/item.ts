/**
 * - `file`: bytes under a name.
 * - `folder`: also a team folder and My Folders, whose ids work as folder ids.
 * - `native-document`: Writer, Sheet or Show; it has no bytes of its own, only exports.
 * - `team`: looks like an item when asked for by id, but holds nothing and takes nothing.
 */
export type ItemKind = 'file' | 'folder' | 'native-document' | 'team';

/**
 * What all items have. Only `id`, `kind` and `name` are certain; everything else is `undefined`
 * when Zoho does not say it, or says it in a way that nobody has seen.
 */
export interface ItemFields {
  id: string;
  kind: ItemKind;
  /** With its extension. Two items of one folder may have the same name. */
  name: string;
  /** `undefined` also for a team, which has none above it. */
  parentId: string | undefined;
  /** The team folder or My Folders in which it lies. */
  libraryId: string | undefined;
  /**
   * In bytes; of a folder what all its items have together. A hint only: Zoho reports 0 for a while
   * after an upload.
   */
  size: number | undefined;
  /** By the server's clock, milliseconds since the epoch; so are all the times below. */
  createdAt: number | undefined;
  modifiedAt: number | undefined;
  openedAt: number | undefined;
  uploadedAt: number | undefined;
  /** When it was last trashed or restored. */
  statusChangedAt: number | undefined;
  /** The user id (ZUID) of whoever made it. */
  createdBy: string | undefined;
  createdByName: string | undefined;
  /** The user id (ZUID) of whoever changed it last. */
  modifiedBy: string | undefined;
  modifiedByName: string | undefined;
  /** The user id (ZUID) of its owner. */
  ownedBy: string | undefined;
  status: 'active' | 'trashed' | 'deleted' | undefined;
  description: string | undefined;
  /** Where a person sees it in a browser. */
  permalink: string | undefined;
  /** Whether this user may store files in it. */
  canUpload: boolean | undefined;
  /** What this user may do with it, under Zoho's names: `can_rename`, `can_trash`, … */
  capabilities: Readonly<Record<string, boolean>>;
  isLocked: boolean | undefined;
  isPublished: boolean | undefined;
  isFavorite: boolean | undefined;
  /** Zoho's word for the program behind a native document: `zw`, `zohosheet`, `zohoshow`. */
  serviceType: string | undefined;
  /** Everything that Zoho said of it, as it said it; also what has no field here. */
  attributes: Readonly<Record<string, unknown>>;
}

/** A file: it has bytes of its own. */
export interface FileItem extends ItemFields {
  kind: 'file';
  /** Without the dot. */
  extension: string | undefined;
  /** Zoho's word for the kind of content: `pdf`, `image`, …; informative, the words are not documented. */
  fileType: string | undefined;
}

/** A folder, a team folder or My Folders: it holds other items. */
export interface FolderItem extends ItemFields {
  kind: 'folder';
  /** What it is the root of, if it is one. Only known when asked for by id. */
  root: 'team-folder' | 'private-space' | undefined;
  /** How many files and folders it holds; may be behind, and how deep it counts is not documented. */
  fileCount: number | undefined;
  folderCount: number | undefined;
}

/** A document of Writer, Sheet or Show: it has bytes only as an export. */
export interface NativeDocumentItem extends ItemFields {
  kind: 'native-document';
  serviceType: string;
}

/** A team, which is no folder although it has an id: nothing can be stored in it. */
export interface TeamItem extends ItemFields {
  kind: 'team';
}

/** One thing in WorkDrive; `kind` says which. */
export type Item = FileItem | FolderItem | NativeDocumentItem | TeamItem;
