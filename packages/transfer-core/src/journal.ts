import type { FailureReason } from './failure.ts';

/**
 * What survives a crash: intents and outcomes, in order. Every method of `Journal` resolves only
 * once its change would survive `kill -9` and a power cut; a rejection stops the whole run before
 * anything further is written remotely. The protocol that uses it is in decisions/0002.
 */

/** One version of one source item, for one record, into one store folder. */
export interface ItemKey {
  recordId: string;
  sourceId: string;
  /**
   * Milliseconds since the epoch; a later version of the same file is another key. 0 for a folder,
   * which stays the same whatever is put into it.
   */
  sourceModifiedAt: number;
  /** The store folder. */
  folderId: string;
}

/** How far an item has come, as far as the journal knows. */
export type ItemStatus =
  /** Named and announced; not all of its bytes have left, so nothing can be stored yet. */
  | 'intended'
  /** The last bytes may have left: something may be stored, and we know its size and MD5. */
  | 'sent'
  /** Stored and proved; `receipt` says how. */
  | 'stored'
  /** Stored, but not what it should be: `rejectedId` is to be trashed. */
  | 'rejected'
  /** Nothing of it is stored; a later run tries again under the same name. */
  | 'failed'
  /** Failed for good, in several runs; a forced run or an unticked box brings it back. */
  | 'abandoned';

/** The proof of a stored file or folder, looked at before a box is ticked. */
export interface Receipt {
  /** The id in the store. */
  id: string;
  /** As stored, which may differ from the name that was asked for. */
  name: string;
  folderId: string;
  /** In bytes, as sent; 0 for a folder. */
  size: number;
  /** Lower-case hex, as sent; empty for a folder. */
  md5: string;
  /**
   * The strongest evidence we have that the store holds exactly these bytes; of a folder, which has
   * none, that the store answered with it (`answer`) or listed it (`listing`).
   */
  verifiedBy: (typeof evidences)[number];
}

/** All that can prove a stored item. */
export const evidences = ['md5', 'size', 'content', 'answer', 'listing'] as const;

/** What an item becomes in the store. */
export const storedKinds = ['file', 'folder'] as const;

/** One of `storedKinds`. */
export type StoredKind = (typeof storedKinds)[number];

/** The announcement of an upload or a new folder: what will be stored, where, under which name. */
export interface ItemIntent extends ItemKey {
  kind: StoredKind;
  /** The run that announces it. */
  runId: string;
  sourceName: string;
  /** Fixed here, before a byte moves; every later attempt uses it again. */
  name: string;
  /** `name` as names are compared; unique per store folder among all items of the journal. */
  foldedName: string;
  uploadId: string;
  /** The store's clock when its folder was last listed, milliseconds since the epoch. */
  serverTime: number;
}

/** What left us for the store, known before it is known to be stored. */
export interface SentBytes {
  /** In bytes; 0 for a folder. */
  size: number;
  /** Lower-case hex; empty for a folder. */
  md5: string;
  /** By our clock, milliseconds since the epoch. */
  at: number;
  /** What the store answered, when that could not be proved at once. */
  storedId?: string | undefined;
}

/** One item as the journal holds it. */
export interface JournalItem extends ItemIntent {
  status: ItemStatus;
  /** Present from `sent` on. */
  sent?: SentBytes | undefined;
  /** Present when `stored`. */
  receipt?: Receipt | undefined;
  /** Present when `rejected`. */
  rejectedId?: string | undefined;
  /** Present when `failed` or `abandoned`. */
  failure?: { reason: FailureReason; message: string } | undefined;
  /** How many runs it has failed in for a permanent reason. */
  permanentFailures: number;
}

/** Whether a record still has something to be done. */
export type RecordStatus =
  /** Something is left to do, now or in a later run. */
  | 'open'
  /** The tick is about to be written: a ticked box is ours. */
  | 'ticking'
  /** Nothing is left to do. */
  | 'closed';

/** One record as the journal holds it. */
export interface JournalRecord {
  id: string;
  status: RecordStatus;
  /** Whether we have ever set out to tick it: only then a ticked box does not close it. */
  tickedByUs: boolean;
  /** The run that last set out to tick it. */
  tickedIn: string | undefined;
  /** The source folder that a person chose for it; decides before any name does. */
  pinnedFolderId: string | undefined;
  /** How the last run left it, e.g. `folder-not-found`. */
  outcome: string | undefined;
  /** By our clock, milliseconds since the epoch. */
  lastAttemptAt: number;
}

