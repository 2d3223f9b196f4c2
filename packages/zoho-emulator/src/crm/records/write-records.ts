import type { Ids } from '../../random.ts';
import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { ModuleCall } from '../crm-route.ts';
import { parseCrmTime } from '../crm-time.ts';
import { invalidTime } from './list-query.ts';
import { type RowResult, insertRow, updateRow } from './write-rows.ts';

/** Zoho doc: insert-records, update-records. */
const rowsPerWrite = 100;

/** `PUT /crm/v8/{module}` and `PUT /crm/v8/{module}/{id}`: all rows are changed in one moment. */
export async function updateRecords(
  { org, module, request, context }: ModuleCall,
  id?: string,
): Promise<EmulatedAnswer> {
  const rows = readRows(await request.json());
  if ('status' in rows) return rows;
  const since = request.headers['if-unmodified-since'];
  const unmodifiedSince = since === undefined ? undefined : parseCrmTime(since);
  if (since !== undefined && unmodifiedSince === undefined)
    return invalidTime('If-Unmodified-Since');
  const named =
    id === undefined ? rows.rows : rows.rows.slice(0, 1).map((row) => Object.assign(row, { id }));
  const results = await context.commit(() =>
    named.map((row, index) => updateRow(org, module, row, { index, unmodifiedSince })),
  );
  return toRowsAnswer(results, 200);
}

/** `POST /crm/v8/{module}`. */
export async function insertRecords(
  { org, module, request, context }: ModuleCall,
  ids: Ids,
): Promise<EmulatedAnswer> {
  const rows = readRows(await request.json());
  if ('status' in rows) return rows;
  const results = await context.commit(() =>
    rows.rows.map((row, index) => insertRow(org, module, row, { index, id: ids.crmId() })),
  );
  return toRowsAnswer(results, 201);
}

// --- internal ---

function readRows(body: unknown): { rows: Record<string, unknown>[] } | EmulatedAnswer {
  if (!isObject(body)) {
    return toCrmError(
      400,
      'INVALID_REQUEST',
      'unable to process your request. please verify whether you have entered proper method name, parameter and parameter values.',
    );
  }
  const data = body['data'];
  if (!Array.isArray(data) || data.length === 0) {
    const details = { api_name: 'data', json_path: '$.data' };
    return toCrmError(400, 'MANDATORY_NOT_FOUND', 'required field not found', details);
  }
  if (data.length > rowsPerWrite) {
    const details = { maximum_length: rowsPerWrite, api_name: 'data' };
    return toCrmError(400, 'LIMIT_EXCEEDED', 'the maximum number of rows is exceeded', details);
  }
  const triggers = body['trigger'];
  if (triggers !== undefined && !isTriggerList(triggers)) {
    const details = { api_name: 'trigger', json_path: '$.trigger', supported_values: automations };
    return toCrmError(400, 'INVALID_DATA', 'invalid data', details);
  }
  return { rows: data.map((row: unknown) => (isObject(row) ? row : {})) };
}

/** Zoho doc: insert-records, "trigger". */
const automations = ['workflow', 'approval', 'blueprint', 'pathfinder', 'orchestration'];

function isTriggerList(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => automations.includes(String(name)));
}

/** All rows well: `success`; some: 207; none: 400, or 412 when each was modified meanwhile. */
function toRowsAnswer(results: readonly RowResult[], success: number): EmulatedAnswer {
  const failures = results.filter((row) => row.status === 'error');
  const modified = failures.every((row) => row.code === 'ALREADY_MODIFIED');
  const none = modified ? 412 : 400;
  const some = failures.length < results.length ? 207 : none;
  return { status: failures.length === 0 ? success : some, json: { data: results } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
