import * as v from 'valibot';
import { toDecimal, toJsonNumber } from './decimal.ts';
import { isInstant } from './instant.ts';

/** Digits in a string: an id has more of them than a JavaScript number holds. */
const id = v.pipe(v.string(), v.regex(/^\d+$/, 'must be digits in a string'));

const name = v.optional(v.nullable(v.string()), null);

/**
 * A number of CRM as its exact decimal text, e.g. `1234567890123456.78`: never a float, whose last
 * digits would be made up.
 */
const decimal = v.pipe(
  v.union([v.number(), v.string()], 'must be a number'),
  v.check((value) => toDecimal(value) !== undefined, 'must be a number'),
  v.transform((value) => toDecimal(value) ?? ''),
);

const date = v.pipe(v.string(), v.isoDate('must be a day, e.g. 2026-01-31'));

const dateTime = v.pipe(
  v.string(),
  v.check(isInstant, 'must be ISO 8601 with offset, e.g. 2026-01-31T09:00:00+01:00'),
);

function option<const Options extends readonly string[]>(_known: Options) {
  return v.custom<Options[number] | OtherOption>(
    (value) => typeof value === 'string',
    'must be a string',
  );
}

declare const other: unique symbol;

/**
 * A value of a picklist that was not among its options when the types were written. No literal is
 * one by itself, so that a mistyped option does not compile: `otherOption()` says that it is meant.
 */
export type OtherOption = string & { readonly [other]: true };

/** Says that a picklist's value is meant although the types do not know it. */
export function otherOption(value: string): OtherOption {
  // The mark exists for the compiler only.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return value as OtherOption;
}

/**
 * The schemas that generated module types are made of (Zoho doc: "Field types" of insert-records).
 * Those of `input` say what a request takes, the others what an answer holds.
 */
export const crmValues = {
  /** 18 or 19 digits in a string. */
  id,
  /** A JSON number of an answer, as exact decimal text. */
  decimal,
  /** `2026-01-31`. */
  date,
  /** ISO 8601 with the offset of the user's time zone, to the second. */
  dateTime,
  /** Up to 18 digits, in a string. */
  bigint: v.pipe(v.string(), v.regex(/^-?\d+$/, 'must be digits in a string')),
  /** Truth; what is not set is not true. */
  boolean: v.pipe(
    v.nullable(v.boolean()),
    v.transform((value) => value ?? false),
  ),
  /** A row with an id whose other keys are not known: links, files, rows of an unknown subform. */
  link: v.objectWithRest({ id }, v.unknown()),
  /** Another record. Its name may be absent in COQL. */
  lookup: v.object({ id, name }),
  /** A user. Name and email are absent in some answers. */
  user: v.object({ id, name, email: name }),
  /** One of the options that were known when the types were written, or a newer one. */
  option,
  /** What a request takes. */
  input: {
    /** Decimal text; every digit reaches CRM. */
    decimal: v.pipe(
      v.string(),
      v.check(
        (text) => /^-?\d+(?:\.\d+)?$/.test(text),
        'must be a number in a string, e.g. "12.50"',
      ),
      v.transform(toJsonNumber),
      v.check((value) => value !== undefined, 'has more digits than this Node can send'),
    ),
    /** At most nine digits. */
    integer: v.pipe(v.number(), v.integer('must be a whole number')),
    /** The id of another record or a user. */
    lookup: v.object({ id }),
    /** One of the known options, or one that `otherOption` names. */
    option,
  },
} as const;
