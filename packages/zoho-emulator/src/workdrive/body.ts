import * as v from 'valibot';
import { invalidParameter, missingParameter, parameterTooLong } from './refusal.ts';

/** An id in a body; the longest that is known has about 60 characters. */
export const Id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(100));

/** A text that is checked for its length, as a name, elsewhere. */
export const Text = v.pipe(v.string(), v.nonEmpty());

/** One object, or a list of them: both are taken (joytekmotion, rclone). */
export const oneOrMany = <Entry extends v.GenericSchema>(entry: Entry) => {
  // At most 200 objects: axpnet/aeroftp zoho_workdrive.rs.
  const many = v.pipe(v.array(entry), v.minLength(1), v.maxLength(200));
  // Not a union: what is wrong with a list must not be told of an object that nobody sent.
  return v.lazy((input) => (Array.isArray(input) ? many : entry));
};

/**
 * Absent parts are F000, too long ones F6005, and parts that should not be there, or say something
 * else, F6003.
 */
export function parseBody<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const issues = result.issues.flatMap(function flat(issue): v.BaseIssue<unknown>[] {
    return [issue, ...(issue.issues ?? []).flatMap(flat)];
  });
  if (issues.some(({ input }) => input === undefined || input === null)) throw missingParameter();
  if (issues.some(({ type }) => type === 'max_length')) throw parameterTooLong();
  throw invalidParameter();
}
