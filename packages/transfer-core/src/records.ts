/** A CRM record that may ask for a transfer, as far as the core knows it. */
export interface TransferRecord {
  id: string;
  /** The folder-name field as it stands; `undefined` when empty. */
  folderName: string | undefined;
  checked: boolean;
  /** A store folder of its own; `undefined` when the record has none or the field is not mapped. */
  storeFolderId?: string | undefined;
  /** Changes with every edit of the record; opaque. */
  version: string;
}

/** The records of org A. */
export interface RecordSource {
  /** Every unticked record with a folder name, once, in ascending id. May lag behind writes. */
  pending(signal?: AbortSignal): AsyncIterable<TransferRecord>;
  /** The records as they are now; an id that does not exist is absent. At most 100 ids. */
  read(ids: readonly string[], signal?: AbortSignal): Promise<Map<string, TransferRecord>>;
  /**
   * Ticks the checkbox of each record and touches no other field. At most 100 rows; exactly one
   * result per row, in order. A single row is refused when the record is no longer at `version`.
   * Rejects when nothing is known of any of them: they may be ticked or not.
   */
  tick(rows: readonly TickRow[], signal?: AbortSignal): Promise<TickResult[]>;
}

/** A record to be ticked, and the version it must still have. */
export interface TickRow {
  id: string;
  version: string;
}

/** Whether the box of one record is ticked now, or why not. */
export type TickResult = { id: string } & ({ ok: true } | { ok: false; message: string });
