import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What `zohokit report --json` prints. */
export const ReportResult = v.strictObject({
  type: v.literal('report'),
  runId: v.string(),
  /** The file that was written, absolute; null when none was asked for. */
  html: v.nullable(v.string()),
  csv: v.nullable(v.string()),
  records: count,
  files: count,
  /** Records and files that a person should look at. */
  troubles: count,
});
