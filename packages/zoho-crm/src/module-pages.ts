import type { CallOptions } from '@zohokit/zoho-http';
import { crmId } from './crm-id.ts';
import { toInstant } from './instant.ts';
import { createListPages, type FetchPage } from './list-pages.ts';
import type { CrmService } from './service.ts';
import { usage } from './usage.ts';

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

/** The pages of a module's records; a token is bound to all that is said here. */
export function createModulePages(
  service: CrmService,
  module: string,
  fields: readonly string[],
  options: ListQuery,
): FetchPage {
  const { ifModifiedSince, view } = options;
  const place = {
    path: module,
    method: 'module.list' as const,
    module,
    what: 'CRM list',
    fields,
    query: selection(options),
    headers:
      ifModifiedSince === undefined
        ? undefined
        : { 'if-modified-since': toInstant('ifModifiedSince', ifModifiedSince) },
    credits: view === undefined ? 1 : 3,
  };
  return createListPages(service, place, options);
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
  return { cvid: crmId(view, 'view'), converted };
}
