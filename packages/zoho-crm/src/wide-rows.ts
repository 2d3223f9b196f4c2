import { isZohoError, type CallOptions } from '@zohokit/zoho-http';
import { toCall } from './call-options.ts';
import { chunks } from './chunks.ts';
import type { Coql, CoqlRowsQuery } from './coql.ts';
import type { CrmRow } from './crm-row.ts';
import { completePage, sliceBeside } from './more-fields.ts';
import { maxColumnsOfCoql, maxIdsPerRead } from './rate-limits.ts';
import type { CrmService } from './service.ts';

/** Whose rows, and which fields of them. */
export interface WideSource {
  service: CrmService;
  coql: Coql;
  module: string;
  fields: readonly string[];
}

/**
 * Rows by COQL with any fields: what COQL does not select (files, tags, multi-select lookups; Zoho doc
 * v8: COQL-Overview) is read by ids, 100 at a time, once a query was refused for it. A record that is
 * gone by then is left out.
 */
export async function* wideRows(
  source: WideSource,
  query: Omit<CoqlRowsQuery, 'select' | 'from'>,
): AsyncGenerator<CrmRow, void, undefined> {
  const { coql, module, fields } = source;
  if (fields.length <= maxColumnsOfCoql) {
    let begun = false;
    try {
      for await (const row of coql.rows({ ...query, select: fields, from: module })) {
        begun = true;
        yield row;
      }
      return;
    } catch (error) {
      if (begun || !isUnselectable(error, fields)) throw error;
    }
  }
  const call = toCall(query);
  const bare = coql.rows({ ...query, select: ['Modified_Time'], from: module });
  for await (const rows of chunks(bare, maxIdsPerRead)) yield* await fillRows(source, rows, call);
}

/** Rows of COQL with an id and `Modified_Time` only, and their other fields. */
export async function fillRows(
  { service, module, fields }: Omit<WideSource, 'coql'>,
  rows: readonly CrmRow[],
  call: CallOptions,
): Promise<readonly CrmRow[]> {
  return await completePage({ service, module }, rows, sliceBeside(fields), call);
}

/** Whether a query was refused for what may be a column, and the columns can be read otherwise. */
export function isUnselectable(error: unknown, fields: readonly string[]): boolean {
  const isListed = fields.every((name) => /^[\w$]+$/.test(name));
  return isListed && isZohoError(error) && error.code === 'INVALID_QUERY';
}
