/**
 * A part of the emulator's state that a snapshot keeps. Rows are plain JSON values that nobody
 * changes afterwards, so that they can be held in memory or written to a folder line by line.
 */
export interface SnapshotTable {
  /** Unique; names its file in a folder: `crm-records`. */
  name: string;
  capture(blobs: BlobKeeper): Iterable<unknown>;
  /** Replaces the state by what `capture` gave. */
  restore(rows: Iterable<unknown>, blobs: BlobKeeper): void;
}

/** Where a snapshot keeps bytes that are too many for a row. */
export interface BlobKeeper {
  /** Keeps the file at `path`; the name under which the snapshot has it. */
  keep(path: string): string;
  /** The path of what was kept under `name`. */
  locate(name: string): string;
}
