import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { ModuleCall } from '../crm-route.ts';
import type { CrmRecord } from '../record-table.ts';
import { findByExternal, readExternalKeys } from './external-keys.ts';
import { limitExceeded, listLimits, parameterMissing, toList } from './list-query.ts';
import { showRecord } from './show-record.ts';

/** `GET /crm/v8/{module}/{id}`. */
export function getRecord(call: ModuleCall): EmulatedAnswer {
  const { org, module, request } = call;
  const fields = toList(request.query.get('fields'));
  if (fields && fields.length > listLimits.fields)
    return limitExceeded('fields', listLimits.fields);
  const found = findOne(call);
  if ('status' in found) return found;
  const data = [showRecord(org, module, found.record, { fields, view: 'single' })];
  return { status: 200, json: { data } };
}

/** `GET /crm/v8/{module}/{id}/actions/fetch_full_data`: rich text, whole. */
export function getFullData(call: ModuleCall): EmulatedAnswer {
  const record = call.module.records.get(call.request.params['id'] ?? '');
  return toFullData(call, record ? [record] : []);
}

/** `GET /crm/v8/{module}/actions/fetch_full_data?ids=`. */
export function listFullData(call: ModuleCall): EmulatedAnswer {
  const { module, request } = call;
  const ids = toList(request.query.get('ids'));
  if (ids === undefined) return parameterMissing('ids');
  if (ids.length > listLimits.ids) return limitExceeded('ids', listLimits.ids);
  return toFullData(
    call,
    ids.flatMap((id) => module.records.get(id) ?? []),
  );
}

/** The answer to an id in the path that has not even the form of one. */
export const malformedId: EmulatedAnswer = toCrmError(
  400,
  'INVALID_DATA',
  'the id given seems to be invalid',
  { resource_path_index: 1 },
);

// --- internal ---

function findOne(call: ModuleCall): { record: CrmRecord } | EmulatedAnswer {
  const { org, module, request, world } = call;
  const id = request.params['id'] ?? '';
  const keys = readExternalKeys(org, module, request);
  if (keys && 'status' in keys) return keys;
  if (keys?.field !== undefined) {
    const record = findByExternal(module, keys.field, id);
    return record ? { record } : { status: 204 };
  }
  if (!/^\d+$/.test(id)) return malformedId;
  const record = module.records.get(id);
  if (record) return { record };
  return world.deps.profile().unknownRecord === 204 ? { status: 204 } : malformedId;
}

function toFullData(
  { module, request }: ModuleCall,
  records: readonly CrmRecord[],
): EmulatedAnswer {
  const wanted = toList(request.query.get('fields'));
  const rich = [...module.fields.values()].filter(
    ({ textarea, apiName }) => textarea === 'rich_text' && (wanted?.includes(apiName) ?? true),
  );
  if (records.length === 0 || rich.length === 0) return { status: 204 };
  const data = records.map((record) => ({
    id: record.id,
    ...Object.fromEntries(rich.map(({ apiName }) => [apiName, record[apiName] ?? null])),
  }));
  return { status: 200, json: { data } };
}
