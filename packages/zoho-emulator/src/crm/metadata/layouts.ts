import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { toCrmTime } from '../crm-time.ts';
import type { CrmWorld } from '../crm-world.ts';
import { deriveId } from './derive-id.ts';
import { toFieldWire, toOptionWire } from './field-wire.ts';
import { toLayoutRef } from './layout-ref.ts';
import { toLabels } from './module-labels.ts';

/** The standard layout of a module, with its sections and their fields (Zoho doc: layouts-meta). */
export function toLayoutWire(
  world: CrmWorld,
  org: CrmOrg,
  module: CrmModule,
): Record<string, unknown> {
  const fields = [...module.fields.values()];
  const isText = (field: CrmField) => field.dataType === 'textarea';
  const main = fields.filter((field) => field.subform === undefined && !isText(field));
  const subforms = fields.filter((field) => field.subform !== undefined);
  const sections = [
    { name: `${toLabels(module).singular} Information`, fields: main, isSubform: false },
    ...subforms.map((field) => ({ name: field.label, fields: [field], isSubform: true })),
    { name: 'Description Information', fields: fields.filter(isText), isSubform: false },
  ];
  const by = { name: org.user.name, id: org.user.id };
  const { profiles } = world.directory.of(org.key);
  return {
    ...toLayoutRef(module),
    display_label: 'Standard',
    actions_allowed: { edit: true, rename: true, clone: true, downgrade: false, delete: false },
    status: 'active',
    visible: true,
    mode: 'view',
    source: 'crm',
    generated_type: 'default',
    has_more_profiles: false,
    show_business_card: true,
    created_by: null,
    created_time: null,
    modified_by: by,
    modified_time: toCrmTime(module.modifiedAt, org.timeZone),
    created_for: null,
    profiles: profiles.map((profile, index) => ({
      default: index === 0,
      name: profile.name,
      id: profile.id,
      _default_view: { name: 'view', id: deriveId(profile.id, `view ${module.id}`), type: 'view' },
    })),
    sections: sections
      .filter((section) => section.fields.length > 0)
      .map((section, index) => toSection(world, { org, module, index, ...section })),
    ...(module.apiName === 'Leads' ? { convert_mapping: toConvertMapping(org) } : {}),
  };
}

// --- internal ---

interface Section {
  org: CrmOrg;
  module: CrmModule;
  name: string;
  fields: readonly CrmField[];
  isSubform: boolean;
  index: number;
}

function toSection(
  world: CrmWorld,
  { org, module, name, fields, isSubform, index }: Section,
): Record<string, unknown> {
  const id = deriveId(module.id, `section ${name}`);
  return {
    id,
    name,
    api_name: name.replaceAll(' ', '_'),
    display_label: name,
    type: 'used',
    isSubformSection: isSubform,
    generated_type: isSubform ? 'custom' : 'default',
    issubformsection: isSubform,
    sequence_number: index + 1,
    column_count: 2,
    tab_traversal: 2,
    properties: null,
    fields: fields.map((field, place) => ({
      ...toFieldWire(world, org, module, field),
      ...(field.apiName === 'Pipeline' ? { pick_list_values: toPipelines(module, field) } : {}),
      required: field.mandatory,
      sequence_number: place + 1,
      section_id: index + 1,
      default_value: null,
      validation_rule: null,
      actions_allowed: { edit: true, edit_permission: true, remove: field.custom },
    })),
  };
}

/** The pipelines of Deals, each with the stages that belong to it. */
function toPipelines(module: CrmModule, pipeline: CrmField): Record<string, unknown>[] {
  const stages = module.fields.get('Stage');
  return (pipeline.pickList?.options ?? []).map((option, index) => ({
    ...toOptionWire(option, index),
    maps: [
      {
        api_name: 'Stage',
        id: stages?.id ?? null,
        pick_list_values: (stages?.pickList?.options ?? []).map(toOptionWire),
      },
    ],
  }));
}

function toConvertMapping(org: CrmOrg): Record<string, unknown> {
  const targets = ['Contacts', 'Accounts', 'Deals'].flatMap((name) => {
    const module = org.modules.get(name);
    return module ? [[name, toLayoutRef(module)] as const] : [];
  });
  return Object.fromEntries(targets);
}
