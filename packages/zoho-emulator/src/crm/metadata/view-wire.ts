import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { toCrmTime } from '../crm-time.ts';
import type { StoredView } from './org-directory.ts';

/** A custom view as the list has it. */
export function toViewWire(
  org: CrmOrg,
  module: CrmModule,
  view: StoredView,
): Record<string, unknown> {
  const isAll = view.createdAt === 0;
  const by = { name: org.user.name, id: org.user.id };
  const time = isAll ? null : toCrmTime(view.createdAt, org.timeZone);
  return {
    id: view.id,
    name: view.name,
    // Zoho's own views have a name that no admin changes.
    system_name: isAll ? 'ALLVIEWS' : null,
    display_value: view.name,
    system_defined: isAll,
    category: isAll ? 'public_views' : 'created_by_me',
    module: { api_name: module.apiName, id: module.id },
    created_by: isAll ? null : by,
    modified_by: isAll ? null : by,
    created_time: time,
    modified_time: time,
    last_accessed_time: null,
    default: isAll,
    favorite: null,
    access_type: isAll ? 'public' : 'only_to_me',
    locked: false,
  };
}

/** A custom view as the read of one has it: with criteria, columns and order. */
export function toViewDetails(
  org: CrmOrg,
  module: CrmModule,
  view: StoredView,
): Record<string, unknown> {
  const sortField = view.sort && module.fields.get(view.sort.field);
  return {
    ...toViewWire(org, module, view),
    criteria: view.criteria ?? null,
    fields: [module.nameField, 'Owner', 'Modified_Time'].flatMap((name) => {
      const field = module.fields.get(name);
      return field ? [{ api_name: field.apiName, id: field.id, _pin: false }] : [];
    }),
    sort_by: sortField ? { api_name: sortField.apiName, id: sortField.id } : null,
    sort_order: view.sort?.order ?? null,
    shared_to: null,
  };
}
