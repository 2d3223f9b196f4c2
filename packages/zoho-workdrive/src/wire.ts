import * as v from 'valibot';
import { toItem } from './to-item.ts';
import { WireItem } from './wire-item.ts';
import { hint, oneOrMany, WireId, WireUserId } from './wire-value.ts';

const Text = v.string();

const ItemFromWire = v.pipe(WireItem, v.transform(toItem));

/** The answer about one thing: an object, or an array of exactly one. */
export function oneThing<Thing>(
  schema: v.GenericSchema<unknown, Thing>,
): v.GenericSchema<unknown, Thing> {
  return v.pipe(
    v.object({ data: v.pipe(oneOrMany(v.unknown()), v.strictTuple([schema])) }),
    v.transform(({ data: [thing] }) => thing),
  );
}

/** The answer about one item. */
export const WireOneItem = oneThing(ItemFromWire);

/** The answer about one thing of which nothing but the id is of use. */
export const WireOneId = oneThing(v.object({ id: WireId }));

/** The token is taken out of the link, which is not followed: its host may be another one. */
const CursorLink = v.pipe(
  v.string(),
  v.transform((link) => (URL.canParse(link) ? new URL(link).searchParams.get('page[next]') : null)),
  v.string('no page[next] in the link'),
  v.nonEmpty('an empty page[next]'),
);

/** "More, but no cursor" is not a shape this accepts: it would be a silent end of a listing. */
const Cursor = v.variant('has_next', [
  v.object({ has_next: v.literal(true), next: CursorLink }),
  v.object({ has_next: v.literal(false) }),
]);

/**
 * A page of a listing; the last one may lack `links.cursor` (rclone backend/zoho/zoho.go). A list of
 * one may come as the object alone, as other answers of WorkDrive do.
 */
export const WireItemPage = v.pipe(
  v.object({
    data: oneOrMany(ItemFromWire),
    links: v.optional(v.object({ cursor: v.optional(Cursor) })),
  }),
  v.transform(({ data: items, links }) => ({
    items,
    hasCursor: links?.cursor !== undefined,
    next: links?.cursor?.has_next ? links.cursor.next : undefined,
  })),
);

/**
 * A list that comes in one answer. Nobody has seen one of these go on in a second page: one that
 * says so is not understood, rather than taken for the whole.
 */
export function wholeList<Thing>(
  schema: v.GenericSchema<unknown, Thing>,
): v.GenericSchema<unknown, Thing[]> {
  const LastPage = v.object({ has_next: v.literal(false) });
  return v.pipe(
    v.object({
      data: oneOrMany(schema),
      links: v.optional(v.object({ cursor: v.optional(LastPage) })),
    }),
    v.transform(({ data }) => data),
  );
}

/** A page of items that says nothing of the next one. */
export const WireItems = v.pipe(
  v.object({ data: oneOrMany(ItemFromWire) }),
  v.transform(({ data }) => data),
);

/** Teams, team folders, private spaces: an id and, mostly, a name. */
const WireNamed = v.pipe(
  v.object({ id: WireId, attributes: hint(v.object({ name: hint(Text) })) }),
  v.transform(({ id, attributes }) => ({ id, name: attributes?.name ?? '' })),
);

export const WireNamedList = wholeList(WireNamed);

export const WireUser = oneThing(
  v.pipe(
    v.object({
      id: WireUserId,
      attributes: hint(
        v.object({ display_name: hint(Text), email_id: hint(Text), edition: hint(Text) }),
      ),
    }),
    v.transform(({ id, attributes }) => ({
      zuid: id,
      name: attributes?.display_name,
      email: attributes?.email_id,
      edition: attributes?.edition,
    })),
  ),
);
