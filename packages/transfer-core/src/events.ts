import type { FolderRef, SourceItem } from './drives.ts';
import type { TransferFailure } from './failure.ts';
import type { JournalItem, Receipt } from './journal.ts';
import type { ItemOutcome, RecordOutcome } from './outcome.ts';
import type { RecordPlan } from './plan.ts';

/** What happens during a run, in order. Progress, logs and reports listen; the core never prints. */
export type TransferEvent =
  /** An item whose fate an earlier run did not learn. */
  | { type: 'item-recovered'; item: JournalItem; result: 'stored' | 'not-stored' | 'uncertain' }
  | { type: 'records-selected'; pending: number; reopened: number; selected: number }
  /** A record that was asked for by id and is not processed. */
  | { type: 'record-refused'; recordId: string; message: string }
  | { type: 'record-start'; recordId: string; folderName: string; position: number; total: number }
  | { type: 'record-planned'; plan: RecordPlan }
  | {
      type: 'item-start';
      recordId: string;
      item: SourceItem;
      path: string;
      name: string;
      folder: FolderRef;
    }
  /** `sizeBytes` is `undefined` when the source does not say. */
  | {
      type: 'item-progress';
      recordId: string;
      item: SourceItem;
      sentBytes: number;
      sizeBytes: number | undefined;
    }
  /** Stored and proved; its outcome follows once the source folder was looked at again. */
  | { type: 'item-stored'; recordId: string; item: SourceItem; path: string; receipt: Receipt }
  | { type: 'item-end'; outcome: ItemOutcome }
  | { type: 'record-end'; outcome: RecordOutcome }
  /** The run ends before its records do. */
  | { type: 'run-stopped'; failure: TransferFailure }
  /** What a record says of its transfer could not be written; neither box nor files are affected. */
  | { type: 'values-not-written'; recordId: string; message: string }
  /** A report line was lost; the transfer is not affected. */
  | { type: 'history-failed'; message: string };

/** Called in order; it must not throw. */
export type Emit = (event: TransferEvent) => void;
