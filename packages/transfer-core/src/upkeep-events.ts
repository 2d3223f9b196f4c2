import type { ProvedItem } from './is-stored.ts';
import type { Receipt, StoredKind } from './journal.ts';

/**
 * What happens while a run is looked at again, taken back or learnt anew, in order. Progress and logs
 * listen; the core never prints.
 */
export type UpkeepEvent =
  /** How much there is to do; absent where nobody can know beforehand. */
  | { type: 'upkeep-start'; records?: number | undefined; items?: number | undefined }
  | ItemReading
  | UndoneRecord
  | UndoneItem
  | ({ type: 'item-verified' } & VerifiedItem)
  /** A record that is looked at now. */
  | { type: 'record-looked-at'; recordId: string; folderName: string }
  | RebuiltItem
  | ({ type: 'record-rebuilt' } & RebuiltRecord);

/** Called in order; it must not throw. */
export type EmitUpkeep = (event: UpkeepEvent) => void;

/** Bytes of a file that are read to be compared, told with every part of them. */
export interface ItemReading {
  type: 'item-reading';
  recordId: string;
  /** The file's id in the drive that it is read from. */
  id: string;
  name: string;
  readBytes: number;
  /** `undefined` when the drive does not say. */
  sizeBytes: number | undefined;
}

/** What became of the box of a record. */
export interface UndoneRecord {
  type: 'record-undone';
  recordId: string;
  result:
    | 'unticked'
    /** It was not ticked, or is gone. */
    | 'not-ticked'
    /** Not by us: the box is left to whoever ticked it. */
    | 'ticked-by-person'
    /** The box could not be unticked, so that its files are left where they are. */
    | 'failed';
  message: string;
}

/** What became of something that the run had stored. */
export interface UndoneItem {
  type: 'item-undone';
  recordId: string;
  item: ProvedItem;
  result:
    | 'trashed'
    /** Gone already. */
    | 'missing'
    /** Somebody changed it since, or put something into it: it is not ours alone any more. */
    | 'kept'
    | 'failed';
  message: string;
}

/** What the store says of one receipt. */
export interface VerifiedItem {
  item: ProvedItem;
  result:
    /** It is there, as far as was looked. */
    | 'ok'
    /** Gone, or in the trash. */
    | 'missing'
    /** There, but with other bytes than were stored: somebody changed it, or it was never right. */
    | 'differs'
    /** It could not be looked at. */
    | 'unknown';
  /** Why, in words for a person; empty when it is ok. */
  message: string;
}

/** A file or folder of the source, and what of it is in the store; the journal knows it by now. */
export interface RebuiltItem {
  type: 'item-rebuilt';
  recordId: string;
  sourceId: string;
  kind: StoredKind;
  /** In the source folder. */
  path: string;
  /** Absent when it is missing. */
  receipt: Receipt | undefined;
}

/** What was found of one record. */
export interface RebuiltRecord {
  recordId: string;
  result:
    /** Everything that the rules transfer is in the store, and the box is ticked: taken for ours. */
    | 'complete'
    /** Some or all files are in the store and the box is not ticked: the next run does the rest. */
    | 'open'
    /** The box is ticked and something is missing: a person must look; untick it to send the rest. */
    | 'incomplete'
    /** Nothing of it is in the store. */
    | 'nothing'
    /** The journal knows it already. */
    | 'known'
    /** It could not be looked at. */
    | 'failed';
  /** Files whose very bytes are in the store. */
  found: number;
  /** Files that are not, by path. */
  missing: string[];
  message: string;
}
