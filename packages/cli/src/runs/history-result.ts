import * as v from 'valibot';
import { RunRow } from './run-row.ts';

/** What `zohokit history --json` prints. */
export const HistoryResult = v.strictObject({
  type: v.literal('history'),
  /** The latest first. */
  runs: v.array(RunRow),
});

/** The same in TypeScript. */
export type HistoryResult = v.InferOutput<typeof HistoryResult>;
