import { leaveReasons, type MatchRule, type RecordPlan } from '@zohokit/transfer-core';
import * as v from 'valibot';

/** What is `undefined` here is absent in a file. */
const text = v.string();
const absentText = v.optional(text, () => undefined);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const absentCount = v.optional(count, () => undefined);

const matchRules = [
  'pinned by a person',
  'only one under the known parent',
  'latest modified under the known parent',
  'only one in the catalogue',
  'latest modified in the catalogue',
] as const satisfies readonly MatchRule[];

/** A folder of org B. */
export const FolderRefSchema = v.object({
  id: text,
  name: text,
  modifiedAt: v.number(),
  location: text,
});

const Item = v.object({
  id: text,
  name: text,
  kind: v.picklist(['file', 'folder', 'native-document']),
  modifiedAt: v.number(),
  listedSize: absentCount,
});

const planned = { item: Item, sourceFolderId: text, path: text };

const ActionSchema = v.variant('kind', [
  v.object({ ...planned, kind: v.literal('send'), name: text }),
  v.object({ ...planned, kind: v.literal('keep'), name: text }),
  v.object({ ...planned, kind: v.literal('leave'), reason: v.picklist(leaveReasons) }),
  v.object({ ...planned, kind: v.literal('abandoned'), name: text, message: text }),
  v.object({ ...planned, kind: v.literal('unproved'), name: text, message: text }),
  v.object({ ...planned, kind: v.literal('stale'), name: text, message: text }),
]);

const Folder = v.object({
  sourceId: text,
  parentId: absentText,
  path: text,
  modifiedAt: v.number(),
  name: text,
  storeFolderId: absentText,
  unproved: v.optional(text),
});

const counts = v.object({
  discovered: count,
  transferred: count,
  alreadyTransferred: count,
  failed: count,
  uncertain: count,
  stale: count,
  subfolders: count,
  documents: count,
  excluded: count,
});

const record = v.object({
  id: text,
  folderName: absentText,
  checked: v.boolean(),
  storeFolderId: v.optional(text),
  version: text,
});

/** What is to be done for one record, as a file has it. */
export const RecordPlanSchema: v.GenericSchema<unknown, RecordPlan> = v.variant('kind', [
  v.object({
    kind: v.literal('transfer'),
    record,
    folderName: text,
    folder: FolderRefSchema,
    by: v.picklist(matchRules),
    storeFolderId: text,
    folders: v.array(Folder),
    actions: v.array(ActionSchema),
  }),
  v.object({
    kind: v.literal('nothing'),
    record,
    folderName: text,
    status: v.picklist(['no-files', 'folder-not-found', 'ambiguous', 'failed']),
    message: text,
    folder: v.optional(FolderRefSchema, () => undefined),
    candidates: v.array(FolderRefSchema),
    counts,
  }),
]);
