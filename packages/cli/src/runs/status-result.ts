import * as v from 'valibot';
import { RunRow } from './run-row.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What `zohokit status --json` prints. */
export const StatusResult = v.strictObject({
  type: v.literal('status'),
  module: v.string(),
  /** Where the state is: a file, or a database and the job. */
  place: v.string(),
  /** Whether the last run is going on; one that has no end and is not was killed. */
  running: v.boolean(),
  lastRun: v.nullable(RunRow),
  /** What ended it before its records did; null when nothing did, or the log of it is not here. */
  stop: v.nullable(v.strictObject({ reason: v.string(), message: v.string() })),
  /** Records that a run left with something to do. */
  openRecords: count,
  /** Records of the last run that wait for a person. */
  needPerson: v.array(
    v.strictObject({
      recordId: v.string(),
      status: v.picklist(['ambiguous', 'uncertain']),
      message: v.string(),
    }),
  ),
  /** Files of which something may be stored: the next run settles them, or a person must look. */
  unsettled: v.array(
    v.strictObject({
      recordId: v.string(),
      name: v.string(),
      folderId: v.string(),
      status: v.picklist(['intended', 'sent', 'rejected']),
    }),
  ),
  /** Times until which Zoho refuses us. */
  penalties: v.array(
    v.strictObject({
      /** What Zoho counts by. */
      key: v.string(),
      /** ISO 8601. */
      until: v.string(),
      /** Milliseconds from now. */
      remainingMs: count,
    }),
  ),
});

/** The same in TypeScript. */
export type StatusResult = v.InferOutput<typeof StatusResult>;
