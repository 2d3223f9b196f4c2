import * as v from 'valibot';
import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import { toRefusal } from '../../refusals.ts';
import { createCriteria } from '../criteria/create-criteria.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { permitsModule } from '../crm-scopes.ts';
import type { CrmWorld } from '../crm-world.ts';
import { customViews } from '../metadata/custom-views.ts';
import type { CrmRecord } from '../record-table.ts';
import { type Column, toColumns } from './bulk-read-columns.ts';
import { type JsonObject } from './json-body.ts';
import { isObject } from '../../is-object.ts';

/** What a bulk read asks for, as a job keeps it. */
export const BulkReadQuery = v.object({
  module: v.string(),
  fields: v.optional(v.array(v.string())),
  cvid: v.optional(v.string()),
  criteria: v.optional(v.unknown()),
  page: v.number(),
  /** The id after which the page begins, when it was asked for by token. */
  after: v.optional(v.string()),
});
export type BulkReadQuery = v.InferOutput<typeof BulkReadQuery>;

/** A query with all its names looked up. */
export interface ResolvedQuery {
  module: CrmModule;
  columns: Column[];
  matches(record: CrmRecord): boolean;
}

/** Reads `query` of a new job, or says what is wrong with it. */
export function readQuery(
  world: CrmWorld,
  org: CrmOrg,
  { query, scopes }: { query: unknown; scopes: ReadonlySet<string> },
): BulkReadQuery | EmulatedAnswer {
  if (!isObject(query)) return refuse('QUERY_NOT_SUPPORTED', 'the query is not supported');
  const name = isObject(query['module']) ? query['module']['api_name'] : undefined;
  const module = typeof name === 'string' ? org.modules.get(name) : undefined;
  if (typeof name === 'string' && unsupported.has(name)) {
    return refuse('MODULE_NOT_SUPPORTED', 'the module is not supported');
  }
  if (!module) {
    return refuse('MODULE_NOT_AVAILABLE', 'the module is not available', { module: name ?? null });
  }
  if (!permitsModule(scopes, module, 'READ')) return toRefusal('crm', 'scope-missing');
  const page = query['page'] ?? 1;
  if (typeof page !== 'number' || !Number.isInteger(page) || page < 1) {
    return refuse('PAGE_NOT_SUPPORTED', 'the page is not supported');
  }
  if (page > lastPage) {
    return refuse('PAGE_RANGE_EXCEEDED', 'page range exceeded', { max_limit: lastPage });
  }
  const fields = readFields(query);
  if (fields && 'status' in fields) return fields;
  const cvid = query['cvid'] ?? undefined;
  if (cvid !== undefined && typeof cvid !== 'string') {
    return refuse('CVID_NOT_SUPPORTED', 'cvid is not supported');
  }
  const read: BulkReadQuery = {
    module: module.apiName,
    page,
    ...(fields && { fields: [...fields] }),
    ...(cvid === undefined ? {} : { cvid }),
    ...(query['criteria'] === undefined ? {} : { criteria: query['criteria'] }),
  };
  const resolved = resolveQuery(world, org, read);
  return 'status' in resolved ? resolved : read;
}

/** Looks up what a query names; fields and views may be gone by the time a job runs. */
export function resolveQuery(
  world: CrmWorld,
  org: CrmOrg,
  { module: name, fields, cvid, criteria }: BulkReadQuery,
): ResolvedQuery | EmulatedAnswer {
  const module = org.modules.get(name);
  if (!module) return refuse('MODULE_NOT_AVAILABLE', 'the module is not available');
  const joins = world.deps.profile().bulkReadJoins;
  const columns = toColumns(org, module, { fields, joins });
  if ('status' in columns) return columns;
  const view = cvid === undefined ? undefined : customViews(world).find(org, module, cvid);
  if (cvid !== undefined && !view) return refuse('CVID_NOT_SUPPORTED', 'cvid is not supported');
  const test = createCriteria(module, criteria, (other) => org.modules.get(other));
  if (!('matches' in test)) return refuse(test.code, test.message, test.details);
  return {
    module,
    columns,
    matches: (record) => test.matches(record) && (view?.matches(record) ?? true),
  };
}

// --- internal ---

/** Zoho doc: bulk-read, "not for Notes, Attachments, Emails". */
const unsupported = new Set(['Notes', 'Attachments', 'Emails']);

/** zohocrm-nodejs-sdk-8.0 takes pages 1 to 50; the documentation gives no number. */
const lastPage = 50;

function readFields({ fields }: JsonObject): string[] | EmulatedAnswer | undefined {
  if (fields === undefined || fields === null) return undefined;
  const read = v.safeParse(v.array(v.string()), fields);
  if (read.success) return read.output;
  return refuse('INVALID_DATA', 'invalid data', { api_name: 'fields' });
}

function refuse(code: string, message: string, details: JsonObject = {}): EmulatedAnswer {
  return toCrmError(400, code, message, details);
}
