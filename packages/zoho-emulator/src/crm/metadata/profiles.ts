import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmCall } from '../crm-route.ts';
import { deriveId } from './derive-id.ts';
import { toLabels } from './module-labels.ts';
import type { CrmProfile } from './org-directory.ts';
import { invalidParameter, invalidPathId, toList } from './settings-query.ts';

/** `GET /crm/v8/settings/profiles` (Zoho doc: get-profiles). */
export function listProfiles(call: CrmCall): EmulatedAnswer {
  const type = call.request.query.get('type') ?? 'normal_profile';
  if (!types.includes(type)) return invalidParameter('type', types);
  const { profiles } = call.world.directory.of(call.org.key);
  const wanted = type === 'normal_profile' ? profiles : [];
  return toList(
    'profiles',
    wanted.map((profile) => toProfileWire(profile)),
  );
}

/** `GET /crm/v8/settings/profiles/{id}`: with what it permits. */
export function getProfile(call: CrmCall): EmulatedAnswer {
  const id = call.request.params['id'] ?? '';
  if (!/^\d+$/.test(id)) return invalidPathId(2);
  const { profiles } = call.world.directory.of(call.org.key);
  const profile = profiles.find((one) => one.id === id);
  if (!profile) return { status: 204 };
  const permissions = toPermissions(call, profile);
  const wire = {
    ...toProfileWire(profile),
    permissions_details: permissions.flatMap(({ details }) => details),
    sections: [
      {
        name: 'module_level_permissions',
        categories: permissions.map(({ module, label, details }) => ({
          display_label: label,
          name: module,
          module,
          permissions_details: details.map((one) => one.id),
        })),
      },
    ],
  };
  return toList('profiles', [wire]);
}

// --- internal ---

const types = ['normal_profile', 'private_profile', 'lite_profile', 'portal_profile'];
const actions = ['View', 'Create', 'Edit', 'Delete', 'Import', 'Export'];

function toProfileWire({ id, name, custom }: CrmProfile): Record<string, unknown> {
  return {
    id,
    name,
    display_label: name,
    type: 'normal_profile',
    custom,
    description: null,
    created_by: null,
    modified_by: null,
    created_time: null,
    modified_time: null,
    category: custom,
    delete: custom,
    default: name === 'Administrator',
  };
}

/** By the names that `NO_PERMISSION` reports: `Crm_Implied_View_Leads`. */
function toPermissions({ org }: CrmCall, profile: CrmProfile) {
  return [...org.modules.values()].map((module) => ({
    module: module.apiName,
    label: toLabels(module).plural,
    details: actions.map((action) => ({
      display_label: action,
      module: module.apiName,
      name: `Crm_Implied_${action}_${module.apiName}`,
      id: deriveId(profile.id, `${action} ${module.id}`),
      enabled: profile.name === 'Administrator' || action !== 'Export',
      parent_permissions: action === 'View' ? [] : [`Crm_Implied_View_${module.apiName}`],
    })),
  }));
}
