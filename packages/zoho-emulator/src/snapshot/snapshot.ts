import type { BlobKeeper, SnapshotTable } from '../snapshot-table.ts';

/** The whole state of an emulator at one moment, as rows that nobody changes. */
export interface Snapshot {
  /** The emulator's time then, in milliseconds since the epoch. */
  readonly at: number;
  /** From which both organisations were built. */
  readonly seed: unknown;
  /** By the name of the table. */
  readonly tables: Readonly<Record<string, readonly unknown[]>>;
}

export interface CaptureOptions {
  at: number;
  seed: unknown;
  tables: readonly SnapshotTable[];
  blobs: BlobKeeper;
}

/** Takes a snapshot; what is under way, such as a late commit, is not part of it. */
export function captureSnapshot({ at, seed, tables, blobs }: CaptureOptions): Snapshot {
  const captured = tables.map((table) => [table.name, [...table.capture(blobs)]] as const);
  return { at, seed, tables: Object.fromEntries(captured) };
}

/** Puts the state back; a table that the snapshot does not have is left empty. */
export function restoreSnapshot(
  { tables: rows }: Snapshot,
  tables: readonly SnapshotTable[],
  blobs: BlobKeeper,
): void {
  for (const table of tables) table.restore(rows[table.name] ?? [], blobs);
}
