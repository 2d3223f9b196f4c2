/**
 * - `file`: bytes under a name.
 * - `folder`: also a team folder and My Folders, whose ids work as folder ids.
 * - `native-document`: Writer, Sheet or Show; it has no bytes of its own, only exports.
 * - `team`: looks like an item when asked for by id, but holds nothing and takes nothing.
 */
export type ItemKind = 'file' | 'folder' | 'native-document' | 'team';

/** One thing in WorkDrive. Two items of one folder may have the same name. */
export interface Item {
  id: string;
  kind: ItemKind;
  /** With its extension. */
  name: string;
  parentId: string | undefined;
  /** In bytes; a hint only: Zoho reports 0 for a while after an upload. */
  size: number | undefined;
  /** By the server's clock, milliseconds since the epoch. */
  createdAt: number | undefined;
  /** By the server's clock, milliseconds since the epoch. */
  modifiedAt: number | undefined;
  /** The user id (ZUID) of whoever made it. */
  createdBy: string | undefined;
  status: 'active' | 'trashed' | 'deleted' | undefined;
  /** Whether this user may store files in it. */
  canUpload: boolean | undefined;
  /** Zoho's word for the program behind a native document: `zw`, `zohosheet`, `zohoshow`. */
  serviceType: string | undefined;
}
