import * as v from 'valibot';
import { invalidParameter, parameterTooLong } from './refusal.ts';

/** More than any token has. */
const longestToken = 2000;

/** A number in a query. */
export const Count = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));

const filters = [
  'all',
  'allfiles',
  'folder',
  'documents',
  'spreadsheets',
  'presentations',
  'pdf',
  'audio',
  'video',
  'images',
  'mydrafts',
  'documents_native',
  'documents_non_native',
  'spreadsheets_native',
  'spreadsheets_non_native',
  'presentations_native',
  'presentations_non_native',
] as const;

const sorts = ['name', 'modified_time', 'created_time'] as const;
const descending = sorts.map((field) => `-${field}` as const);

const ListingQuerySchema = v.pipe(
  v.strictObject({
    'page[limit]': v.optional(v.pipe(Count, v.minValue(1))),
    'page[offset]': v.optional(Count),
    'page[next]': v.optional(v.string()),
    'filter[type]': v.optional(v.picklist(filters), 'all'),
    sort: v.optional(v.picklist([...sorts, ...descending])),
  }),
  v.transform((query) => ({
    limit: query['page[limit]'],
    offset: query['page[offset]'] ?? 0,
    next: query['page[next]'],
    filter: query['filter[type]'],
    sort: query.sort,
  })),
);

/** What a listing may be asked for (Zoho doc: list-files-folders). */
export type ListingQuery = v.InferOutput<typeof ListingQuerySchema>;
export type ListingFilter = ListingQuery['filter'];
export type ListingSort = NonNullable<ListingQuery['sort']>;

/** Parses the query of a listing; a parameter of another name or value is refused (F6003). */
export function parseListingQuery(query: URLSearchParams): ListingQuery {
  const result = v.safeParse(ListingQuerySchema, Object.fromEntries(query));
  if (!result.success) throw invalidParameter();
  if ((result.output.next?.length ?? 0) > longestToken) throw parameterTooLong();
  return result.output;
}
