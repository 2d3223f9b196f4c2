import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { toCrmTime } from '../crm-time.ts';
import type { CrmWorld } from '../crm-world.ts';
import { viewsOf } from './custom-views.ts';
import { toLabels } from './module-labels.ts';
import { relatedListsOf } from './related-lists.ts';
import { toViewWire } from './view-wire.ts';

/** A module as `GET /settings/modules` has it, with all keys (Zoho doc: modules-api). */
export function toModuleWire(
  world: CrmWorld,
  org: CrmOrg,
  module: CrmModule,
): Record<string, unknown> {
  const all = [...org.modules.values()];
  const { singular, plural } = toLabels(module);
  const { profiles } = world.directory.of(org.key);
  const asTab = !untabbed.has(module.apiName);
  return {
    api_name: module.apiName,
    module_name: module.custom ? toStableName(all, module) : module.apiName,
    id: module.id,
    singular_label: singular,
    plural_label: plural,
    actual_singular_label: singular,
    actual_plural_label: plural,
    generated_type: module.custom ? 'custom' : 'default',
    global_search_supported: asTab,
    presence_sub_menu: asTab,
    api_supported: true,
    creatable: true,
    editable: true,
    deletable: true,
    viewable: true,
    visibility: 1,
    visible: true,
    isBlueprintSupported: asTab,
    triggers_supported: true,
    activity_badge: 'Not_Supported',
    profile_count: profiles.length,
    show_as_tab: asTab,
    quick_create: asTab && !module.custom,
    convertable: module.apiName === 'Leads',
    recycle_bin_on_delete: true,
    sequence_number: all.indexOf(module) + 1,
    modified_time: toCrmTime(module.modifiedAt, org.timeZone),
    modified_by: { name: org.user.name, id: org.user.id },
    profiles: profiles.map(({ id, name }) => ({ name, id })),
    parent_module: {},
    access_type: 'org_based',
    private_profile: null,
    feeds_required: false,
    arguments: [],
    web_link: null,
    business_card_field_limit: 5,
    status: 'visible',
  };
}

/** A module as the read of one has it: with the default view and the related lists. */
export function toModuleDetails(
  world: CrmWorld,
  org: CrmOrg,
  module: CrmModule,
): Record<string, unknown> {
  const [all] = viewsOf(world, org, module);
  return {
    ...toModuleWire(world, org, module),
    custom_view: all && toViewWire(org, module, all),
    properties: ['$approval', '$locked_for_me', '$in_merge', '$approval_state'],
    related_list_properties: {
      sort_by: null,
      fields: [module.nameField],
      sort_order: null,
    },
    related_lists: relatedListsOf(org, module).map(({ apiName }) => apiName),
    per_page: 10,
    search_layout_fields: [module.nameField],
    display_field: module.nameField,
    kanban_view: null,
    kanban_view_supported: false,
    filter_status: true,
    filter_supported: true,
    inventory_template_supported: false,
    emailTemplate_support: !untabbed.has(module.apiName),
    track_current_data: false,
    lookupable: true,
    scoring_supported: false,
    sub_menu_available: false,
  };
}

// --- internal ---

const untabbed = new Set(['Notes', 'Attachments']);

/** The name that an admin cannot change: `CustomModule3`. */
function toStableName(all: readonly CrmModule[], module: CrmModule): string {
  return `CustomModule${all.filter(({ custom }) => custom).indexOf(module) + 1}`;
}
