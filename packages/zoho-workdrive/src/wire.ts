import * as v from 'valibot';
import { toItem } from './to-item.ts';
import { WireItem } from './wire-item.ts';
import { hint, oneOrMany, WireId, WireUserId } from './wire-value.ts';

const Text = v.string();

const ItemFromWire = v.pipe(WireItem, v.transform(toItem));

/** The answer about one item: an object, or an array of exactly one. */
export const WireOneItem = v.pipe(
  v.object({ data: v.pipe(oneOrMany(v.unknown()), v.strictTuple([ItemFromWire])) }),
  v.transform(({ data: [item] }) => item),
);

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

/** A page of a listing; the last one may lack `links.cursor` (rclone backend/zoho/zoho.go). */
export const WireItemPage = v.pipe(
  v.object({
    data: v.array(ItemFromWire),
    links: v.optional(v.object({ cursor: v.optional(Cursor) })),
  }),
  v.transform(({ data: items, links }) => ({
    items,
    hasCursor: links?.cursor !== undefined,
    next: links?.cursor?.has_next ? links.cursor.next : undefined,
  })),
);

/** Teams, team folders, private spaces: an id and, mostly, a name. */
const WireNamed = v.pipe(
  v.object({ id: WireId, attributes: hint(v.object({ name: hint(Text) })) }),
  v.transform(({ id, attributes }) => ({ id, name: attributes?.name ?? '' })),
);

export const WireNamedList = v.pipe(
  v.object({ data: oneOrMany(WireNamed) }),
  v.transform(({ data }) => data),
);

export const WireUser = v.pipe(
  v.object({
    data: v.object({
      id: WireUserId,
      attributes: hint(
        v.object({ display_name: hint(Text), email_id: hint(Text), edition: hint(Text) }),
      ),
    }),
  }),
  v.transform(({ data: { id, attributes } }) => ({
    zuid: id,
    name: attributes?.display_name,
    email: attributes?.email_id,
    edition: attributes?.edition,
  })),
);
