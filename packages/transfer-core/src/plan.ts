import type { FolderRef, SourceItem } from './drives.ts';
import type { LeaveReason } from './leave-out.ts';
import type { MatchRule } from './match-folder.ts';
import type { RecordCounts, RecordOutcomeStatus } from './outcome.ts';
import type { TransferRecord } from './records.ts';

/** What is to be done with one item. */
export type ItemAction = PlannedItem &
  (
    | /** Store it under `name`. */ { kind: 'send'; name: string }
    /** An earlier run stored it, and it is still there. */
    | { kind: 'keep'; name: string }
    /** The rules of the transfer leave it out. */
    | { kind: 'leave'; reason: LeaveReason }
    /** It failed for good in several runs, or must by the rules. */
    | { kind: 'abandoned'; name: string; message: string }
    /** Something of it may be stored and could not be proved. */
    | { kind: 'unproved'; name: string; message: string }
    /** It is not, or no longer, as it was when the plan was approved. */
    | { kind: 'stale'; name: string; message: string }
  );

/** An item and where the source has it. */
export interface PlannedItem {
  item: SourceItem;
  /** The source folder that lists it. */
  sourceFolderId: string;
  /** Below the record's folder, with its name: `Photos/2024/a.jpg`. */
  path: string;
}

/** A folder of the source, and the folder of the store that receives what is in it. */
export interface PlannedFolder {
  /** The source folder. */
  sourceId: string;
  /** The source folder above; `undefined` for the record's folder. */
  parentId: string | undefined;
  /** Below the record's folder; empty for the record's folder itself. */
  path: string;
  /** Of the source folder, milliseconds since the epoch. */
  modifiedAt: number;
  /** What it is or will be called in the store. */
  name: string;
  /** `undefined` when it is still to be made. */
  storeFolderId: string | undefined;
  /** Why nothing can be put there: whether an earlier run made it could not be proved. */
  unproved?: string | undefined;
}

/** What is to be done for one record, as data: it survives `JSON.stringify` and back. */
export type RecordPlan = { record: TransferRecord; folderName: string } & (
  | {
      kind: 'transfer';
      folder: FolderRef;
      by: MatchRule;
      /** The folder of the store that the record's items, or its own folder, go into. */
      storeFolderId: string;
      /** Every source folder that has something to transfer, a folder before those in it. */
      folders: PlannedFolder[];
      actions: ItemAction[];
    }
  /** Nothing can or need be done; `message` says why. */
  | {
      kind: 'nothing';
      status: Extract<
        RecordOutcomeStatus,
        'no-files' | 'folder-not-found' | 'ambiguous' | 'failed'
      >;
      message: string;
      folder: FolderRef | undefined;
      candidates: FolderRef[];
      counts: RecordCounts;
    }
);

/** A plan with something to transfer. */
export type TransferPlan = Extract<RecordPlan, { kind: 'transfer' }>;
