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
  /** What the record's mapped fields say of its last transfer; absent when none is mapped. */
  values?: RecordValues | undefined;
}

/** What a record may say of its transfer beside the box. What is absent has no field or no value. */
export interface RecordValues {
  /** Where a person sees the files in the store. */
  folderUrl?: string | undefined;
  /** The store folder that holds the files. */
  folderId?: string | undefined;
  /** Files that are stored and proved. */
  fileCount?: number | undefined;
  /** A `RecordOutcomeStatus`. */
  status?: string | undefined;
  /** What went wrong, in words for a person; empty when nothing did. */
  error?: string | undefined;
  /** Milliseconds since the epoch. */
  finishedAt?: number | undefined;
}

/** The name of one of the values. */
export type RecordValueName = keyof RecordValues;

/** The records of org A. */
export interface RecordSource {
  /** The values that have a field in CRM; the others are not written. */
  readonly maps: ReadonlySet<RecordValueName>;
  /** Every unticked record with a folder name, once, in ascending id. May lag behind writes. */
  pending(signal?: AbortSignal): AsyncIterable<TransferRecord>;
  /** Every record with a folder name, ticked or not, once, in ascending id. May lag behind writes. */
  named(signal?: AbortSignal): AsyncIterable<TransferRecord>;
  /** The records as they are now; an id that does not exist is absent. At most 100 ids. */
  read(ids: readonly string[], signal?: AbortSignal): Promise<Map<string, TransferRecord>>;
  /**
   * Writes box and mapped values of each record and touches no other field. At most 100 rows;
   * exactly one result per row, in order. A single row is refused when the record is no longer at
   * `version`. Rejects when nothing is known of any of them: they may be written or not.
   */
  write(rows: readonly WriteRow[], signal?: AbortSignal): Promise<WriteResult[]>;
}

/** What is to be written to a record, and the version it must still have. */
export interface WriteRow {
  id: string;
  version: string;
  /** The box; absent leaves it as it is. */
  checked?: boolean | undefined;
  /** Values without a field are left out; an absent one stays as it is. */
  values?: RecordValues | undefined;
}

/** Whether one row is written now, or why not. */
export type WriteResult = { id: string } & ({ ok: true } | { ok: false; message: string });
