import {
  paginatePages,
  parseResponse,
  type CallOptions,
  type ServiceRequest,
} from '@zohokit/zoho-http';
import { toCall } from './call-options.ts';
import type { CrmRow } from './crm-row.ts';
import { exactJson } from './exact-json.ts';
import { fieldList } from './field-list.ts';
import { rowsPerListPage } from './rate-limits.ts';
import { scopesFor, type CrmMethod } from './scopes.ts';
import type { CrmService } from './service.ts';
import { WireListPage } from './wire.ts';

/** Which list of records is walked, and for which of `crmScopes`. */
export interface ListPlace {
  /** Below `{api}/crm/v8`. */
  path: string;
  method: CrmMethod;
  module: string;
  /** For messages: `CRM notes`. */
  what: string;
  /** API names, 1 to 50. */
  fields: readonly string[];
  /** What else chooses and sorts the rows. A token is bound to it. */
  query?: ServiceRequest['query'];
  /** Headers that choose the rows. A token is bound to them. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Of a page. @default 1 */
  credits?: number | undefined;
}

/** One page, as it was answered. */
export interface ListPage {
  rows: readonly CrmRow[];
  /** Absent on the last page. */
  next: string | undefined;
  /** When Zoho answered, by its own clock. */
  date?: string | undefined;
}

/** Asks for one page of a list after the other (Zoho doc: get-records). */
export type FetchPage = (token?: string) => Promise<ListPage>;

/** The pages of a list, by page tokens. Throws `usage` for no or too many fields. */
export function createListPages(
  service: CrmService,
  { path, method, module, what, fields, query, headers, credits = 1 }: ListPlace,
  options: CallOptions,
): FetchPage {
  const request = {
    ...toCall(options, headers),
    url: `${service.baseUrl}/${path}`,
    scopes: scopesFor(method, module),
  };
  const fixed = { fields: fieldList(fields), per_page: rowsPerListPage, ...query };
  return async (token) => {
    const answer = await service.http.json({
      ...request,
      query: { ...fixed, page_token: token },
      gates: service.credits(credits),
    });
    // 204 for no record, 304 for none that is new (Zoho doc: get-records).
    if (answer.json === undefined) return { rows: [], next: undefined };
    const { data, info } = parseResponse(WireListPage, exactJson(answer), what);
    return {
      rows: data,
      next: info.more_records ? (info.next_page_token ?? undefined) : undefined,
      date: answer.header('date') ?? undefined,
    };
  };
}

/** The rows of each page, without those that came before. */
export async function* walkPages(
  fetchPage: FetchPage,
): AsyncGenerator<readonly CrmRow[], void, undefined> {
  const seen = new Set<string>();
  const isNew = ({ id }: CrmRow): boolean => seen.size < seen.add(id).size;
  const pages = paginatePages(async (token?: string) => {
    const { rows: items, next } = await fetchPage(token);
    return { items, next };
  });
  for await (const rows of pages) yield rows.filter(isNew);
}

/** Every row of a list, once. */
export async function* walkList(
  service: CrmService,
  place: ListPlace,
  options: CallOptions,
): AsyncGenerator<CrmRow, void, undefined> {
  for await (const rows of walkPages(createListPages(service, place, options)))
    for (const row of rows) yield row;
}
