import * as v from 'valibot';
import type { FaultEffect, FaultMatch } from './faults.ts';

const WholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const Match = v.strictObject({
  method: v.optional(v.string()),
  role: v.optional(v.picklist(['accounts', 'api', 'workdrive', 'upload', 'download', 'content'])),
  org: v.optional(v.picklist(['a', 'b'])),
  path: v.optional(v.string()),
  nth: v.optional(Count),
  times: v.optional(Count),
});

const Effect = v.variant('kind', [
  v.strictObject({
    kind: v.literal('status'),
    status: v.pipe(v.number(), v.safeInteger(), v.minValue(200), v.maxValue(599)),
    json: v.optional(v.unknown()),
    text: v.optional(v.string()),
    headers: v.optional(v.record(v.string(), v.string())),
    reason: v.optional(v.string()),
  }),
  v.strictObject({ kind: v.literal('reset') }),
  v.strictObject({ kind: v.literal('answer-lost') }),
  v.strictObject({ kind: v.literal('cut-body'), afterBytes: WholeNumber }),
  v.strictObject({ kind: v.literal('late-commit'), delayMs: WholeNumber }),
  v.strictObject({ kind: v.literal('never-commit') }),
  v.strictObject({ kind: v.literal('hold') }),
  v.strictObject({ kind: v.literal('delay'), ms: WholeNumber }),
]);

/** A fault as JSON, for the control API: as in the library, but a path is always a string. */
export const FaultSchema: v.GenericSchema<
  unknown,
  { match?: FaultMatch | undefined; effect: FaultEffect }
> = v.strictObject({ match: v.optional(Match), effect: Effect });
