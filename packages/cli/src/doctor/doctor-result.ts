import * as v from 'valibot';

const Common = { check: v.string(), message: v.string() };

/** What `zohokit doctor --json` prints. */
export const DoctorResult = v.strictObject({
  type: v.literal('doctor'),
  /** That of the first failure; 0 without one. */
  exitCode: v.number(),
  findings: v.array(
    v.variant('status', [
      v.strictObject({ ...Common, status: v.literal('ok') }),
      v.strictObject({ ...Common, status: v.literal('warning'), fix: v.string() }),
      v.strictObject({
        ...Common,
        status: v.literal('failed'),
        fix: v.string(),
        exitCode: v.number(),
      }),
      /** Something that it builds on has failed. */
      v.strictObject({ ...Common, status: v.literal('not-checked') }),
    ]),
  ),
});
