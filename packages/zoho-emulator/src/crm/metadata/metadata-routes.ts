import type { Route } from '../../seam.ts';
import { crmRoute, settingsScopes } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { getModule, getOrg, listFields, listModules, listUsers } from './settings.ts';

export function metadataRoutes(world: CrmWorld): Route[] {
  const modules = settingsScopes('modules', 'READ');
  const fields = settingsScopes('fields', 'READ');
  return [
    crmRoute(world, {
      method: 'GET',
      path: '/settings/modules',
      anyOf: modules,
      handle: ({ org }) => listModules(org),
    }),
    crmRoute(world, {
      method: 'GET',
      path: '/settings/modules/(?<name>[^/]+)',
      anyOf: modules,
      handle: ({ org, request }) => getModule(org, request.params['name'] ?? ''),
    }),
    crmRoute(world, {
      method: 'GET',
      path: '/settings/fields',
      anyOf: fields,
      handle: ({ org, request }) => listFields(org, request),
    }),
    crmRoute(world, {
      method: 'GET',
      path: '/users',
      anyOf: ['ZohoCRM.users.READ'],
      handle: ({ org }) => listUsers(org),
    }),
    crmRoute(world, {
      method: 'GET',
      path: '/org',
      anyOf: ['ZohoCRM.org.READ'],
      handle: ({ org }) => getOrg(org),
    }),
  ];
}
