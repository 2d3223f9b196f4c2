import type { FolderSeed, NodeSeed } from '@zohokit/zoho-emulator';

/** One rule of the README as a CRM record, its folders, and what must come of it. */
export interface DemoCase {
  rule: string;
  /** The record's `Name`; unique. */
  name: string;
  folderName?: string | undefined;
  ticked?: boolean | undefined;
  /** The seed key of a store folder of its own, or `missing` for an id that does not exist. */
  storeFolder?: string | undefined;
  /** Folders directly under the known parent of org B. */
  underParent?: FolderSeed[] | undefined;
  /** Folders of another team folder of org B. */
  inArchive?: FolderSeed[] | undefined;
  /** Folders in My Folders of org B. */
  inMyFolders?: FolderSeed[] | undefined;
  /** What the shared store folder of org A holds beforehand. */
  inStore?: NodeSeed[] | undefined;
  /** Store folders of org A beside the shared one. */
  storeFolders?: FolderSeed[] | undefined;
  /** After the first full run. */
  expected: Expectation;
  /** After the second, where it differs: what was left is retried then. */
  expectedNext?: Expectation | undefined;
}

export interface Expectation {
  /** The final status in the log; `undefined` when the record is not picked. */
  status: string | undefined;
  ticked: boolean;
  /** Names in the store, each with the source file that it must be a copy of. */
  files: Record<string, CopyOf>;
  /** Must occur in the record's log line. */
  says?: string | undefined;
  /** So many of the files are left for the next run: those that the store happens to meet first. @default 0 */
  left?: number | undefined;
}

/** A path in org B below its root, or an export, whose bytes differ from time to time. */
export type CopyOf = { path: string } | 'export';