/** What may be asked of a journal; enough for planning, which writes nothing. */
export interface JournalReader {
  record(id: string): Promise<JournalRecord | undefined>;
  /** Records that are `open` or `ticking`, least recently attempted first. */
  openRecords(): Promise<JournalRecord[]>;
  /** When each of these records was last attempted; a record never attempted is absent. */
  lastAttempts(ids: readonly string[]): Promise<Map<string, number>>;
  items(recordId: string): Promise<JournalItem[]>;
  /** The items that this run announced last, in the order of their intents. */
  itemsOfRun(runId: string): Promise<JournalItem[]>;
  /** The records that this run set out to tick, by id. */
  recordsTickedIn(runId: string): Promise<JournalRecord[]>;
  /** Items that are `intended`, `sent` or `rejected`: a run ended before it knew their fate. */
  unsettled(): Promise<JournalItem[]>;
  /**
   * Ids that were ever observed in the store folder, and our receipts. With `before`, only what
   * cannot be that item's: observed until it was last intended, or stored or rejected for another.
   */
  knownIds(folderId: string, before?: ItemKey): Promise<Set<string>>;
  /** Which item holds each name of the store folder, by folded name. */
  reservedNames(folderId: string): Promise<Map<string, ItemKey>>;
}

/**
 * What a run writes down. A method resolves once its change would survive a power cut, and rejects
 * with a `state` failure when it is not kept.
 */
export interface Journal extends JournalReader {
  /** Adds ids to those known in a store folder. */
  observe(folderId: string, ids: readonly string[]): Promise<void>;
  /**
   * Announces uploads, in one transaction; replaces what was known of the same keys except
   * `permanentFailures`. Rejects, changing nothing, when a folded name is held by another item.
   */
  intend(intents: readonly ItemIntent[]): Promise<void>;
  /** Before the last byte leaves. Only from `intended`. */
  sent(key: ItemKey, sent: SentBytes): Promise<void>;
  /** The store answered with this id, and what it holds is still to be proved. Only from `sent`. */
  answered(key: ItemKey, storedId: string): Promise<void>;
  /** Only from `sent`. The receipt's id becomes known in the folder. */
  stored(key: ItemKey, receipt: Receipt): Promise<void>;
  /** What was stored must not stay and is about to be trashed. Not from `failed` or `abandoned`. */
  rejected(key: ItemKey, storedId: string): Promise<void>;
  /** `status` says whether a later run may try again. Never from `stored`: a receipt is kept. */
  failed(
    key: ItemKey,
    failure: {
      status: 'failed' | 'abandoned';
      reason: FailureReason;
      message: string;
      permanentFailures: number;
    },
  ): Promise<void>;
  /** Creates or updates the record; what ticked or pinned it is kept. */
  saveRecord(
    record: Omit<JournalRecord, 'tickedByUs' | 'tickedIn' | 'pinnedFolderId'>,
  ): Promise<void>;
  /** Of these records this run is about to write the ticks: `tickedByUs` from now on; one transaction. */
  ticking(recordIds: readonly string[], runId: string): Promise<void>;
  /**
   * Chooses the source folder of a record, or lets names decide again; creates the record, open and
   * never attempted (`lastAttemptAt` 0), when it is unknown.
   */
  pin(recordId: string, folderId: string | undefined): Promise<void>;
  /**
   * Takes over items that were proved to be in the store already, when a journal was lost: each
   * becomes `stored` whatever was known of its key, its id known in its folder; one transaction.
   * Rejects, changing nothing, when a folded name is held by another item.
   */
  adopt(items: readonly (ItemIntent & { receipt: Receipt })[]): Promise<void>;
}

/** One holder at a time, across processes; a lock of a killed process is free at once. */
export interface RunLock {
  /** Resolves to `undefined` when somebody else holds it. */
  acquire(): Promise<HeldLock | undefined>;
}

/** A lock that was acquired. It may be lost all the same: see `check`. */
export interface HeldLock {
  /** Rejects with a `state` failure when the lock is no longer ours. Asked before remote writes. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/** Lines per run, per record and item of a run, for reports. Losing it never harms a transfer. */
export interface History {
  start(run: { id: string; at: number }): Promise<void>;
  record(line: HistoryLine): Promise<void>;
  /** One line per run, record and source item: the last. */
  item(line: HistoryItem): Promise<void>;
  end(run: { id: string; at: number; status: string; exitCode: number }): Promise<void>;
}

/** How one record of one run ended, for reports. Times are milliseconds since the epoch. */
export interface HistoryLine {
  runId: string;
  recordId: string;
  at: number;
  status: string;
  folderName: string | undefined;
  folderId: string | undefined;
  discovered: number;
  transferred: number;
  failed: number;
  message: string | undefined;
}

/** How one item of one record of one run ended, for reports. Times are milliseconds since the epoch. */
export interface HistoryItem {
  runId: string;
  recordId: string;
  /** Where the source folder has it: `Photos/2024/a.jpg`. */
  path: string;
  sourceId: string;
  at: number;
  /** E.g. `transferred`, `skipped`, `failed`, `uncertain`, `stale`. */
  status: string;
  /** Present when it is stored; as the receipt has them. */
  storedId: string | undefined;
  storedName: string | undefined;
  /** Bytes. */
  size: number | undefined;
  md5: string | undefined;
  /** Milliseconds from the opening of the source to the receipt. */
  durationMs: number | undefined;
  message: string | undefined;
}
