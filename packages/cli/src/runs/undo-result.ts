import * as v from 'valibot';

/** What `zohokit undo --json` prints. */
export const UndoResult = v.strictObject({
  type: v.literal('undo'),
  runId: v.string(),
  /** Whether it was done; otherwise this is what would be done, as far as the journal knows. */
  done: v.boolean(),
  records: v.array(
    v.strictObject({
      recordId: v.string(),
      result: v.picklist(['unticked', 'not-ticked', 'ticked-by-person', 'failed', 'would-untick']),
      message: v.string(),
    }),
  ),
  items: v.array(
    v.strictObject({
      recordId: v.string(),
      kind: v.picklist(['file', 'folder']),
      name: v.string(),
      storedId: v.string(),
      result: v.picklist(['trashed', 'missing', 'kept', 'failed', 'would-trash']),
      message: v.string(),
    }),
  ),
});

/** The same in TypeScript. */
export type UndoResult = v.InferOutput<typeof UndoResult>;
