import { ZohoError } from '@zohokit/zoho-http';
import type { ChunkSessionStore } from './chunk-session.ts';
import type { FindCommittedOptions } from './find-committed.ts';
import type { Item } from './item.ts';
import { forbiddenInNames } from './name-rules.ts';
import { maxNameLength } from './rate-limits.ts';
import type { UploadedFile } from './upload-answer.ts';

/**
 * What a taken name leads to:
 * - `fail`: the upload rejects with `conflict`, and no file of ours is left in the folder.
 * - `rename`: it is stored as `name (2).ext` or whatever is free; the answer has the name.
 * - `new-version`: the file of that name gets a new newest version under its old id.
 */
export type OnConflict = 'fail' | 'rename' | 'new-version';

/** Where an upload goes, under which name, and what happens when that is taken. */
export interface UploadOptions {
  /** Up to 200 UTF-16 units without what WorkDrive refuses: see `safeName`. */
  name: string;
  /** Id of a folder, a team folder or My Folders. */
  parent: string;
  /** In bytes; without it the body is read to its end first, to learn its length. */
  size?: number | undefined;
  /** @default 'fail' */
  onConflict?: OnConflict | undefined;
  /**
   * Whether a lost answer is looked into at once, and the upload repeated when nothing was stored.
   * @default false: it rejects with an `UploadDoubtError`
   */
  reconcile?: boolean | Omit<FindCommittedOptions, 'signal'> | undefined;
  /**
   * What the folder holds, by a listing of the caller's. Many uploads into one folder need one
   * listing only, of the 15 that a minute has room for. @default the folder is listed
   */
  before?: readonly Pick<Item, 'id' | 'name' | 'kind' | 'status'>[] | undefined;
  /**
   * Whether the body can be opened in its middle. Without, a resumption reads it from its start and
   * drops what is stored already. @default false
   */
  seekable?: boolean | undefined;
  /** Whether the MD5 of what is sent is computed. Without, a doubt can hardly be settled. @default true */
  hash?: boolean | undefined;
  /** Larger files go in chunks; Zoho takes none of 1 GiB or less, in bytes. @default 1 GiB */
  chunksAbove?: number | undefined;
  /** Where the state of an upload in chunks outlives the process, and under which key. */
  session?: { store: ChunkSessionStore; key: string } | undefined;
  signal?: AbortSignal | undefined;
}

/** What was stored, and by what it is proved. */
export interface UploadResult extends UploadedFile {
  /** Of the bytes that were sent, unless `hash` is off; compare it with `md5` where there is one. */
  md5Sent?: string | undefined;
  way: 'small' | 'stream' | 'chunks';
  /** Whether an older file of that id became a version. */
  isNewVersion: boolean;
}

/** Rejects with `usage`, before anything is sent, what WorkDrive would refuse or alter. */
export function checkUploadOptions({ name, parent, size }: UploadOptions): void {
  const wrong = wrongName(name) ?? wrongParent(parent) ?? wrongSize(size);
  if (wrong !== undefined) {
    throw new ZohoError(`upload: ${wrong}; nothing was sent`, { kind: 'usage' });
  }
}

// --- internal ---

function wrongName(name: string): string | undefined {
  if (name.trim() === '') return 'the name is empty';
  if (name.length > maxNameLength) return `the name is longer than ${maxNameLength}: see safeName`;
  if (name.search(forbiddenInNames) === -1) return undefined;
  return 'the name has characters that WorkDrive refuses or strips: see safeName';
}

function wrongParent(parent: string): string | undefined {
  // It becomes a part of addresses and a header.
  return /^[\w-]+$/.test(parent) ? undefined : 'the parent is no id';
}

function wrongSize(size: number | undefined): string | undefined {
  if (size === undefined || (Number.isSafeInteger(size) && size >= 0)) return undefined;
  return 'the size is no whole number of bytes';
}
