import { toCrmError } from '../../../refusals.ts';
import type { EmulatedAnswer } from '../../../seam.ts';
import { toCrmTime } from '../../crm-time.ts';
import { compareIds, timeOf } from '../../record-table.ts';
import { type ListQuery, invalidParameter, readListQuery } from '../../records/list-query.ts';
import { isSince } from '../../records/select-rows.ts';
import { showRecord } from '../../records/show-record.ts';
import { type RelatedCall, type RelatedRow, relatedRows } from './related-call.ts';
import { readToken, toQuestion, toToken } from './related-token.ts';

/** `GET /crm/v8/{module}/{id}/{list}`: parameters and pages as of any list of records. */
export function listRelated(call: RelatedCall): EmulatedAnswer {
  const { world, org, request, context, list } = call;
  const query = readListQuery(request);
  if ('status' in query) return query;
  const question = toQuestion(context.caller.zuid, request);
  const start = findStart(query, question, world.deps.clock.now());
  if ('status' in start) return start;
  const all = toOrdered(relatedRows(call), query);
  const { modifiedSince: since } = query;
  const isNew =
    since === undefined ? () => true : isSince(since, world.deps.profile().modifiedSinceBound);
  const rows = all.filter(({ record }) => isNew(record));
  if (rows.length === 0 && all.length > 0) return { status: 304 };
  const page = rows.slice(start.offset, start.offset + query.perPage);
  if (page.length === 0) return { status: 204 };
  const after = start.offset + page.length;
  const more = after < rows.length;
  const expiresAt = world.deps.clock.now() + lifetimeMs;
  const tokenOf = (offset: number, number: number): string | null =>
    more && offset >= 0 ? toToken({ offset, page: number, expiresAt }, question) : null;
  const data = page.map(({ record, values }) => ({
    ...showRecord(org, list.module, record, { fields: query.fields, view: 'list' }),
    ...pick(values, query.fields),
  }));
  const info = {
    call: false,
    per_page: query.perPage,
    next_page_token: tokenOf(after, start.page + 1),
    count: page.length,
    page: start.page,
    previous_page_token: tokenOf(start.offset - query.perPage, start.page - 1),
    page_token_expiry: more ? toCrmTime(expiresAt, org.timeZone) : null,
    email: false,
    more_records: more,
  };
  return { status: 200, json: { data, info } };
}

/** `GET /crm/v8/{module}/{id}/{list}/{related id}`. */
export function getRelated(call: RelatedCall): EmulatedAnswer {
  const { org, request, list } = call;
  const found = relatedRows(call).find(({ record }) => record.id === request.params['related']);
  if (!found) return { status: 204 };
  const fields = request.query.get('fields')?.split(',');
  const shown = showRecord(org, list.module, found.record, { fields, view: 'single' });
  return { status: 200, json: { data: [{ ...shown, ...pick(found.values, fields) }] } };
}

// --- internal ---

/** As long as those of any other list. */
const lifetimeMs = 24 * 3_600_000;

function findStart(
  query: ListQuery,
  question: string,
  now: number,
): { offset: number; page: number } | EmulatedAnswer {
  if (query.pageToken === undefined) {
    return { offset: (query.page - 1) * query.perPage, page: query.page };
  }
  const start = readToken(query.pageToken, question, now);
  if (start === 'unknown') return invalidParameter('page_token');
  if (start === 'expired') {
    return toCrmError(400, 'EXPIRED_VALUE', 'Page token expired', {
      api_name: 'page_token',
      json_path: '$.query.page_token',
    });
  }
  if (start !== 'mismatch') return start;
  const message = 'token invalid, or params added/altered/deleted';
  return toCrmError(400, 'TOKEN_BOUND_DATA_MISMATCH', message, { param_name: 'page_token' });
}

function toOrdered(rows: RelatedRow[], { sortBy, sortOrder, ids }: ListQuery): RelatedRow[] {
  const wanted = ids ? rows.filter(({ record }) => ids.includes(record.id)) : rows;
  const sorted = wanted.toSorted(
    ({ record: one }, { record: other }) =>
      (sortBy === 'id' ? 0 : timeOf(one, sortBy) - timeOf(other, sortBy)) ||
      compareIds(one.id, other.id),
  );
  return sortOrder === 'asc' ? sorted : sorted.toReversed();
}

/** What the link says, as far as it was asked for. */
function pick(
  values: Readonly<Record<string, unknown>>,
  fields: readonly string[] | undefined,
): Record<string, unknown> {
  const wanted = Object.entries(values).filter(([name]) => fields?.includes(name) ?? true);
  return Object.fromEntries(wanted);
}
