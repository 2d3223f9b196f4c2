import * as v from 'valibot';

/** What `zohokit pin --json` prints. */
export const PinResult = v.strictObject({
  type: v.literal('pin'),
  recordId: v.string(),
  /** The folder of org B that counts from now on; null when names decide. */
  folder: v.nullable(v.strictObject({ id: v.string(), name: v.string() })),
  /** The folder that counted before; null when names decided. */
  before: v.nullable(v.string()),
  /** Whether the next run looks at the record by itself. */
  pending: v.boolean(),
});

/** The same in TypeScript. */
export type PinResult = v.InferOutput<typeof PinResult>;
