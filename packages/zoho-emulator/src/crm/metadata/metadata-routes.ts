import type { Route } from '../../seam.ts';
import { type ScopedEndpoint, crmRoute, settingsScopes } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { editRoutes } from './edit/edit-routes.ts';
import { getOrg } from './org-wire.ts';
import { getProfile, listProfiles } from './profiles.ts';
import { relatedRoutes } from './related/related-routes.ts';
import { getRole, listRoles } from './roles.ts';
import {
  getField,
  getLayout,
  getModule,
  getView,
  listFields,
  listLayouts,
  listModules,
  listPickListValues,
  listRelatedLists,
  listViews,
} from './settings.ts';
import { type SettingsCall, withModule, withModuleOrSubform } from './settings-query.ts';
import { getUser, listUsers } from './users.ts';

export function metadataRoutes(world: CrmWorld): Route[] {
  const read = (part: string, path: string, handle: ScopedEndpoint['handle']): Route =>
    crmRoute(world, {
      method: 'GET',
      path: `/settings/${path}`,
      anyOf: settingsScopes(part, 'READ'),
      handle,
    });
  const ofModule =
    (handle: (call: SettingsCall) => ReturnType<ScopedEndpoint['handle']>) =>
    (call: Parameters<ScopedEndpoint['handle']>[0]) =>
      withModule(call, handle);
  const users = ['ZohoCRM.users.READ'];
  return [
    read('modules', 'modules', listModules),
    read('modules', 'modules/(?<name>[^/]+)', getModule),
    read('fields', 'fields', (call) => withModuleOrSubform(call, listFields)),
    read('fields', 'fields/(?<id>[^/]+)', ofModule(getField)),
    read('fields', 'fields/(?<id>[^/]+)/pick_list_values', ofModule(listPickListValues)),
    read('layouts', 'layouts', ofModule(listLayouts)),
    read('layouts', 'layouts/(?<id>[^/]+)', ofModule(getLayout)),
    read('custom_views', 'custom_views', ofModule(listViews)),
    read('custom_views', 'custom_views/(?<id>[^/]+)', ofModule(getView)),
    read('related_lists', 'related_lists', ofModule(listRelatedLists)),
    read('roles', 'roles', listRoles),
    read('roles', 'roles/(?<id>[^/]+)', getRole),
    read('profiles', 'profiles', listProfiles),
    read('profiles', 'profiles/(?<id>[^/]+)', getProfile),
    crmRoute(world, { method: 'GET', path: '/users', anyOf: users, handle: listUsers }),
    crmRoute(world, {
      method: 'GET',
      path: '/users/(?<id>[^/]+)',
      anyOf: users,
      handle: getUser,
    }),
    crmRoute(world, { method: 'GET', path: '/org', anyOf: ['ZohoCRM.org.READ'], handle: getOrg }),
    ...editRoutes(world),
    ...relatedRoutes(world),
  ];
}
