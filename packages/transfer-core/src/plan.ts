import type { FolderRef, SourceItem } from './drives.ts';
import type { MatchRule } from './match-folder.ts';
import type { RecordCounts, RecordOutcomeStatus } from './outcome.ts';
import type { TransferRecord } from './records.ts';

/** What is to be done with one item. */
export type ItemAction =
  /** Store it under `name`. */
  | { kind: 'send'; item: SourceItem; name: string }
  /** An earlier run stored it, and it is still there. */
  | { kind: 'keep'; item: SourceItem; name: string }
  | { kind: 'leave'; item: SourceItem; reason: 'subfolder' }
  /** It failed for good in several runs. */
  | { kind: 'abandoned'; item: SourceItem; name: string; message: string }
  /** Something of it may be stored and could not be proved. */
  | { kind: 'unproved'; item: SourceItem; name: string; message: string };

/** What is to be done for one record, as data. */
export type RecordPlan = { record: TransferRecord; folderName: string } & (
  | {
      kind: 'transfer';
      folder: FolderRef;
      by: MatchRule;
      storeFolderId: string;
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
