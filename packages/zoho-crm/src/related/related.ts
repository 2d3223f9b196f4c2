import { pathSegment, type CallOptions } from '@zohokit/zoho-http';
import { moduleName } from '../api-name.ts';
import { toCall } from '../call-options.ts';
import type { CrmRow } from '../crm-row.ts';
import { walkList } from '../list-pages.ts';
import { scopesFor } from '../scopes.ts';
import type { CrmService } from '../service.ts';
import { crmId } from '../crm-id.ts';
import { createRowCheck } from '../writes/check-rows.ts';
import type { WriteResult } from '../writes/write-result.ts';
import { writeRows } from '../writes/write-rows.ts';

/**
 * What is related to the records of one module. `list` is the API name of a related list, e.g.
 * `Campaigns` or `Contact_Roles` (Zoho doc: get-related-records).
 */
export interface Related {
  /** Every related record, with what the relation says of it; fields by API name, 1 to 50. */
  list(
    recordId: string,
    list: string,
    options: CallOptions & { fields: readonly string[] },
  ): AsyncGenerator<CrmRow, void, undefined>;
  /**
   * Relates up to 100 records, or changes what the relation says (`Member_Status`): one result per
   * row, in order. A failed request is sent again.
   */
  link(
    recordId: string,
    list: string,
    rows: readonly (Record<string, unknown> & { id: string })[],
    options?: CallOptions,
  ): Promise<WriteResult[]>;
  /** Takes up to 100 relations away: one result per id, in order. Never sent twice. */
  unlink(
    recordId: string,
    list: string,
    ids: readonly string[],
    options?: CallOptions,
  ): Promise<WriteResult[]>;
}

/** Throws `usage` when `module` is not an API name. */
export function createRelated(service: CrmService, module: string): Related {
  const name = moduleName(module);
  const check = createRowCheck({ key: 'id' });
  const path = (recordId: string, list: string): string =>
    `${name}/${pathSegment(crmId(recordId, 'recordId'))}/${moduleName(list)}`;
  return {
    list: (recordId, list, { fields, ...options }) =>
      walkList(
        service,
        {
          path: path(recordId, list),
          method: 'related.list',
          module: name,
          what: 'CRM related records',
          fields,
        },
        options,
      ),
    link: async (recordId, list, rows, options = {}) =>
      await writeRows(
        service,
        rows.map((row, at) => check(row, at)),
        {
          what: `relate ${list} to ${name}`,
          namesIds: true,
          toRequest: (ready) => ({
            ...toCall(options),
            method: 'PUT',
            url: `${service.baseUrl}/${path(recordId, list)}`,
            json: { data: ready.map(({ values }) => values) },
            scopes: scopesFor('related.link', name),
            repeatable: true,
          }),
        },
      ),
    unlink: async (recordId, list, ids, options = {}) =>
      await writeRows(
        service,
        ids.map((id, at) => check({ id }, at)),
        {
          what: `part ${list} from ${name}`,
          namesIds: true,
          credits: () => 1,
          toRequest: (ready) => ({
            ...toCall(options),
            method: 'DELETE',
            url: `${service.baseUrl}/${path(recordId, list)}`,
            query: { ids: ready.map(({ id }) => id).join(',') },
            scopes: scopesFor('related.unlink', name),
          }),
        },
      ),
  };
}
