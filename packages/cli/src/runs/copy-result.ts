import * as v from 'valibot';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What `zohokit export --json` prints. */
export const ExportResult = v.strictObject({
  type: v.literal('export'),
  /** Absolute. */
  file: v.string(),
  lines: count,
  /** Whether tokens are in it. */
  secrets: v.boolean(),
});

/** What `zohokit import --json` prints. */
export const ImportResult = v.strictObject({
  type: v.literal('import'),
  /** Absolute. */
  file: v.string(),
  lines: count,
  /** What holds it now. */
  place: v.string(),
});
