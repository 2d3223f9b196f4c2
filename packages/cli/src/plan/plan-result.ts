import { leaveReasons, transferPolicies } from '@zohokit/transfer-core';
import * as v from 'valibot';
import { FolderRefSchema } from './record-plan-schema.ts';

const text = v.string();
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const FolderRef = v.strictObject(FolderRefSchema.entries);

/** What `zohokit plan --json` prints. */
export const PlanResult = v.strictObject({
  type: v.literal('plan'),
  /** What the plan comes to: 0, 1, 3, 4, 5, 7 or 130. */
  exitCode: v.number(),
  module: text,
  policy: v.picklist(transferPolicies),
  records: v.array(
    v.strictObject({
      recordId: text,
      folderName: text,
      status: v.picklist(['transfer', 'no-files', 'folder-not-found', 'ambiguous', 'failed']),
      /** The folder of org B. */
      folder: v.nullable(FolderRef),
      /** Which rule chose it. */
      by: v.nullable(text),
      storeFolderId: v.nullable(text),
      /** Files to send. */
      files: count,
      /** Of these, as far as a size is listed. */
      bytes: count,
      withoutSize: count,
      /** Stored by an earlier run. */
      kept: count,
      /** Files that get another name than they have. */
      renamed: v.array(v.strictObject({ path: text, name: text })),
      leftOut: v.array(v.strictObject({ path: text, reason: v.picklist(leaveReasons) })),
      givenUp: count,
      /** Files of which an earlier run may have stored something. */
      unproved: count,
      candidates: v.array(FolderRef),
      /** Whether the box is ticked when everything goes well. */
      ticks: v.boolean(),
      message: text,
    }),
  ),
  /** Records that were asked for by id and take no part. */
  refused: v.array(v.strictObject({ recordId: text, message: text })),
  totals: v.strictObject({
    records: count,
    toTransfer: count,
    files: count,
    bytes: count,
    withoutSize: count,
    renamed: count,
    leftOut: count,
    ambiguous: count,
    /** Files whose fate an earlier run did not learn; a run settles them first. */
    unsettled: count,
  }),
  estimate: v.strictObject({
    requests: v.strictObject({
      orgA: count,
      orgB: count,
      crm: count,
      accounts: count,
      total: count,
    }),
    /** At least so long, in milliseconds. */
    timeMs: count,
    how: text,
  }),
  /** The file of `--out`, absolute. */
  file: v.nullable(text),
});

/** The same in TypeScript. */
export type PlanResult = v.InferOutput<typeof PlanResult>;
