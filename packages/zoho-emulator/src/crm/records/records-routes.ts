import type { EmulatedRequest, Route } from '../../seam.ts';
import { moduleRoute } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { weighRows } from '../meter/weigh-rows.ts';
import { deleteRecords } from './delete-records.ts';
import { listDeleted } from './deleted-records.ts';
import { getFullData, getRecord, listFullData } from './get-record.ts';
import { listRecords } from './list-records.ts';
import { createPageTokens } from './page-tokens.ts';
import { recycleBinRoutes } from './recycle-bin-routes.ts';
import { insertRecords, updateRecords, upsertRecords } from './write-records.ts';

const all = '/(?<module>\\w+)';
/** Not a place below the settings, and not the name of something that modules have. */
const one =
  '/(?<module>(?!settings/|users/|org/|files/)\\w+)/(?<id>(?!(?:upsert|deleted|search|actions)$)[^/]+)';

/** Everything that is done to records, and `/settings/recycle_bin`. */
export function recordsRoutes(world: CrmWorld): Route[] {
  const tokens = createPageTokens(world.deps.clock, world.deps.ids);
  world.tables.push(tokens.table);
  return [...recycleBinRoutes(world), ...reads(world, tokens), ...writes(world)];
}

// --- internal ---

function reads(world: CrmWorld, tokens: ReturnType<typeof createPageTokens>): Route[] {
  const read = { method: 'GET', operation: 'READ' } as const;
  return [
    moduleRoute(world, {
      ...read,
      path: all,
      // Zoho doc: api-limits.
      credits: ({ query }: EmulatedRequest) => (query.has('cvid') ? 3 : 1),
      heavy: ({ query }: EmulatedRequest) => query.has('cvid') || query.has('sort_by'),
      handle: (call) => listRecords(call, tokens),
    }),
    moduleRoute(world, { ...read, path: `${all}/deleted`, handle: listDeleted }),
    moduleRoute(world, { ...read, path: `${all}/actions/fetch_full_data`, handle: listFullData }),
    moduleRoute(world, { ...read, path: `${one}/actions/fetch_full_data`, handle: getFullData }),
    moduleRoute(world, { ...read, path: one, handle: getRecord }),
  ];
}

function writes(world: CrmWorld): Route[] {
  const insert = { method: 'POST', operation: 'CREATE', weigh: weighRows } as const;
  const update = { method: 'PUT', operation: 'UPDATE', weigh: weighRows } as const;
  const remove = { method: 'DELETE', operation: 'DELETE' } as const;
  return [
    moduleRoute(world, { ...insert, path: all, handle: insertRecords }),
    moduleRoute(world, { ...insert, path: `${all}/upsert`, handle: upsertRecords }),
    moduleRoute(world, { ...update, path: all, handle: updateRecords }),
    moduleRoute(world, { ...update, path: one, handle: updateRecords }),
    moduleRoute(world, { ...remove, path: all, handle: deleteRecords }),
    moduleRoute(world, { ...remove, path: one, handle: deleteRecords }),
  ];
}
