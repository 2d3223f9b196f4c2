import { paginate, parseResponse, type CallOptions } from '@zohokit/zoho-http';
import { toCall } from './call-options.ts';
import type { CrmRow } from './crm-row.ts';
import { fieldList } from './field-list.ts';
import { rowsPerListPage } from './rate-limits.ts';
import { scopesFor, type CrmMethod } from './scopes.ts';
import type { CrmService } from './service.ts';
import { WireListPage } from './wire.ts';

/** Which list below a record or module is walked, and for which of `crmScopes`. */
export interface ListPlace {
  /** Below `{api}/crm/v8`. */
  path: string;
  method: CrmMethod;
  module: string;
  /** For messages: `CRM notes`. */
  what: string;
}

/** Every row of a list, once, by page tokens (Zoho doc: get-records); 204 is an empty list. */
export async function* listPages(
  service: CrmService,
  { path, method, module, what }: ListPlace,
  { fields, ...options }: CallOptions & { fields: readonly string[] },
): AsyncGenerator<CrmRow, void, undefined> {
  const query = { fields: fieldList(fields), per_page: rowsPerListPage };
  const seen = new Set<string>();
  const rows = paginate(async (token?: string) => {
    const { json } = await service.http.json({
      ...toCall(options),
      url: `${service.baseUrl}/${path}`,
      query: { ...query, page_token: token },
      scopes: scopesFor(method, module),
      gates: service.credits(1),
    });
    if (json === undefined) return { items: [] };
    const { data, info } = parseResponse(WireListPage, json, what);
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
