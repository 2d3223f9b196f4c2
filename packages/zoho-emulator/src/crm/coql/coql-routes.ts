import type { Route } from '../../seam.ts';
import { crmRoute } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { customViews } from '../metadata/custom-views.ts';
import { queryRecords } from './query-records.ts';

export function coqlRoutes(world: CrmWorld): Route[] {
  const views = customViews(world);
  return [
    crmRoute(world, {
      method: 'POST',
      path: '/coql',
      anyOf: ['ZohoCRM.coql.READ'],
      heavy: true,
      handle: async (call) => await queryRecords(call, views),
    }),
  ];
}
