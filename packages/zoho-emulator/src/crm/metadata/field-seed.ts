import * as v from 'valibot';
import { dataTypes } from './data-types.ts';

const Text = v.pipe(v.string(), v.nonEmpty('is empty'));
const Count = v.pipe(
  v.number(),
  v.safeInteger('is not a whole number'),
  v.minValue(0, 'is negative'),
);

const Option = v.union(
  [Text, v.strictObject({ display_value: Text, actual_value: Text })],
  'is neither a text nor {display_value, actual_value}',
);

/** Wide for those who write a seed in TypeScript, where a literal in a list becomes a `string`. */
const DataTypeName: v.GenericSchema<string> = v.picklist(
  dataTypes,
  'is not a data type of Zoho CRM',
);

/** What a field of a module or of a subform may say, in the words of Zoho's metadata. */
const FieldEntries = {
  api_name: v.pipe(v.string(), v.regex(/^[A-Za-z]\w*$/, 'is not an API name')),
  data_type: DataTypeName,
  label: v.optional(Text),
  /** In characters, digits or files, as the type has it. */
  length: v.optional(Count),
  decimal_place: v.optional(v.pipe(Count, v.maxValue(9, 'is more than 9'))),
  /** No two records have the same value. */
  unique: v.optional(
    v.union([v.literal(true), v.strictObject({ case_sensitive: v.boolean() })], 'is not true'),
  ),
  /** Records can be addressed by it with `X-EXTERNAL`. */
  external: v.optional(v.picklist(['org', 'user'])),
  /** The values to choose from; any other value is accepted too unless `restricted`. */
  pick_list: v.optional(
    v.strictObject({ values: v.array(Option), restricted: v.optional(v.boolean()) }),
  ),
  /** API name of the module that a lookup points to. */
  lookup: v.optional(Text),
  textarea: v.optional(v.picklist(['small', 'large', 'rich_text'])),
  auto_number: v.optional(
    v.strictObject({
      prefix: v.optional(v.string()),
      start_number: v.optional(Count),
      suffix: v.optional(v.string()),
    }),
  ),
  /** Without it a row is refused. */
  mandatory: v.optional(v.boolean()),
  /** Written by Zoho alone. */
  read_only: v.optional(v.boolean()),
  /** Of a formula or roll-up. */
  return_type: v.optional(
    v.picklist(['double', 'currency', 'text', 'date', 'datetime', 'boolean', 'integer']),
  ),
};

export const Field = v.strictObject({
  ...FieldEntries,
  /** Of a subform: the fields of its rows. */
  fields: v.optional(v.array(v.strictObject(FieldEntries))),
});

/** A field as a seed or the catalogue of standard modules declares it. */
export type FieldSeed = v.InferOutput<typeof Field>;

/** Criteria in the JSON of Zoho's custom views; what is inside is checked when the org is built. */
export const View = v.strictObject({
  name: Text,
  /** `{field: {api_name}, comparator, value}` or `{group_operator, group}`; without: every record. */
  criteria: v.optional(v.record(v.string(), v.unknown())),
  /** API name of the field that orders it. */
  sort_by: v.optional(Text),
  sort_order: v.optional(v.picklist(['asc', 'desc'])),
});

export type ViewSeed = v.InferOutput<typeof View>;
