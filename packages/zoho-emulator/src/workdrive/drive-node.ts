import type { OrgKey } from '../seam.ts';
import type { Content } from './content.ts';
import type { NativeKind } from './native-export.ts';

/** 1 active, 51 in the trash, 61 deleted for good (Zoho doc: trash-file, delete-file). */
export type NodeStatus = 1 | 51 | 61;

/** A person as an item shows them. */
export interface Person {
  zuid: string;
  name: string;
}

interface NodeBase {
  id: string;
  org: OrgKey;
  name: string;
  /** `undefined` only for the team, which is the root of everything in its org. */
  parentId: string | undefined;
  /** Its own; whether it can be seen depends on its ancestors too. */
  status: NodeStatus;
  /** Milliseconds since the epoch, like all times here. */
  createdAt: number;
  modifiedAt: number;
  statusChangedAt: number;
  creator: Person;
  modifiedBy: Person;
}

/** Something with children. A team lists none of them: its team folders are not its items. */
export interface DriveFolder extends NodeBase {
  kind: 'team' | 'workspace' | 'privatespace' | 'folder';
  /** Nothing can be created, changed or trashed inside. */
  readOnly: boolean;
  /** So many further uploads into it are refused with an internal error. */
  refuseUploads: number;
  /** Of everything below; the index keeps it. */
  holds: Holding;
  /** What a team folder says of itself. */
  description?: string | undefined;
  publicWithinTeam?: boolean | undefined;
}

/** What a folder holds, however deep. */
export interface Holding {
  /** Active files and documents. */
  files: number;
  /** Active folders. */
  folders: number;
  /** Of the active files, in bytes. */
  bytes: number;
  /** Of everything that is not deleted for good, old versions included, in bytes. */
  stored: number;
}

export const emptyHolding = (): Holding => ({ files: 0, folders: 0, bytes: 0, stored: 0 });

/** A version that a newer one has replaced. */
export interface OldVersion {
  number: number;
  content: Content;
  at: number;
  by: Person;
}

export interface DriveFile extends NodeBase {
  kind: 'file';
  content: Content;
  /** Of the newest: 1, 2, … */
  version: number;
  /** Oldest first; `undefined` when there is none. */
  older: OldVersion[] | undefined;
  /** What listings and info claim instead of the true size. */
  listedSize: number | undefined;
  /** In so many further reads the size still shows 0. */
  laggingReads: number;
  /** A download answers 451. */
  blocked: boolean;
  /** Somebody else has checked it out. */
  locked: boolean;
}

/** A document that lives in one of Zoho's editors; it has no bytes until it is exported. */
export interface DriveDocument extends NodeBase {
  kind: 'native';
  native: NativeKind;
  exports: number;
}

export type DriveNode = DriveFolder | DriveFile | DriveDocument;

/** Whether things can be created in it: everything with children except a team. */
export function isParent(node: DriveNode): node is DriveFolder {
  return node.kind === 'folder' || node.kind === 'workspace' || node.kind === 'privatespace';
}
