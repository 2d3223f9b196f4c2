import * as v from 'valibot';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What `zohokit rebuild --json` prints. */
export const RebuildResult = v.strictObject({
  type: v.literal('rebuild'),
  /** Names this rebuild in the journal. */
  runId: v.string(),
  records: v.array(
    v.strictObject({
      recordId: v.string(),
      result: v.picklist(['complete', 'open', 'incomplete', 'nothing', 'known', 'failed']),
      /** Files whose very bytes are in the store. */
      found: count,
      /** Files that are not, by path. */
      missing: v.array(v.string()),
      message: v.string(),
    }),
  ),
});

/** The same in TypeScript. */
export type RebuildResult = v.InferOutput<typeof RebuildResult>;
