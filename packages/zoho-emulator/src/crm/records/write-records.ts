import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, Profile } from '../../seam.ts';
import type { ModuleCall } from '../crm-route.ts';
import { toRows } from '../row-answer.ts';
import { modulesWithoutUpsert } from './duplicates.ts';
import { readExternalKeys } from './external-keys.ts';
import { malformedId } from './get-record.ts';
import { readTime } from './list-query.ts';
import { type WriteBody, readWriteBody } from './write-body.ts';
import {
  type RowResult,
  type UpsertOptions,
  insertRow,
  updateRow,
  upsertRow,
} from './write-rows.ts';

type Row = WriteBody['rows'][number];

/** `POST /crm/v8/{module}`. */
export async function insertRecords(call: ModuleCall): Promise<EmulatedAnswer> {
  const { org, module } = call;
  return await writeRows(call, 201, (row, options) => insertRow(org, module, row, options));
}

/** `PUT /crm/v8/{module}` and `PUT /crm/v8/{module}/{id}`: all rows are changed in one moment. */
export async function updateRecords(call: ModuleCall): Promise<EmulatedAnswer> {
  const { org, module, request } = call;
  const { id } = request.params;
  if (id !== undefined && !/^\d+$/.test(id) && !request.headers['x-external']) return malformedId;
  return await writeRows(call, 200, (row, options) =>
    updateRow(org, module, row && id !== undefined ? { ...row, id } : row, options),
  );
}

/** `POST /crm/v8/{module}/upsert`. */
export async function upsertRecords(call: ModuleCall): Promise<EmulatedAnswer> {
  const { org, module } = call;
  if (modulesWithoutUpsert.has(module.apiName)) {
    return toCrmError(400, 'INVALID_MODULE', 'The given module is not supported in API', {
      resource_path_index: 0,
    });
  }
  return await writeRows(call, 200, (row, options) => upsertRow(org, module, row, options));
}

/** All rows well: `success`; some: the profile's; none: 400, or 412 when each was modified meanwhile. */
export function toRowsAnswer(
  results: readonly RowResult[],
  success: number,
  mixed: Profile['mixedRowsStatus'],
): EmulatedAnswer {
  const modified = results.every((row) => row.code === 'ALREADY_MODIFIED');
  return toRows('data', results, { success, mixed, failure: modified ? 412 : 400 });
}

// --- internal ---

async function writeRows(
  { org, module, request, context, world }: ModuleCall,
  success: number,
  write: (row: Row, options: UpsertOptions) => RowResult,
): Promise<EmulatedAnswer> {
  const body = readWriteBody(module, await request.json());
  if ('status' in body) return body;
  const externals = readExternalKeys(org, module, request);
  if (externals && 'status' in externals) return externals;
  const unmodifiedSince = readTime(request.headers, 'If-Unmodified-Since');
  if (typeof unmodifiedSince === 'object') return unmodifiedSince;
  const { rows, compare } = body;
  // A path names one record, so only one row can be meant.
  const meant = request.params['id'] === undefined ? rows : rows.slice(0, 1);
  const results = await context.commit(() =>
    meant.map((row, index) => write(row, { index, externals, unmodifiedSince, compare })),
  );
  return toRowsAnswer(results, success, world.deps.profile().mixedRowsStatus);
}
