import { parseResponse, type CallOptions } from '@zohokit/zoho-http';
import { toCall } from './call-options.ts';
import type { CrmRow } from './crm-row.ts';
import { exactJson } from './exact-json.ts';
import { fieldList } from './field-list.ts';
import { toInstant } from './instant.ts';
import { rowsPerListPage } from './rate-limits.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { usage } from './usage.ts';
import { WireListPage } from './wire.ts';

/** Which records of a module, and in which order. */
export interface ListQuery extends CallOptions {
  /**
   * Only an order by `id` is stable while records change: with the others, a record may be missed
   * or come twice on the wire (twice is hidden here).
   * @default 'id'
   */
  sortBy?: 'id' | 'Created_Time' | 'Modified_Time' | undefined;
  /** @default 'asc' */
  sortOrder?: 'asc' | 'desc' | undefined;
  /** Id of a custom view, which has an order of its own; 3 credits a page. @default every record */
  view?: string | undefined;
  /** Of leads: those that became contacts. @default 'false' */
  converted?: 'true' | 'false' | 'both' | undefined;
  /**
   * Only records changed since; ISO 8601 with offset. Whether that very second belongs to it is not
   * documented. @default every record
   */
  ifModifiedSince?: string | Date | undefined;
}

/** One page, as it was answered. */
export interface ListPage {
  rows: readonly CrmRow[];
  /** Absent on the last page. */
  next: string | undefined;
  /** When Zoho answered, by its own clock. */
  date?: string | undefined;
}

/** Asks for one page of a list after the other; a token is bound to all that is said here. */
export function createListPages(
  service: CrmService,
  module: string,
  fields: readonly string[],
  options: ListQuery,
): (token?: string) => Promise<ListPage> {
  const { ifModifiedSince, view } = options;
  const since =
    ifModifiedSince === undefined ? undefined : toInstant('ifModifiedSince', ifModifiedSince);
  const request = {
    ...toCall(options, since === undefined ? {} : { 'if-modified-since': since }),
    url: `${service.baseUrl}/${module}`,
    scopes: scopesFor('records.list', module),
  };
  const query = { fields: fieldList(fields), per_page: rowsPerListPage, ...selection(options) };
  return async (token) => {
    const answer = await service.http.json({
      ...request,
      query: { ...query, page_token: token },
      gates: service.credits(view === undefined ? 1 : 3),
    });
    // 204 for no record, 304 for none that is new (Zoho doc: get-records).
    if (answer.json === undefined) return { rows: [], next: undefined };
    const { data, info } = parseResponse(WireListPage, exactJson(answer), 'CRM list');
    return {
      rows: data,
      next: info.more_records ? (info.next_page_token ?? undefined) : undefined,
      date: answer.header('date') ?? undefined,
    };
  };
}

// --- internal ---

function selection({ sortBy, sortOrder, view, converted }: ListQuery) {
  if (view === undefined) {
    return { sort_by: sortBy ?? 'id', sort_order: sortOrder ?? 'asc', converted };
  }
  // Zoho refuses both together (Zoho doc: get-records, AMBIGUITY_DURING_PROCESSING).
  if (sortBy !== undefined || sortOrder !== undefined) {
    throw usage('"view" has an order of its own: leave out "sortBy" and "sortOrder"');
  }
  if (!/^\d+$/.test(view)) throw usage('"view" must be the id of a custom view');
  return { cvid: view, converted };
}
