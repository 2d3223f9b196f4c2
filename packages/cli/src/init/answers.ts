import * as v from 'valibot';

const OrgAnswers = v.strictObject({
  /** Whether to keep a connection that works. @default true without a code */
  keep: v.optional(v.boolean()),
  /** `auto` asks each data centre once. */
  region: v.optional(v.string()),
  clientId: v.optional(v.string()),
  clientSecret: v.optional(v.string()),
  /** Of the Self Client; it works once and for minutes. */
  code: v.optional(v.string()),
  /** Whether to go on when a scope is missing that a transfer can do without. @default true */
  goOn: v.optional(v.boolean()),
});

/** The answers to `zohokit init`, as a file for `--answers`. What the settings have may be left out. */
export const InitAnswers = v.strictObject({
  $schema: v.optional(v.string()),
  orgA: v.optional(OrgAnswers),
  orgB: v.optional(OrgAnswers),
  crm: v.optional(
    v.strictObject({
      /** API names, as all of these. */
      module: v.optional(v.string()),
      checkboxField: v.optional(v.string()),
      folderNameField: v.optional(v.string()),
      /** Empty: every record has the same destination. */
      destinationField: v.optional(v.string()),
      /**
       * Whether a record is told more than its checkbox. @default true when one of the fields below
       * is given or stands in the settings
       */
      tellMore: v.optional(v.boolean()),
      /** How its transfer ended; empty, as any of these: it is not told. */
      statusField: v.optional(v.string()),
      /** What went wrong. */
      errorField: v.optional(v.string()),
      /** The address of its folder. */
      folderUrlField: v.optional(v.string()),
      /** The id of its folder. */
      folderIdField: v.optional(v.string()),
      /** How many files are stored. */
      fileCountField: v.optional(v.string()),
      /** When its transfer ended. */
      finishedTimeField: v.optional(v.string()),
    }),
  ),
  /** Id or address of the folder of org A that receives. */
  destination: v.optional(v.string()),
  /** Id or address of the folder of org B to look in first; empty: none. */
  sourceParent: v.optional(v.string()),
  policy: v.optional(v.string()),
  /** Whether both organisations may be reached as one user. @default true */
  sameUser: v.optional(v.boolean()),
  /** Whether to end with a dry run. @default true */
  dryRun: v.optional(v.boolean()),
});

/** What such a file holds. */
export type InitAnswers = v.InferOutput<typeof InitAnswers>;
