import { isZohoError, parseResponse, pathSegment, ZohoError } from '@zohokit/zoho-http';
import type { CrmRow } from './crm-row.ts';
import { fieldList } from './field-list.ts';
import { maxIdsPerRead } from './rate-limits.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { WireRows } from './wire.ts';

/** Which fields of the one record to read. */
export interface FindRecordOptions {
  /** API names, 1 to 50. @default every field, subforms included */
  fields?: readonly string[] | undefined;
  signal?: AbortSignal | undefined;
}

/** Which fields of the records to read. */
export interface FindRecordsOptions {
  /** API names, 1 to 50; `id` is always there. */
  fields: readonly string[];
  signal?: AbortSignal | undefined;
}

/** The record; `undefined` when there is none of this id, or none that the user may see. */
export async function findRecord(
  service: CrmService,
  module: string,
  id: string,
  { fields, signal }: FindRecordOptions = {},
): Promise<CrmRow | undefined> {
  try {
    const { json } = await service.http.json({
      url: `${service.baseUrl}/${module}/${pathSegment(id)}`,
      query: { fields: fields && fieldList(fields) },
      scopes: scopesFor('records.find', module),
      gates: service.credits(1),
      signal,
    });
    // An id that does not exist answers 204 (Zoho OpenAPI: getRecord).
    if (json === undefined) return undefined;
    const [row] = parseResponse(WireRows, json, 'CRM record').data;
    if (row !== undefined && row.id !== id) throw notAskedFor(module);
    return row;
  } catch (error) {
    if (isZohoError(error) && error.kind === 'not-found') return undefined;
    throw error;
  }
}

/** As `findRecord`, but rejects with `not-found` when there is none. */
export async function getRecord(
  service: CrmService,
  module: string,
  id: string,
  options?: FindRecordOptions,
): Promise<CrmRow> {
  const row = await findRecord(service, module, id, options);
  if (row !== undefined) return row;
  throw new ZohoError(`CRM has no record ${id} in ${module}`, { kind: 'not-found' });
}

/**
 * The records of up to 100 ids, in one request. An id that does not exist is absent; so is a
 * converted lead, which lists leave out.
 */
export async function findRecords(
  service: CrmService,
  module: string,
  ids: readonly string[],
  { fields, signal }: FindRecordsOptions,
): Promise<Map<string, CrmRow>> {
  const wanted = new Set(ids);
  if (wanted.size > maxIdsPerRead) {
    throw new ZohoError(`"ids" must hold at most ${maxIdsPerRead} ids, not ${wanted.size}`, {
      kind: 'usage',
    });
  }
  if (wanted.size === 0) return new Map();
  const { json } = await service.http.json({
    url: `${service.baseUrl}/${module}`,
    query: { ids: [...wanted].join(','), fields: fieldList(fields) },
    scopes: scopesFor('records.findMany', module),
    gates: service.credits(1),
    signal,
  });
  if (json === undefined) return new Map();
  const rows = parseResponse(WireRows, json, 'CRM records by ids').data;
  // A row nobody asked for means that `ids` was not understood; absence would mean nothing then.
  if (rows.some((row) => !wanted.has(row.id))) {
    throw notAskedFor(module);
  }
  return new Map(rows.map((row) => [row.id, row]));
}

// --- internal ---

function notAskedFor(module: string): ZohoError {
  return new ZohoError(`CRM answered records of ${module} that were not asked for`, {
    kind: 'unexpected-response',
  });
}
