import type { CrmRow } from './crm-row.ts';
import { walkPages } from './list-pages.ts';
import { createModulePages, type ListQuery } from './module-pages.ts';
import type { CrmService } from './service.ts';

/** Which fields to read, of which records, and in which order they come. */
export interface ListRecordsOptions<Field extends string = string> extends ListQuery {
  /**
   * API names, 1 to 50; `id` is always there.
   * @default those of the schema; without one, all of the module, which costs a request
   */
  fields?: readonly Field[] | undefined;
}

/**
 * Every record, once, page by page, by page tokens from the first page on: page numbers end at row 2,000 and
 * tokens at row 100,000 (Zoho doc: get-records), beyond which it rejects with `refused`. A token
 * that expired (24 h) or no longer fits rejects with `conflict`: list again from the start.
 */
export async function* listRecords(
  service: CrmService,
  module: string,
  fields: readonly string[],
  options: ListQuery,
): AsyncGenerator<readonly CrmRow[], void, undefined> {
  yield* walkPages(createModulePages(service, module, fields, options));
}
