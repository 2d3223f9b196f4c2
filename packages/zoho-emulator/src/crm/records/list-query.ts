import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest } from '../../seam.ts';
import { parseCrmTime } from '../crm-time.ts';
import type { SortField } from '../record-table.ts';

/** Zoho doc: get-records. */
export const listLimits = {
  fields: 50,
  ids: 100,
  perPage: 200,
  /** Reachable by `page`. */
  pageRows: 2000,
} as const;

/** The parameters of a list read, checked. */
export interface ListQuery {
  fields: string[];
  ids: string[] | undefined;
  page: number;
  perPage: number;
  pageToken: string | undefined;
  /** Id of a custom view. */
  view: string | undefined;
  sortBy: SortField;
  sortOrder: 'asc' | 'desc';
  converted: Tristate;
  approved: Tristate;
  /** Milliseconds since the epoch. */
  modifiedSince: number | undefined;
}

export type Tristate = 'true' | 'false' | 'both';

const sortable: readonly SortField[] = ['id', 'Created_Time', 'Modified_Time'];

/** Reads and checks the parameters in Zoho's words (Zoho doc: get-records; oas3 for details). */
export function readListQuery(request: EmulatedRequest): ListQuery | EmulatedAnswer {
  const { query, headers } = request;
  const fields = readFields(query);
  if ('status' in fields) return fields;
  const paging = readPaging(query);
  if ('status' in paging) return paging;
  const order = readOrder(query);
  if ('status' in order) return order;
  const ids = readIds(query);
  if (ids && 'status' in ids) return ids;
  const converted = readTristate(query, 'converted', 'false');
  if (typeof converted !== 'string') return converted;
  const approved = readTristate(query, 'approved', 'both');
  if (typeof approved !== 'string') return approved;
  const modifiedSince = readTime(headers, 'If-Modified-Since');
  if (typeof modifiedSince === 'object') return modifiedSince;
  return { fields, ids, ...paging, ...order, converted, approved, modifiedSince };
}

/** A header with a time: ISO 8601 with an offset, not an HTTP date [body not documented]. */
export function readTime(
  headers: EmulatedRequest['headers'],
  name: 'If-Modified-Since' | 'If-Unmodified-Since',
): number | undefined | EmulatedAnswer {
  const text = headers[name.toLowerCase()];
  if (text === undefined) return undefined;
  const message = 'the header value given seems to be invalid';
  return parseCrmTime(text) ?? toCrmError(400, 'INVALID_DATA', message, { header: name });
}

/** Names separated by commas; `undefined` when there is none. */
export function toList(text: string | null): string[] | undefined {
  const names = (text ?? '').split(',').map((name) => name.trim());
  const filled = names.filter((name) => name !== '');
  return filled.length === 0 ? undefined : filled;
}

/** `per_page` and `page`, where there are no tokens. */
export function readPage(
  query: URLSearchParams,
): { page: number; perPage: number } | EmulatedAnswer {
  const page = toNumber(query.get('page') ?? '1', Number.MAX_SAFE_INTEGER);
  if (page === undefined) return notMatched('page');
  const perPage = toNumber(query.get('per_page') ?? '200', listLimits.perPage);
  return perPage === undefined ? notMatched('per_page') : { page, perPage };
}

export function parameterMissing(name: string): EmulatedAnswer {
  const details = { param_name: name };
  return toCrmError(
    400,
    'REQUIRED_PARAM_MISSING',
    'One of the expected parameter is missing',
    details,
  );
}

export function invalidParameter(
  name: string,
  details: Record<string, unknown> = {},
): EmulatedAnswer {
  return toCrmError(400, 'INVALID_DATA', `the ${name} given seems to be invalid`, {
    param_name: name,
    ...details,
  });
}

export function limitExceeded(name: string, limit: number): EmulatedAnswer {
  const details = { limit, param_name: name };
  return toCrmError(400, 'LIMIT_EXCEEDED', `${name} limit exceeded`, details);
}

// --- internal ---

function readFields(query: URLSearchParams): string[] | EmulatedAnswer {
  const fields = toList(query.get('fields'));
  if (fields === undefined) return parameterMissing('fields');
  return fields.length > listLimits.fields ? limitExceeded('fields', listLimits.fields) : fields;
}

function readIds(query: URLSearchParams): string[] | undefined | EmulatedAnswer {
  const ids = toList(query.get('ids'));
  if (ids === undefined) return undefined;
  return ids.length > listLimits.ids ? limitExceeded('ids', listLimits.ids) : ids;
}

function readPaging(
  query: URLSearchParams,
): Pick<ListQuery, 'page' | 'perPage' | 'pageToken'> | EmulatedAnswer {
  const pageToken = query.get('page_token') ?? undefined;
  if (pageToken !== undefined && query.has('page')) return ambiguous('page', 'page_token');
  const paging = readPage(query);
  if ('status' in paging) return paging;
  if (paging.page * paging.perPage > listLimits.pageRows) return tooDeep;
  return { ...paging, pageToken };
}

function readOrder(
  query: URLSearchParams,
): Pick<ListQuery, 'view' | 'sortBy' | 'sortOrder'> | EmulatedAnswer {
  const view = query.get('cvid') ?? undefined;
  if (view !== undefined && query.has('sort_by')) return ambiguous('cvid', 'sort_by');
  const sortBy = sortable.find((field) => field === (query.get('sort_by') ?? 'id'));
  if (sortBy === undefined) return invalidParameter('sort_by', { supported_values: sortable });
  const sortOrder = query.get('sort_order') ?? 'desc';
  return sortOrder === 'asc' || sortOrder === 'desc'
    ? { view, sortBy, sortOrder }
    : invalidParameter('sort_order', { supported_values: ['asc', 'desc'] });
}

function readTristate(
  query: URLSearchParams,
  name: string,
  usual: Tristate,
): Tristate | EmulatedAnswer {
  const value = query.get(name) ?? usual;
  if (value === 'true' || value === 'false' || value === 'both') return value;
  return invalidParameter(name, { supported_values: ['true', 'false', 'both'] });
}

/** airbytehq/airbyte#30977 has this body. */
const tooDeep = toCrmError(
  400,
  'DISCRETE_PAGINATION_LIMIT_EXCEEDED',
  'You can only get the first 2000 records without using page_token param',
  { limit: listLimits.pageRows },
);

function ambiguous(...names: string[]): EmulatedAnswer {
  const details = { ambiguity_due_to: names.map((name) => ({ param_name: name })) };
  const message = 'ambiguity while processing the request';
  return toCrmError(400, 'AMBIGUITY_DURING_PROCESSING', message, details);
}

function notMatched(name: string): EmulatedAnswer {
  const message = 'Please check whether the input values are correct';
  return toCrmError(400, 'PATTERN_NOT_MATCHED', message, { param_name: name });
}

function toNumber(text: string, maximum: number): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= maximum ? value : undefined;
}
