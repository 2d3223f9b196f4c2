import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { ModuleCall } from '../crm-route.ts';
import { rowError, rowSuccess } from '../row-answer.ts';
import {
  type ExternalKeys,
  externalDetails,
  findByExternal,
  readExternalKeys,
} from './external-keys.ts';
import { invalidParameter, limitExceeded, parameterMissing, toList } from './list-query.ts';
import { refusalOf } from './record-state.ts';
import type { RowResult } from './row-result.ts';
import { toRowsAnswer } from './write-records.ts';

/** Zoho doc: delete-records. */
export const idsPerDelete = 100;

/** `DELETE /crm/v8/{module}?ids=` and `DELETE /crm/v8/{module}/{id}`: into the recycle bin. */
export async function deleteRecords(call: ModuleCall): Promise<EmulatedAnswer> {
  const { org, module, request, context, world } = call;
  const { id } = request.params;
  const ids = id === undefined ? toList(request.query.get('ids')) : [id];
  if (ids === undefined) return parameterMissing('ids');
  if (ids.length > idsPerDelete) return limitExceeded('ids', idsPerDelete);
  const workflows = request.query.get('wf_trigger') ?? 'true';
  if (workflows !== 'true' && workflows !== 'false') return invalidParameter('wf_trigger');
  const keys = readExternalKeys(org, module, request);
  if (keys && 'status' in keys) return keys;
  if (keys?.field === undefined && !ids.every((one) => /^\d+$/.test(one))) {
    return toCrmError(
      400,
      'UNABLE_TO_PARSE_DATA_TYPE',
      'either the request body or parameters is in wrong format',
      id === undefined ? { param_name: 'ids' } : { resource_path_index: 1 },
    );
  }
  const results = await context.commit(() => {
    const now = world.deps.clock.now();
    return ids.map((one) => deleteRow(org, module, one, { now, keys }));
  });
  return toRowsAnswer(results, 200, world.deps.profile().mixedRowsStatus);
}

/** Moves one record into the recycle bin, or says why not. `now` in milliseconds since the epoch. */
export function deleteRow(
  org: CrmOrg,
  module: CrmModule,
  id: string,
  { now, keys }: { now: number; keys?: ExternalKeys | undefined },
): RowResult {
  const field = keys?.field;
  const record = field === undefined ? module.records.get(id) : findByExternal(module, field, id);
  if (!record) return rowError('INVALID_DATA', 'record not deleted', { id });
  const refused = refusalOf(record);
  if (refused) return refused;
  const { name, id: userId } = org.user;
  module.records.remove(record, {
    deletedAt: now,
    deletedBy: { name, id: userId },
    permanent: false,
  });
  return rowSuccess('record deleted', { id: record.id, ...externalDetails(keys, record) });
}
