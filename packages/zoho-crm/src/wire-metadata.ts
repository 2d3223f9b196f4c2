import * as v from 'valibot';
import type { CrmField, CrmModuleInfo, FieldOption } from './crm-field.ts';

/**
 * What a field does not have is `{}`, null or not there, without a rule (Zoho doc: field-meta), so
 * everything but its names and its type may be missing.
 */
const Maybe = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.optional(v.fallback(v.nullable(schema), null));

const flag = Maybe(v.boolean());
const text = Maybe(v.string());

const Option = v.object({
  id: text,
  display_value: v.string(),
  actual_value: text,
  reference_value: text,
  type: text,
});

const Target = v.object({ api_name: v.string() });

const Field = v.object({
  id: v.string(),
  api_name: v.string(),
  field_label: text,
  data_type: v.string(),
  json_type: text,
  custom_field: flag,
  system_mandatory: flag,
  read_only: flag,
  visible: flag,
  length: Maybe(v.number()),
  decimal_place: Maybe(v.number()),
  unique: Maybe(v.object({ case_sensitive: v.boolean() })),
  external: Maybe(v.object({ type: v.picklist(['org', 'user']) })),
  operation_type: Maybe(v.object({ api_create: flag, api_update: flag })),
  pick_list_values: Maybe(v.array(Option)),
  lookup: Maybe(v.object({ module: Target })),
  multiselectlookup: Maybe(
    v.object({
      connected_module: Maybe(v.union([v.string(), Target])),
      connected_details: Maybe(v.object({ module: Target })),
    }),
  ),
  associated_module: Maybe(v.object({ module: v.string() })),
  formula: Maybe(v.object({ return_type: v.string() })),
  rollup_summary: Maybe(v.object({ return_type: v.string() })),
  textarea: Maybe(v.object({ type: v.string() })),
  searchable: flag,
  sortable: flag,
  filterable: flag,
  mass_update: flag,
  tooltip: Maybe(v.object({ value: v.string() })),
  default_value: v.optional(v.unknown()),
});

/** `GET /settings/fields`. */
export const WireFields = v.object({ fields: v.array(v.pipe(Field, v.transform(toField))) });

const Module = v.object({
  id: v.string(),
  api_name: v.string(),
  module_name: text,
  singular_label: text,
  plural_label: text,
  generated_type: text,
  api_supported: flag,
  creatable: flag,
  editable: flag,
  deletable: flag,
  viewable: flag,
  status: text,
  modified_time: text,
});

/** `GET /settings/modules`. */
export const WireModules = v.object({ modules: v.array(v.pipe(Module, v.transform(toModule))) });

// --- internal ---

function toField(wire: v.InferOutput<typeof Field>): CrmField {
  const { operation_type: operations } = wire;
  const writable = wire.read_only !== true;
  return {
    id: wire.id,
    apiName: wire.api_name,
    label: wire.field_label ?? wire.api_name,
    dataType: wire.data_type,
    jsonType: wire.json_type ?? undefined,
    custom: wire.custom_field === true,
    mandatory: wire.system_mandatory === true,
    creatable: operations?.api_create ?? writable,
    updatable: operations?.api_update ?? writable,
    visible: wire.visible !== false,
    maxLength: wire.length ?? undefined,
    decimalPlaces: wire.decimal_place ?? undefined,
    unique: wire.unique ? { caseSensitive: wire.unique.case_sensitive } : undefined,
    external: wire.external?.type,
    options: (wire.pick_list_values ?? []).map(toOption),
    lookupModule: toLookupModule(wire),
    subformModule: wire.data_type === 'subform' ? wire.associated_module?.module : undefined,
    returnType: wire.formula?.return_type ?? wire.rollup_summary?.return_type,
    textarea: wire.textarea?.type,
    searchable: wire.searchable === true,
    sortable: wire.sortable === true,
    filterable: wire.filterable === true,
    massUpdatable: wire.mass_update === true,
    tooltip: wire.tooltip?.value,
    defaultValue: wire.default_value ?? undefined,
  };
}

function toLookupModule(wire: v.InferOutput<typeof Field>): string | undefined {
  const connected = wire.multiselectlookup?.connected_module;
  const many = typeof connected === 'string' ? connected : connected?.api_name;
  return (
    wire.lookup?.module.api_name ??
    wire.multiselectlookup?.connected_details?.module.api_name ??
    many ??
    undefined
  );
}

function toOption(wire: v.InferOutput<typeof Option>): FieldOption {
  return {
    id: wire.id ?? undefined,
    display: wire.display_value,
    actual: wire.actual_value ?? wire.display_value,
    reference: wire.reference_value ?? undefined,
    used: wire.type !== 'unused',
  };
}

function toModule(wire: v.InferOutput<typeof Module>): CrmModuleInfo {
  return {
    id: wire.id,
    apiName: wire.api_name,
    moduleName: wire.module_name ?? wire.api_name,
    singularLabel: wire.singular_label ?? wire.api_name,
    pluralLabel: wire.plural_label ?? wire.api_name,
    generatedType: wire.generated_type ?? 'default',
    apiSupported: wire.api_supported !== false,
    creatable: wire.creatable !== false,
    editable: wire.editable !== false,
    deletable: wire.deletable !== false,
    viewable: wire.viewable !== false,
    status: wire.status ?? undefined,
    modifiedTime: wire.modified_time ?? undefined,
  };
}
