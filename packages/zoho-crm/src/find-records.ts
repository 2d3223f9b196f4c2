import {
  isZohoError,
  parseResponse,
  pathSegment,
  ZohoError,
  type CallOptions,
} from '@zohokit/zoho-http';
import { toCall } from './call-options.ts';
import type { CrmRow } from './crm-row.ts';
import { exactJson } from './exact-json.ts';
import { fieldList } from './field-list.ts';
import { maxIdsPerRead } from './rate-limits.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { usage } from './usage.ts';
import { WireRows } from './wire.ts';

/** Which fields of the one record to read. */
export interface FindRecordOptions<Field extends string = string> extends CallOptions {
  /** API names, 1 to 50. @default every field, subforms included */
  fields?: readonly Field[] | undefined;
  /**
   * API name of the external field that the record is addressed by, in place of its id (Zoho doc:
   * external-id). @default by id
   */
  externalField?: string | undefined;
}

/** Which fields of the records to read. */
export interface FindRecordsOptions<Field extends string = string> extends CallOptions {
  /**
   * API names, 1 to 50; `id` is always there.
   * @default those of the schema; without one, all of the module, which costs a request
   */
  fields?: readonly Field[] | undefined;
}

/** The record; `undefined` when there is none of this id, or none that the user may see. */
export async function findRecord(
  service: CrmService,
  module: string,
  id: string,
  { fields, externalField, ...options }: FindRecordOptions = {},
): Promise<CrmRow | undefined> {
  const external = externalField === undefined ? undefined : `${module}.${externalField}`;
  try {
    const answer = await service.http.json({
      ...toCall(options, external === undefined ? {} : { 'x-external': external }),
      url: `${service.baseUrl}/${module}/${pathSegment(id)}`,
      query: { fields: fields && fieldList(fields) },
      scopes: scopesFor('module.find', module),
      gates: service.credits(1),
    });
    // An id that does not exist answers 204 (Zoho OpenAPI: getRecord).
    if (answer.json === undefined) return undefined;
    const [row] = parseResponse(WireRows, exactJson(answer), 'CRM record').data;
    if (row !== undefined && row.id !== id && external === undefined) throw notAskedFor(module);
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
  fields: readonly string[],
  options: CallOptions = {},
): Promise<Map<string, CrmRow>> {
  const wanted = new Set(ids);
  if (wanted.size > maxIdsPerRead) {
    throw usage(`"ids" must hold at most ${maxIdsPerRead} ids, not ${wanted.size}`);
  }
  if (wanted.size === 0) return new Map();
  const answer = await service.http.json({
    ...toCall(options),
    url: `${service.baseUrl}/${module}`,
    query: { ids: [...wanted].join(','), fields: fieldList(fields) },
    scopes: scopesFor('module.findMany', module),
    gates: service.credits(1),
  });
  if (answer.json === undefined) return new Map();
  const rows = parseResponse(WireRows, exactJson(answer), 'CRM records by ids').data;
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
