import { leaveReasons } from '@zohokit/transfer-core';
import * as v from 'valibot';
import { FolderRefSchema } from '../plan/record-plan-schema.ts';

const text = v.string();
const FolderRef = v.strictObject(FolderRefSchema.entries);

/** What `zohokit explain --json` prints. */
export const ExplainResult = v.strictObject({
  type: v.literal('explain'),
  recordId: text,
  /** As CRM has it; null when there is no such record. */
  record: v.nullable(
    v.strictObject({
      folderName: v.nullable(text),
      checked: v.boolean(),
      /** Its own destination. */
      storeFolderId: v.nullable(text),
    }),
  ),
  /** Why it does not ask for a transfer; null when it does. */
  notPending: v.nullable(text),
  /** What the journal knows of it; null when no run has looked at it. */
  journal: v.nullable(
    v.strictObject({
      status: v.picklist(['open', 'ticking', 'closed']),
      /** How the last run left it. */
      outcome: v.nullable(text),
      /** ISO 8601; null when it was only pinned. */
      lastAttemptAt: v.nullable(text),
      tickedByUs: v.boolean(),
      /** The run that ticked it. */
      tickedIn: v.nullable(text),
      pinnedFolderId: v.nullable(text),
    }),
  ),
  /** Its files and folders that a run announced. */
  items: v.array(
    v.strictObject({
      kind: v.picklist(['file', 'folder']),
      sourceId: text,
      sourceName: text,
      /** In the store. */
      name: text,
      status: v.picklist(['intended', 'sent', 'stored', 'rejected', 'failed', 'abandoned']),
      runId: text,
      storedId: v.nullable(text),
      /** Bytes. */
      size: v.nullable(v.number()),
      md5: v.nullable(text),
      message: v.nullable(text),
      /** Why it failed, e.g. `permanent`; null when it did not. */
      reason: v.nullable(text),
    }),
  ),
  /** Every folder of its name in org B. */
  candidates: v.array(FolderRef),
  /** What the next run would do with each item; null when it would not look at it. */
  plan: v.nullable(
    v.strictObject({
      status: text,
      folder: v.nullable(FolderRef),
      by: v.nullable(text),
      storeFolderId: v.nullable(text),
      actions: v.array(
        v.strictObject({
          kind: v.picklist(['send', 'keep', 'leave', 'abandoned', 'unproved', 'stale']),
          path: text,
          /** In the store. */
          name: v.nullable(text),
          reason: v.nullable(v.picklist(leaveReasons)),
          message: v.nullable(text),
        }),
      ),
      message: v.nullable(text),
    }),
  ),
  /** What the next run would do, in words. */
  next: text,
});

/** The same in TypeScript. */
export type ExplainResult = v.InferOutput<typeof ExplainResult>;
