import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { ModuleCall } from '../crm-route.ts';
import { toCrmTime } from '../crm-time.ts';
import { type DeletedRecord, compareIds } from '../record-table.ts';
import { deletedState } from './deleted-state.ts';
import { displayName } from './display-name.ts';
import { invalidParameter, readPage, readTime } from './list-query.ts';

/** `GET /crm/v8/{module}/deleted`. */
export function listDeleted({ org, module, request, world }: ModuleCall): EmulatedAnswer {
  const { query, headers } = request;
  const type = query.get('type') ?? 'all';
  if (!types.includes(type)) return invalidParameter('type', { supported_values: types });
  const paging = readPage(query);
  if ('status' in paging) return paging;
  const since = readTime(headers, 'If-Modified-Since');
  if (typeof since === 'object') return since;
  const now = world.deps.clock.now();
  const all = [...module.records.deleted.values()].filter((one) => {
    const state = deletedState(one, now);
    return state !== 'forgotten' && (type === 'all' || state === type);
  });
  const inclusive = world.deps.profile().modifiedSinceBound === 'inclusive';
  const rows = all.filter((one) => {
    if (since === undefined) return true;
    // Shown to the second, so compared to the second.
    const at = Math.floor(one.deletedAt / 1000) * 1000;
    return inclusive ? at >= since : at > since;
  });
  if (rows.length === 0) return { status: since !== undefined && all.length > 0 ? 304 : 204 };
  const { page, perPage } = paging;
  const start = (page - 1) * perPage;
  const shown = inOrder(rows, now).slice(start, start + perPage);
  if (shown.length === 0) return { status: 204 };
  return {
    status: 200,
    json: {
      data: shown.map((one) => toDeletedWire(org, module, one, now)),
      info: {
        per_page: perPage,
        count: shown.length,
        page,
        more_records: start + shown.length < rows.length,
      },
    },
  };
}

// --- internal ---

const types = ['all', 'recycle', 'permanent'];

/** What can still be restored comes first, newest first: as in Zoho's sample, which is all there is. */
function inOrder(rows: readonly DeletedRecord[], now: number): DeletedRecord[] {
  const rank = (one: DeletedRecord): number => (deletedState(one, now) === 'recycle' ? 0 : 1);
  return rows.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      other.deletedAt - one.deletedAt ||
      compareIds(other.record.id, one.record.id),
  );
}

/** Of what is gone for good only the id and the time are left. */
function toDeletedWire(
  org: CrmOrg,
  module: CrmModule,
  one: DeletedRecord,
  now: number,
): Record<string, unknown> {
  const { record, deletedAt, deletedBy } = one;
  const type = deletedState(one, now);
  const known = type === 'recycle';
  const { name, id } = org.user;
  return {
    deleted_by: known ? deletedBy : null,
    id: record.id,
    display_name: known ? displayName(module, record) : null,
    type,
    created_by: known ? { name, id } : null,
    deleted_time: toCrmTime(deletedAt, org.timeZone),
  };
}
