import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import { type CrmRecord, timeOf } from '../record-table.ts';
import type { CrmOrg } from '../crm-org.ts';
import { toCrmTime } from '../crm-time.ts';
import { type ListQuery, listLimits, readListQuery } from './list-query.ts';
import type { PageTokens } from './page-tokens.ts';

/** `GET /crm/v8/{module}`: one page of the module's records. */
export function listRecords(
  org: CrmOrg,
  module: CrmModule,
  request: EmulatedRequest,
  tokens: PageTokens,
): EmulatedAnswer {
  const query = readListQuery(request);
  if ('status' in query) return query;
  const question = toQuestion(module, query);
  const start = findStart(query, question, tokens);
  if ('status' in start) return start;
  if (start.offset >= listLimits.tokenRows) {
    return toCrmError(
      400,
      'PAGINATION_LIMIT_EXCEEDED',
      'You can only get upto 100000 records using page_token param',
      { param_name: 'page_token' },
    );
  }
  const rows = selectRows(module, query);
  if (rows === 'not-modified') return { status: 304 };
  const page = rows.slice(start.offset, start.offset + query.perPage);
  if (page.length === 0) return { status: 204 };
  const after = start.offset + page.length;
  const more = after < rows.length;
  const next = more ? tokens.issue({ offset: after, page: start.page + 1 }, question) : undefined;
  const before = { offset: Math.max(0, start.offset - query.perPage), page: start.page - 1 };
  const previous = more && start.offset > 0 ? tokens.issue(before, question) : undefined;
  return {
    status: 200,
    json: {
      data: page.map((record) => pickFields(record, query.fields)),
      info: {
        call: false,
        per_page: query.perPage,
        next_page_token: next?.token ?? null,
        count: page.length,
        sort_by: query.sortBy,
        page: start.page,
        previous_page_token: previous?.token ?? null,
        page_token_expiry: next ? toCrmTime(next.expiresAt, org.offset) : null,
        sort_order: query.sortOrder,
        email: false,
        more_records: more,
      },
    },
  };
}

/** The record with only these fields; `id` is always among them. */
export function pickFields(record: CrmRecord, fields: readonly string[]): CrmRecord {
  const picked: CrmRecord = { id: record.id };
  // A name that is no field is passed over in silence [not documented].
  for (const field of fields) if (field in record) picked[field] = record[field];
  return picked;
}

// --- internal ---

interface Start {
  offset: number;
  page: number;
}

function findStart(query: ListQuery, question: string, tokens: PageTokens): Start | EmulatedAnswer {
  if (query.pageToken === undefined) {
    return { offset: (query.page - 1) * query.perPage, page: query.page };
  }
  const position = tokens.resolve(query.pageToken, question);
  const details = { param_name: 'page_token' };
  switch (position) {
    case 'unknown':
      return toCrmError(400, 'INVALID_DATA', 'the page_token given seems to be invalid', details);
    case 'mismatch':
      return toCrmError(
        400,
        'TOKEN_BOUND_DATA_MISMATCH',
        'token invalid, or params added/altered/deleted',
        details,
      );
    case 'expired':
      return toCrmError(400, 'EXPIRED_VALUE', 'Page token expired', {
        api_name: 'page_token',
        json_path: '$.query.page_token',
      });
    default:
      return position;
  }
}

/** All that a token is bound to, `If-Modified-Since` included (amp-labs/connectors#1096). */
function toQuestion(module: CrmModule, query: ListQuery): string {
  const { fields, perPage, sortBy, sortOrder, ids, modifiedSince } = query;
  return JSON.stringify([module.id, fields, perPage, sortBy, sortOrder, ids, modifiedSince]);
}

function selectRows(
  { records }: CrmModule,
  query: ListQuery,
): readonly CrmRecord[] | 'not-modified' {
  const all = records.sorted(query.sortBy, query.sortOrder);
  const wanted = query.ids === undefined ? all : all.filter((row) => query.ids?.includes(row.id));
  const since = query.modifiedSince;
  if (since === undefined) return wanted;
  const rows = wanted.filter((row) => timeOf(row, 'Modified_Time') > since);
  return rows.length === 0 && wanted.length > 0 ? 'not-modified' : rows;
}
