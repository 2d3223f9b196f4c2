import * as v from 'valibot';

/** What `zohokit config show --json` prints. */
export const ConfigShowResult = v.strictObject({
  type: v.literal('config'),
  /** The settings file that counts, absolute. */
  file: v.string(),
  fileExists: v.boolean(),
  /** Which job of a file of several; null for a file of one. */
  job: v.nullable(v.string()),
  settings: v.array(
    v.strictObject({
      name: v.string(),
      /** Masked when it is a secret; null when there is none. */
      value: v.nullable(v.string()),
      origin: v.picklist(['environment', 'file', 'default', 'unset']),
      isSecret: v.boolean(),
    }),
  ),
  /** What keeps a run from starting, one sentence each. */
  problems: v.array(v.string()),
});
