import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest } from '../../seam.ts';
import { parseCrmTime } from '../crm-time.ts';
import type { SortField } from '../record-table.ts';

/** Zoho doc: get-records. */
export const listLimits = {
  fields: 50,
  perPage: 200,
  /** Reachable by `page`. */
  pageRows: 2000,
  /** Reachable by `page_token`. */
  tokenRows: 100_000,
} as const;

/** The parameters of a list read, checked. */
export interface ListQuery {
  fields: string[];
  ids: string[] | undefined;
  page: number;
  perPage: number;
  pageToken: string | undefined;
  sortBy: SortField;
  sortOrder: 'asc' | 'desc';
  /** Milliseconds since the epoch. */
  modifiedSince: number | undefined;
}

const sortable: readonly SortField[] = ['id', 'Created_Time', 'Modified_Time'];

/** Reads and checks the parameters in Zoho's words (Zoho doc: get-records; oas3 for details). */
export function readListQuery(request: EmulatedRequest): ListQuery | EmulatedAnswer {
  const { query } = request;
  const fields = toList(query.get('fields'));
  if (fields === undefined) {
    return toCrmError(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', {
      param_name: 'fields',
    });
  }
  if (fields.length > listLimits.fields) {
    const details = { limit: listLimits.fields, param_name: 'fields' };
    return toCrmError(400, 'LIMIT_EXCEEDED', 'fields limit exceeded', details);
  }
  const pageToken = query.get('page_token') ?? undefined;
  if (pageToken !== undefined && query.has('page')) {
    return toCrmError(
      400,
      'AMBIGUITY_DURING_PROCESSING',
      'ambiguity while processing the request',
      {
        ambiguity_due_to: [{ param_name: 'page' }, { param_name: 'page_token' }],
      },
    );
  }
  const page = toNumber(query.get('page') ?? '1', Number.MAX_SAFE_INTEGER);
  if (page === undefined) return notMatched('page');
  const perPage = toNumber(query.get('per_page') ?? '200', listLimits.perPage);
  if (perPage === undefined) return notMatched('per_page');
  if (page * perPage > listLimits.pageRows) return tooDeep;
  const sortBy = sortable.find((field) => field === (query.get('sort_by') ?? 'id'));
  if (sortBy === undefined) return invalidSort('sort_by', sortable);
  const sortOrder = query.get('sort_order') ?? 'desc';
  if (sortOrder !== 'asc' && sortOrder !== 'desc')
    return invalidSort('sort_order', ['asc', 'desc']);
  const since = request.headers['if-modified-since'];
  const modifiedSince = since === undefined ? undefined : parseCrmTime(since);
  if (since !== undefined && modifiedSince === undefined) return invalidTime('If-Modified-Since');
  const ids = toList(query.get('ids'));
  return { fields, ids, page, perPage, pageToken, sortBy, sortOrder, modifiedSince };
}

/** The answer to a time header that is not ISO 8601 with an offset [body not documented]. */
export function invalidTime(header: string): EmulatedAnswer {
  return toCrmError(400, 'INVALID_DATA', 'the header value given seems to be invalid', { header });
}

// --- internal ---

/** airbytehq/airbyte#30977 has this body. */
const tooDeep = toCrmError(
  400,
  'DISCRETE_PAGINATION_LIMIT_EXCEEDED',
  'You can only get the first 2000 records without using page_token param',
  { limit: listLimits.pageRows },
);

function notMatched(name: string): EmulatedAnswer {
  return toCrmError(
    400,
    'PATTERN_NOT_MATCHED',
    'Please check whether the input values are correct',
    { param_name: name },
  );
}

function invalidSort(name: string, supported: readonly string[]): EmulatedAnswer {
  return toCrmError(400, 'INVALID_DATA', `the ${name} given seems to be invalid`, {
    param_name: name,
    supported_values: supported,
  });
}

function toList(text: string | null): string[] | undefined {
  const names = (text ?? '').split(',').map((name) => name.trim());
  const filled = names.filter((name) => name !== '');
  return filled.length === 0 ? undefined : filled;
}

function toNumber(text: string, maximum: number): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= maximum ? value : undefined;
}
