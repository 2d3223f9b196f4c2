import type { Route } from '../../seam.ts';
import { crmRoute } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { queryRecords } from './query-records.ts';

export function coqlRoutes(world: CrmWorld): Route[] {
  return [
    crmRoute(world, {
      method: 'POST',
      path: '/coql',
      anyOf: ['ZohoCRM.coql.READ'],
      handle: ({ org, request, context }) => queryRecords(org, request, context.caller),
    }),
  ];
}
