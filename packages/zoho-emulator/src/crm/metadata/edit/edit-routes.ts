import type { Route } from '../../../seam.ts';
import { crmRoute, settingsScopes } from '../../crm-route.ts';
import type { CrmWorld } from '../../crm-world.ts';
import { withModule } from '../settings-query.ts';
import { createFields } from './create-fields.ts';
import { deleteField } from './delete-field.ts';
import { createModules, updateModules } from './edit-modules.ts';
import { updateFields } from './update-fields.ts';

/** What changes modules and fields. */
export function editRoutes(world: CrmWorld): Route[] {
  const one = '/settings/fields/(?<id>[^/]+)';
  return [
    crmRoute(world, {
      method: 'POST',
      path: '/settings/fields',
      anyOf: settingsScopes('fields', 'CREATE'),
      handle: (call) => withModule(call, createFields),
    }),
    ...['/settings/fields', one].map((path) =>
      crmRoute(world, {
        method: 'PATCH',
        path,
        anyOf: settingsScopes('fields', 'UPDATE'),
        handle: (call) => withModule(call, updateFields),
      }),
    ),
    crmRoute(world, {
      method: 'DELETE',
      path: one,
      anyOf: settingsScopes('fields', 'DELETE'),
      handle: (call) => withModule(call, deleteField),
    }),
    crmRoute(world, {
      method: 'POST',
      path: '/settings/modules',
      anyOf: settingsScopes('modules', 'CREATE'),
      credits: () => 500,
      handle: createModules,
    }),
    ...['/settings/modules', '/settings/modules/(?<name>[^/]+)'].map((path) =>
      crmRoute(world, {
        method: 'PUT',
        path,
        anyOf: settingsScopes('modules', 'UPDATE'),
        handle: updateModules,
      }),
    ),
  ];
}
