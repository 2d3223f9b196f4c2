import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, Route } from '../../seam.ts';
import { type CrmCall, crmRoute, settingsScopes } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { toRows } from '../row-answer.ts';
import { compareIds } from '../record-table.ts';
import {
  invalidParameter,
  limitExceeded,
  parameterMissing,
  readPage,
  toList,
} from './list-query.ts';
import {
  type BinEntry,
  binEntries,
  notInBin,
  purgeEntry,
  restoreEntry,
  toBinWire,
} from './recycle-bin.ts';
import { readBinFilter } from './recycle-filters.ts';
import type { RowResult } from './row-result.ts';
import { toText } from './to-text.ts';

const base = '/settings/recycle_bin';

/** Zoho doc: recycle bin pages; restore, count and empty from zoho/crm-oas recycle_bin. */
export function recycleBinRoutes(world: CrmWorld): Route[] {
  const scopes = (operation: string): string[] => settingsScopes('recycle_bin', operation);
  const one = `${base}/(?<id>\\d+)`;
  const read = { method: 'GET', anyOf: scopes('READ') };
  const remove = { method: 'DELETE', anyOf: scopes('DELETE'), handle: purge };
  const restoring = { method: 'POST', anyOf: scopes('UPDATE'), handle: restore };
  return [
    crmRoute(world, {
      ...read,
      path: `${base}/actions/count`,
      handle: ({ org }) => ({
        status: 200,
        json: { count: binEntries(org, world.deps.clock).length },
      }),
    }),
    crmRoute(world, {
      method: 'POST',
      anyOf: scopes('UPDATE'),
      path: `${base}/actions/empty`,
      handle: empty,
    }),
    crmRoute(world, { ...restoring, path: `${base}/actions/restore` }),
    crmRoute(world, { ...restoring, path: `${one}/actions/restore` }),
    crmRoute(world, { ...read, path: base, handle: listBin }),
    crmRoute(world, { ...read, path: one, handle: listBin }),
    crmRoute(world, { ...remove, path: base }),
    crmRoute(world, { ...remove, path: one }),
  ];
}

// --- internal ---

/** Zoho doc: delete-recycle-bin-records. */
const idsPerCall = 100;

const sortable = ['display_name', 'deleted_time', 'deleted_by'];

/** Which records of the bin a call is about: the id of the path, else `ids`, else `filters`. */
interface Choice {
  entries: BinEntry[];
  /** Asked for by id, and not there. */
  absent: string[];
  /** Chosen by what they are: Zoho does that later. */
  scheduled: boolean;
}

function listBin(call: CrmCall): EmulatedAnswer {
  const { org, request } = call;
  const choice = choose(call, undefined);
  if ('status' in choice) return choice;
  const paging = readPage(request.query);
  if ('status' in paging) return paging;
  const sortBy = request.query.get('sort_by') ?? 'deleted_time';
  if (!sortable.includes(sortBy))
    return invalidParameter('sort_by', { supported_values: sortable });
  const { page, perPage } = paging;
  const start = (page - 1) * perPage;
  const rows = inOrder(choice.entries, sortBy, request.query.get('sort_order') ?? 'desc');
  const shown = rows.slice(start, start + perPage).map((entry) => toBinWire(org, entry));
  if (shown.length === 0) return { status: 204 };
  const more = start + shown.length < rows.length;
  const info = { per_page: perPage, count: shown.length, page, more_records: more };
  return { status: 200, json: { recycle_bin: shown, info } };
}

async function purge(call: CrmCall): Promise<EmulatedAnswer> {
  return await change(call, undefined, purgeEntry);
}

async function restore(call: CrmCall): Promise<EmulatedAnswer> {
  const body = await call.request.json();
  return await change(call, body, (entry) => restoreEntry(call.org, entry));
}

async function empty({ org, context, world }: CrmCall): Promise<EmulatedAnswer> {
  await context.commit(() => binEntries(org, world.deps.clock).map(purgeEntry));
  return scheduled;
}

/** More than can be answered at once; here it is done by then. */
const scheduled: EmulatedAnswer = {
  status: 202,
  json: { code: 'SCHEDULED', details: {}, message: 'scheduled successfully', status: 'success' },
};

async function change(
  call: CrmCall,
  body: unknown,
  act: (entry: BinEntry) => RowResult,
): Promise<EmulatedAnswer> {
  const { request, context, world } = call;
  const asked = request.params['id'] ?? request.query.get('ids') ?? request.query.get('filters');
  const inBody = idsOf(body);
  if (asked === null && inBody === undefined) return parameterMissing('ids');
  const wrong = choose(call, inBody);
  if ('status' in wrong) return wrong;
  return await context.commit(() => {
    // Chosen anew: a change that comes late finds the bin as it is by then.
    const choice = choose(call, inBody);
    if ('status' in choice) return choice;
    const rows = [...choice.entries.map(act), ...choice.absent.map(notInBin)];
    if (choice.scheduled) return scheduled;
    const mixed = world.deps.profile().mixedRowsStatus;
    return toRows('recycle_bin', rows, { success: 200, mixed });
  });
}

function choose(call: CrmCall, inBody: string[] | undefined): Choice | EmulatedAnswer {
  const { org, request, world } = call;
  const all = binEntries(org, world.deps.clock);
  const { id } = request.params;
  const ids = id === undefined ? (toList(request.query.get('ids')) ?? inBody) : [id];
  if (ids !== undefined) {
    if (ids.length > idsPerCall) return limitExceeded('ids', idsPerCall);
    const byId = new Map(all.map((entry) => [entry.deleted.record.id, entry]));
    return {
      entries: ids.flatMap((one) => byId.get(one) ?? []),
      absent: ids.filter((one) => !byId.has(one)),
      scheduled: false,
    };
  }
  const text = request.query.get('filters');
  if (text === null) return { entries: all, absent: [], scheduled: false };
  const filter = readBinFilter(text);
  if (!filter) {
    return toCrmError(400, 'INVALID_DATA', 'the filters given seems to be invalid', {
      param_name: 'filters',
    });
  }
  const entries = all.filter((entry) => filter(toBinWire(org, entry)));
  return { entries, absent: [], scheduled: true };
}

function inOrder(entries: readonly BinEntry[], sortBy: string, order: string): BinEntry[] {
  const keyOf = ({ module, deleted }: BinEntry): string | number => {
    if (sortBy === 'deleted_time') return deleted.deletedAt;
    if (sortBy === 'deleted_by') return deleted.deletedBy.name;
    return toText(deleted.record[module.nameField]);
  };
  const rows = entries.toSorted((one, other) => {
    const [left, right] = [keyOf(one), keyOf(other)];
    if (left === right) return compareIds(one.deleted.record.id, other.deleted.record.id);
    return left < right ? -1 : 1;
  });
  return order === 'asc' ? rows : rows.toReversed();
}

/** `{"recycle_bin": [{"id": "…"}]}`. */
function idsOf(body: unknown): string[] | undefined {
  if (typeof body !== 'object' || body === null || !('recycle_bin' in body)) return undefined;
  const { recycle_bin: rows } = body;
  if (!Array.isArray(rows)) return undefined;
  return rows.flatMap((row: unknown) =>
    typeof row === 'object' && row !== null && 'id' in row ? [String(row.id)] : [],
  );
}
