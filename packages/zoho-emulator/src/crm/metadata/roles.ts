import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmCall } from '../crm-route.ts';
import { toCrmTime } from '../crm-time.ts';
import type { CrmRole } from './org-directory.ts';
import { invalidPathId, toList } from './settings-query.ts';

/** `GET /crm/v8/settings/roles` (Zoho doc: get-roles). */
export function listRoles(call: CrmCall): EmulatedAnswer {
  const { roles } = call.world.directory.of(call.org.key);
  return toList(
    'roles',
    roles.map((role) => toRoleWire(call, roles, role)),
  );
}

/** `GET /crm/v8/settings/roles/{id}`. */
export function getRole(call: CrmCall): EmulatedAnswer {
  const id = call.request.params['id'] ?? '';
  if (!/^\d+$/.test(id)) return invalidPathId(2);
  const { roles } = call.world.directory.of(call.org.key);
  const role = roles.find((one) => one.id === id);
  return role ? toList('roles', [toRoleWire(call, roles, role)]) : { status: 204 };
}

// --- internal ---

function toRoleWire(
  { org, world }: CrmCall,
  roles: readonly CrmRole[],
  role: CrmRole,
): Record<string, unknown> {
  const above = roles.find(({ id }) => id === role.reportsTo);
  const [first] = world.directory.of(org.key).users;
  const time = toCrmTime(first?.createdAt ?? 0, org.timeZone);
  const by = { name: org.user.name, id: org.user.id };
  return {
    id: role.id,
    name: role.name,
    display_label: role.name,
    description: null,
    reporting_to: above ? { name: above.name, id: above.id } : null,
    share_with_peers: true,
    forecast_manager: null,
    admin_user: role.reportsTo === null,
    created_by__s: by,
    modified_by__s: by,
    created_time__s: time,
    modified_time__s: time,
  };
}
