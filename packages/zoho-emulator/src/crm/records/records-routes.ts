import type { Route } from '../../seam.ts';
import { moduleRoute } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { getRecord } from './get-record.ts';
import { listRecords } from './list-records.ts';
import { createPageTokens } from './page-tokens.ts';
import { insertRecords, updateRecords } from './write-records.ts';

const one = '/(?<module>\\w+)/(?<id>[^/]*\\d[^/]*)';
const all = '/(?<module>\\w+)';

export function recordsRoutes(world: CrmWorld): Route[] {
  const tokens = createPageTokens(world.deps.clock, world.deps.ids);
  return [
    moduleRoute(world, {
      method: 'GET',
      path: all,
      operation: 'READ',
      handle: ({ org, module, request }) => listRecords(org, module, request, tokens),
    }),
    moduleRoute(world, {
      method: 'POST',
      path: all,
      operation: 'CREATE',
      handle: (call) => insertRecords(call, world.deps.ids),
    }),
    moduleRoute(world, {
      method: 'PUT',
      path: all,
      operation: 'UPDATE',
      handle: (call) => updateRecords(call),
    }),
    moduleRoute(world, {
      method: 'GET',
      path: one,
      operation: 'READ',
      handle: ({ module, request }) => getRecord(module, request.params['id'] ?? '', request.query),
    }),
    moduleRoute(world, {
      method: 'PUT',
      path: one,
      operation: 'UPDATE',
      handle: (call) => updateRecords(call, call.request.params['id']),
    }),
  ];
}
