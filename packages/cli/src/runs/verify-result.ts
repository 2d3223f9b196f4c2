import * as v from 'valibot';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What `zohokit verify --json` prints. */
export const VerifyResult = v.strictObject({
  type: v.literal('verify'),
  runId: v.string(),
  /** Whether the bytes were read and hashed. */
  content: v.boolean(),
  counts: v.strictObject({ ok: count, missing: count, differs: count, unknown: count }),
  items: v.array(
    v.strictObject({
      recordId: v.string(),
      kind: v.picklist(['file', 'folder']),
      name: v.string(),
      storedId: v.string(),
      folderId: v.string(),
      /** Bytes. */
      size: count,
      md5: v.string(),
      result: v.picklist(['ok', 'missing', 'differs', 'unknown']),
      /** Why; empty when it is ok. */
      message: v.string(),
    }),
  ),
});

/** The same in TypeScript. */
export type VerifyResult = v.InferOutput<typeof VerifyResult>;
