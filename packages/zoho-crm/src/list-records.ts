import { paginate, parseResponse } from '@zohokit/zoho-http';
import type { CrmRow } from './crm-row.ts';
import { fieldList } from './field-list.ts';
import { rowsPerListPage } from './rate-limits.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { WireListPage } from './wire.ts';

/** Which fields to read, and in which order the records come. */
export interface ListRecordsOptions {
  /** API names, 1 to 50; `id` is always there. */
  fields: readonly string[];
  /**
   * Only an order by `id` is stable while records change: with the others, a record may be missed
   * or come twice on the wire (twice is hidden here).
   * @default 'id'
   */
  sortBy?: 'id' | 'Created_Time' | 'Modified_Time' | undefined;
  /** @default 'asc' */
  sortOrder?: 'asc' | 'desc' | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Every record, once, by page tokens from the first page on: page numbers end at row 2,000 and
 * tokens at row 100,000 (Zoho doc: get-records), beyond which it rejects with `refused`. A token
 * that expired (24 h) or no longer fits rejects with `conflict`: list again from the start.
 */
export async function* listRecords(
  service: CrmService,
  module: string,
  options: ListRecordsOptions,
): AsyncGenerator<CrmRow, void, undefined> {
  const { fields, sortBy = 'id', sortOrder = 'asc', signal } = options;
  // A token is bound to the exact parameters of the first page (TOKEN_BOUND_DATA_MISMATCH).
  const query = {
    fields: fieldList(fields),
    per_page: rowsPerListPage,
    sort_by: sortBy,
    sort_order: sortOrder,
  };
  const seen = new Set<string>();

  const rows = paginate(async (token?: string) => {
    const { json } = await service.http.json({
      url: `${service.baseUrl}/${module}`,
      query: { ...query, page_token: token },
      scopes: scopesFor('records.list', module),
      gates: service.credits(1),
      signal,
    });
    if (json === undefined) return { items: [] };
    const { data, info } = parseResponse(WireListPage, json, 'CRM list');
    return info.more_records
      ? { items: data, next: info.next_page_token ?? undefined }
      : { items: data };
  });
  for await (const row of rows) {
    if (seen.has(row.id)) continue;
    seen.add(row.id);
    yield row;
  }
}
