import { evidences, storedKinds } from '@zohokit/transfer-core';
import * as v from 'valibot';
import type { RunEvent } from './run-event.ts';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const maybe = <Schema extends v.GenericSchema>(schema: Schema) => v.optional(schema);

const receipt = {
  storedId: text,
  storedName: text,
  storeFolderId: text,
  /** Of a folder 0. */
  size: count,
  /** Of a folder empty. */
  md5: text,
  verifiedBy: v.picklist(evidences),
};

const stored = {
  recordId: text,
  itemId: text,
  itemName: text,
  kind: v.picklist(storedKinds),
  /** The run that stored it. */
  storedByRunId: text,
  ...receipt,
};

/** What a line of the log says of each event around a run; see `eventEntries`. */
export const upkeepEntries = {
  'upkeep-start': { records: maybe(count), items: maybe(count) },
  'record-undone': {
    recordId: text,
    result: v.picklist(['unticked', 'not-ticked', 'ticked-by-person', 'failed', 'would-untick']),
    message: text,
  },
  'item-undone': {
    ...stored,
    result: v.picklist(['trashed', 'missing', 'kept', 'failed', 'would-trash']),
    message: text,
  },
  'item-verified': {
    ...stored,
    result: v.picklist(['ok', 'missing', 'differs', 'unknown']),
    message: text,
  },
  'record-looked-at': { recordId: text, folderName: text },
  'item-rebuilt': {
    recordId: text,
    itemId: text,
    kind: v.picklist(storedKinds),
    path: text,
    result: v.picklist(['found', 'missing']),
    ...v.partial(v.strictObject(receipt)).entries,
  },
  'record-rebuilt': {
    recordId: text,
    result: v.picklist(['complete', 'open', 'incomplete', 'nothing', 'known', 'failed']),
    found: count,
    missing: v.array(text),
    message: text,
  },
  'record-pinned': {
    recordId: text,
    /** Absent when names decide. */
    folderId: maybe(text),
    folderMatched: maybe(text),
    folderLocation: maybe(text),
    /** The folder that counted before, by its id. */
    before: maybe(text),
  },
} satisfies { [Type in RunEvent['type']]?: v.ObjectEntries };
