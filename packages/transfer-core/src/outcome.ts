import type { FolderRef, SourceItem } from './drives.ts';
import type { FailureReason } from './failure.ts';
import type { LeaveReason } from './leave-out.ts';
import type { Receipt } from './journal.ts';

/** What became of one item. Every item of a source folder gets exactly one. */
export type ItemOutcome = { recordId: string; item: SourceItem; path: string } &
  /** `durationMs` is from the opening of the source to the receipt. */
  (
    | { status: 'transferred'; receipt: Receipt; durationMs: number }
    | { status: 'skipped'; reason: 'already-transferred' | LeaveReason }
    | { status: 'failed'; name: string; reason: FailureReason; message: string; abandoned: boolean }
    /** Something may be stored and cannot be proved: no tick, no second upload. */
    | { status: 'uncertain'; name: string; message: string }
    /** Not as it was when the plan was approved: nobody approved what would be done now. */
    | { status: 'stale'; name: string; message: string }
  );

/** How a record ended in a run. */
export type RecordOutcomeStatus =
  /** Every file is stored and proved; the box is ticked. */
  | 'transferred'
  /** Some files are stored and proved; the rest is retried. Policy `any` ticks the box, `all` waits. */
  | 'partly-transferred'
  | 'no-files'
  | 'folder-not-found'
  | 'ambiguous'
  /** No file could be stored. */
  | 'failed'
  /** An item cannot be proved: a person must look. */
  | 'uncertain'
  /** The record was edited meanwhile: not ticked, planned anew by the next run. */
  | 'changed'
  /** Files are stored, but the tick was refused or lost; the next run settles it. */
  | 'not-written'
  /** Nothing is as it was when the plan was approved. */
  | 'stale'
  /** A person ticked the box before us. */
  | 'ticked-by-person'
  /** The run ended before the record did. */
  | 'interrupted';

/** How many items of a record came to what. */
export interface RecordCounts {
  /** Files and native documents that the source folder lists, also those left out. */
  discovered: number;
  transferred: number;
  /** Proved by an earlier run. */
  alreadyTransferred: number;
  failed: number;
  uncertain: number;
  /** Not as in the approved plan. */
  stale: number;
  /** Left out because the transfer is not recursive. */
  subfolders: number;
  /** Native documents that are left out. */
  documents: number;
  /** Left out by name or size, as the user asked. */
  excluded: number;
}

/** What became of one record in a run, with what a person needs to know about it. */
export interface RecordOutcome {
  recordId: string;
  folderName: string | undefined;
  status: RecordOutcomeStatus;
  folder: FolderRef | undefined;
  counts: RecordCounts;
  /** Why, in words for a person. */
  message: string;
  /** The checkbox as we know it after the run. */
  checked: boolean;
}

/** The counts of a record of which no item was looked at. */
export const noCounts: RecordCounts = {
  discovered: 0,
  transferred: 0,
  alreadyTransferred: 0,
  failed: 0,
  uncertain: 0,
  stale: 0,
  subfolders: 0,
  documents: 0,
  excluded: 0,
};
