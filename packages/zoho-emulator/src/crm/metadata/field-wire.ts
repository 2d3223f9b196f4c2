import type { CrmField, PickListOption } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { toCrmTime } from '../crm-time.ts';
import type { CrmWorld } from '../crm-world.ts';
import { toJsonType } from './data-types.ts';
import { toLayoutRef } from './layout-ref.ts';
import { toLabels } from './module-labels.ts';

/**
 * A field as `GET /settings/fields` has it, with all keys. What a field does not have is `{}` or
 * null, without a rule, and so it is here (Zoho doc: field-meta).
 */
export function toFieldWire(
  world: CrmWorld,
  org: CrmOrg,
  module: CrmModule,
  field: CrmField,
): Record<string, unknown> {
  return {
    ...toTraits(module, field),
    ...toTypeTraits(org, module, field),
    profiles: world.directory.of(org.key).profiles.map(({ id, name }) => ({
      permission_type: field.readOnly ? 'read_only' : 'read_write',
      name,
      id,
    })),
    layout_associations: [toLayoutRef(module)],
    created_time: field.custom ? toCrmTime(field.createdAt, org.timeZone) : null,
    modified_time: field.custom ? toCrmTime(field.modifiedAt, org.timeZone) : null,
  };
}

/** An option as the field and `pick_list_values` have it; the layouts are those of the latter. */
export function toOptionWire(option: PickListOption, index: number): Record<string, unknown> {
  return {
    display_value: option.displayValue,
    sequence_number: index + 1,
    reference_value: option.referenceValue ?? option.actualValue,
    colour_code: option.colourCode ?? null,
    actual_value: option.actualValue,
    id: option.id,
    type: 'used',
  };
}

// --- internal ---

function toTraits(module: CrmModule, field: CrmField): Record<string, unknown> {
  const { dataType, custom, readOnly } = field;
  const writable = !readOnly;
  const isList = toJsonType(dataType, field.returnType) === 'jsonarray';
  const plain = !isList && !unsearchable.has(dataType);
  return {
    id: field.id,
    api_name: field.apiName,
    column_name: field.apiName.toUpperCase(),
    field_label: field.label,
    display_label: field.label,
    type: 'used',
    // The people of a meeting are a list, but Zoho calls them a number.
    data_type: dataType === 'participants' ? 'bigint' : dataType,
    json_type: field.apiName === 'Tag' ? 'jsonarray' : toJsonType(dataType, field.returnType),
    length: field.length ?? null,
    decimal_place: field.decimalPlaces ?? null,
    system_mandatory: field.mandatory,
    custom_field: custom,
    read_only: readOnly,
    field_read_only: readOnly,
    visible: true,
    virtual_field: false,
    searchable: plain,
    sortable: plain && dataType !== 'textarea',
    filterable: plain,
    mass_update: writable && plain && field.unique === undefined,
    webhook: true,
    convert_mapping: module.apiName === 'Leads' && custom ? {} : null,
    view_type: { view: true, edit: writable, quick_create: field.mandatory, create: writable },
    operation_type: {
      web_create: writable,
      web_update: writable,
      api_create: writable,
      api_update: writable,
    },
    created_source: custom ? 'crm' : 'default',
    display_type: -1,
    ui_type: uiTypes[dataType] ?? 1,
    quick_sequence_number: null,
    additional_column: null,
    number_separator: dataType === 'integer' || dataType === 'currency',
    separator: dataType === 'integer',
    enable_colour_code: field.settings?.['enable_colour_code'] ?? false,
    pick_list_values_sorted_lexically:
      field.settings?.['pick_list_values_sorted_lexically'] ?? false,
    sharing_properties: null,
    email_parser: null,
    blueprint_supported: dataType === 'picklist',
    default_value: field.settings?.['default_value'] ?? null,
    global_picklist: field.settings?.['global_picklist'] ?? null,
    history_tracking: field.settings?.['history_tracking'] ?? null,
    history_tracking_enabled: field.settings?.['history_tracking_enabled'] ?? false,
    crypt: field.settings?.['crypt'] ?? null,
    tooltip: field.settings?.['tooltip'] ?? null,
    private: field.settings?.['private'] ?? null,
    hipaa_compliance_enabled: field.settings?.['hipaa_compliance_enabled'] ?? false,
    hipaa_compliance: null,
  };
}

function toTypeTraits(org: CrmOrg, module: CrmModule, field: CrmField): Record<string, unknown> {
  const { settings = {}, dataType, returnType } = field;
  const auto = field.autoNumber;
  return {
    unique: field.unique ? { case_sensitive: field.unique.caseSensitive } : {},
    external: field.external ? { type: field.external, show: false } : null,
    pick_list_values: (field.pickList?.options ?? []).map(toOptionWire),
    lookup: dataType === 'lookup' ? toLookup(org, module, field) : {},
    multiselectlookup:
      dataType === 'multiselectlookup' ? (settings['multiselectlookup'] ?? {}) : {},
    multiuserlookup: {},
    associated_module: associated.has(dataType) ? { module: field.apiName, id: field.id } : null,
    subform: dataType === 'subform' ? { module: field.apiName, id: field.id } : null,
    formula:
      dataType === 'formula'
        ? {
            return_type: returnType ?? 'text',
            assume_default: false,
            expression: '',
            ...asObject(settings['formula']),
          }
        : {},
    auto_number: auto
      ? { prefix: auto.prefix, start_number: String(auto.start), suffix: auto.suffix }
      : {},
    currency:
      dataType === 'currency'
        ? {
            rounding_option: 'normal',
            precision: field.decimalPlaces ?? 2,
            ...asObject(settings['currency']),
          }
        : {},
    textarea: field.textarea ? { type: field.textarea } : null,
    rollup_summary:
      dataType === 'rollup_summary'
        ? { return_type: returnType ?? 'integer', ...asObject(settings['rollup_summary']) }
        : {},
  };
}

function toLookup(org: CrmOrg, module: CrmModule, field: CrmField): Record<string, unknown> {
  const target = org.modules.get(field.lookupModule ?? '');
  if (!target) return {};
  return {
    display_label: toLabels(module).plural,
    revalidate_filter_during_edit: false,
    api_name: module.apiName,
    module: { api_name: target.apiName, id: target.id },
    id: field.id,
    query_details: {},
  };
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

const unsearchable = new Set(['formula', 'rollup_summary', 'RRULE', 'ALARM', 'profileimage']);
const associated = new Set(['subform', 'fileupload', 'imageupload']);
/** Seen in samples of Zoho doc: field-meta; of the others nothing depends on it. */
const uiTypes: Record<string, number> = {
  text: 1,
  picklist: 2,
  textarea: 110,
  ownerlookup: 8,
  datetime: 200,
  email: 25,
  phone: 33,
  website: 21,
  boolean: 301,
  date: 24,
  lookup: 333,
};
