import * as v from 'valibot';

/** Ids are opaque text, never empty. */
export const WireId = v.pipe(v.string(), v.nonEmpty());

/** Zoho writes numbers as numbers or in quotes (rclone backend/zoho/api/types.go). */
export const WireNumber = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+$/), v.transform(Number))]),
  v.safeInteger(),
);

/**
 * User ids are digits in a string, or a number (Zoho doc: oauth user info). Of a number beyond 2^53
 * the last digits are lost before it gets here: that would be another user.
 */
export const WireUserId = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger(), v.transform(String))]),
  v.regex(/^\d+$/),
);

/** Truth values; some of Zoho's samples write them in quotes. */
export const WireFlag = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((word) => word === 'true'),
  ),
]);

/** What may be absent, `null` or of a shape nobody has seen: a hint that is missed, not an error. */
export function hint<const Schema extends v.GenericSchema>(schema: Schema) {
  return v.fallback(v.optional(schema), undefined);
}

/** `privatespace` answers an array where its siblings answer an object: both are taken everywhere. */
export function oneOrMany<const Schema extends v.GenericSchema>(schema: Schema) {
  return v.pipe(
    v.unknown(),
    v.transform((value): unknown[] => (Array.isArray(value) ? value : [value])),
    v.array(schema),
  );
}

/** The truth values of an object, whatever else it holds; none when it is no object. */
export const flags = v.fallback(
  v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((words) =>
      Object.fromEntries(
        Object.entries(words).filter((entry): entry is [string, boolean] =>
          v.is(v.boolean(), entry[1]),
        ),
      ),
    ),
  ),
  {},
);

/** Attributes that are all hints: what Zoho said, or nothing when it is no object. */
export const looseAttributes = v.fallback(v.looseObject({}), {});
