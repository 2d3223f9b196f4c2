import { failureReasons } from '@zohokit/transfer-core';
import * as v from 'valibot';
import { evidences, itemStatuses, storedKinds } from '../journal-item-row.ts';
import { recordStatuses } from '../journal-record-row.ts';

/** Which entries are wanted. */
export interface EntryOptions {
  /**
   * Whether shared entries that are or may be secret come along, such as access tokens; without,
   * only penalties, passes and who a user is. @default false
   */
  secrets?: boolean | undefined;
  /** Only what connections share, without reading journal and history. @default everything */
  only?: 'shared' | undefined;
}

const text = v.string();
const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const optionalText = v.optional(text);

const Binding = v.strictObject({
  kind: v.literal('binding'),
  name: text,
  identity: optionalText,
  fallback: optionalText,
});

const Record = v.strictObject({
  kind: v.literal('record'),
  id: text,
  status: v.picklist(recordStatuses),
  tickedByUs: v.boolean(),
  tickedIn: optionalText,
  pinnedFolderId: optionalText,
  outcome: optionalText,
  lastAttemptAt: finite,
});

const KnownId = v.strictObject({ kind: v.literal('known-id'), folderId: text, id: text });

const Sent = v.strictObject({ size: count, md5: text, at: finite, storedId: optionalText });

const Receipt = v.strictObject({
  id: text,
  name: text,
  folderId: text,
  size: count,
  md5: text,
  verifiedBy: v.picklist(evidences),
});

const Item = v.strictObject({
  kind: v.literal('item'),
  recordId: text,
  sourceId: text,
  sourceModifiedAt: finite,
  folderId: text,
  storedKind: v.picklist(storedKinds),
  runId: text,
  sourceName: text,
  name: text,
  foldedName: text,
  uploadId: text,
  serverTime: finite,
  status: v.picklist(itemStatuses),
  permanentFailures: count,
  /** How many of the known ids before it, of all folders, were known when it was last intended. */
  knownBefore: count,
  sent: v.optional(Sent),
  receipt: v.optional(Receipt),
  rejectedId: optionalText,
  failure: v.optional(v.strictObject({ reason: v.picklist(failureReasons), message: text })),
});

const Run = v.strictObject({
  kind: v.literal('run'),
  id: text,
  startedAt: v.optional(finite),
  end: v.optional(
    v.strictObject({ at: finite, status: text, exitCode: v.pipe(finite, v.integer()) }),
  ),
});

const Line = v.strictObject({
  kind: v.literal('line'),
  runId: text,
  recordId: text,
  at: finite,
  status: text,
  folderName: optionalText,
  folderId: optionalText,
  discovered: count,
  transferred: count,
  failed: count,
  message: optionalText,
});

const RunItem = v.strictObject({
  kind: v.literal('run-item'),
  runId: text,
  recordId: text,
  path: text,
  sourceId: text,
  at: finite,
  status: text,
  storedId: optionalText,
  storedName: optionalText,
  size: v.optional(count),
  md5: optionalText,
  durationMs: v.optional(finite),
  message: optionalText,
});

const Wait = v.strictObject({
  kind: v.literal('wait'),
  runId: text,
  at: finite,
  ms: finite,
  reason: text,
});

const Shared = v.strictObject({
  kind: v.literal('shared'),
  key: text,
  value: v.unknown(),
  /** Milliseconds since the epoch; absent when it is needed for ever. */
  neededUntil: v.optional(finite),
});

/** What is accepted of an entry; nothing beside it. */
export const StateEntrySchema = v.variant('kind', [
  Binding,
  Record,
  KnownId,
  Item,
  Run,
  Line,
  RunItem,
  Wait,
  Shared,
]);

/** One row of a state, whichever database holds it. */
export type StateEntry = v.InferOutput<typeof StateEntrySchema>;
