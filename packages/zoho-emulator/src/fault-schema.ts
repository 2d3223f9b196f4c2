import * as v from 'valibot';
import type { Fault } from './fault.ts';
import { ProfileChangesSchema } from './profiles.ts';

const WholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const Match = v.strictObject({
  method: v.optional(v.string()),
  role: v.optional(v.picklist(['accounts', 'api', 'workdrive', 'upload', 'download', 'content'])),
  org: v.optional(v.picklist(['a', 'b'])),
  path: v.optional(v.string()),
  header: v.optional(v.record(v.string(), v.string())),
  nth: v.optional(Count),
  every: v.optional(Count),
  probability: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  seed: v.optional(v.string()),
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
  v.strictObject({ kind: v.literal('reset-request'), afterBytes: WholeNumber }),
  v.strictObject({ kind: v.literal('reset-response'), afterBytes: WholeNumber }),
  v.strictObject({ kind: v.literal('answer-lost') }),
  v.strictObject({ kind: v.literal('cut-body'), afterBytes: WholeNumber }),
  v.strictObject({ kind: v.literal('truncate'), afterBytes: WholeNumber }),
  v.strictObject({ kind: v.literal('corrupt'), offset: WholeNumber, every: v.optional(Count) }),
  v.strictObject({ kind: v.literal('drip'), bytesPerSecond: Count }),
  v.strictObject({ kind: v.literal('late-commit'), delayMs: WholeNumber }),
  v.strictObject({ kind: v.literal('never-commit') }),
  v.strictObject({ kind: v.literal('hang') }),
  v.strictObject({ kind: v.literal('hold'), lateCommitMs: v.optional(WholeNumber) }),
  v.strictObject({ kind: v.literal('delay'), ms: WholeNumber }),
  v.strictObject({ kind: v.literal('duplicate') }),
  v.strictObject({ kind: v.literal('behave'), profile: ProfileChangesSchema }),
]);

/** A fault as JSON, for seeds and the control API: as in the library, but patterns are texts. */
export const FaultSchema: v.GenericSchema<unknown, Fault> = v.strictObject({
  match: v.optional(Match),
  effect: Effect,
});
