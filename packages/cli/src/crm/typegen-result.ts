import * as v from 'valibot';

/** What `zohokit crm typegen --json` prints. */
export const TypegenResult = v.strictObject({
  type: v.literal('crm-typegen'),
  /** What was written, absolute. */
  file: v.string(),
  modules: v.array(
    v.strictObject({
      module: v.string(),
      /** How many of them, without those of subforms. */
      fields: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
  ),
});
