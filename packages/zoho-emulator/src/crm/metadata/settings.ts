import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest } from '../../seam.ts';
import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import { invalidModule } from '../crm-route.ts';
import type { CrmOrg } from '../crm-org.ts';
import { toZoneName } from '../crm-time.ts';

/** `GET /crm/v8/settings/modules`. */
export function listModules(org: CrmOrg): EmulatedAnswer {
  const modules = [...org.modules.values()].map(toModuleWire);
  return modules.length === 0 ? { status: 204 } : { status: 200, json: { modules } };
}

/** `GET /crm/v8/settings/modules/{api_name}`. */
export function getModule(org: CrmOrg, apiName: string): EmulatedAnswer {
  const module = org.modules.get(apiName);
  return module ? { status: 200, json: { modules: [toModuleWire(module)] } } : invalidModule;
}

/** `GET /crm/v8/settings/fields?module=`. */
export function listFields(org: CrmOrg, { query }: EmulatedRequest): EmulatedAnswer {
  const name = query.get('module');
  if (name === null) {
    return toCrmError(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', {
      param_name: 'module',
    });
  }
  const module = org.modules.get(name);
  if (!module) {
    return toCrmError(400, 'INVALID_MODULE', 'the module name given seems to be invalid', {
      param_name: 'module',
    });
  }
  const fields = [...module.fields.values()].map((field) => toFieldWire(module, field));
  return { status: 200, json: { fields } };
}

/** `GET /crm/v8/users`: the org has one user, whatever the type asked for. */
export function listUsers({ user, offset }: CrmOrg): EmulatedAnswer {
  const [first = '', ...rest] = user.name.split(' ');
  const wire = {
    id: user.id,
    full_name: user.name,
    first_name: first,
    last_name: rest.join(' '),
    email: user.email,
    status: 'active',
    confirm: true,
    zuid: user.zuid,
    time_zone: toZoneName(offset),
    type__s: 'Regular User',
  };
  const info = { per_page: 200, count: 1, page: 1, more_records: false };
  return { status: 200, json: { users: [wire], info } };
}

/** `GET /crm/v8/org`. */
export function getOrg(org: CrmOrg): EmulatedAnswer {
  const wire = {
    id: org.id,
    zgid: org.zgid,
    company_name: org.name,
    type: 'production',
    time_zone: toZoneName(org.offset),
    primary_email: org.user.email,
    mc_status: false,
    license_details: { paid: true, paid_type: 'enterprise', users_license_purchased: 10 },
  };
  return { status: 200, json: { org: [wire] } };
}

// --- internal ---

function toModuleWire(module: CrmModule): Record<string, unknown> {
  const plural = module.apiName.replaceAll('_', ' ');
  return {
    api_name: module.apiName,
    module_name: module.apiName,
    id: module.id,
    singular_label: plural.replace(/s$/, ''),
    plural_label: plural,
    generated_type: module.custom ? 'custom' : 'default',
    api_supported: true,
    creatable: true,
    editable: true,
    deletable: true,
    viewable: true,
    status: 'visible',
  };
}

const jsonTypes: Record<string, string> = {
  boolean: 'boolean',
  integer: 'integer',
  double: 'double',
  currency: 'double',
  percent: 'double',
  lookup: 'jsonobject',
  ownerlookup: 'jsonobject',
  userlookup: 'jsonobject',
  multiselectpicklist: 'jsonarray',
  subform: 'jsonarray',
};

function toFieldWire(module: CrmModule, field: CrmField): Record<string, unknown> {
  const writable = !field.readOnly;
  return {
    id: field.id,
    api_name: field.apiName,
    field_label: field.label,
    display_label: field.label,
    data_type: field.dataType,
    json_type: jsonTypes[field.dataType] ?? 'string',
    length: field.dataType === 'text' ? 255 : null,
    system_mandatory: field.mandatory,
    custom_field: field.custom,
    read_only: !writable,
    field_read_only: !writable,
    visible: true,
    operation_type: {
      web_create: writable,
      web_update: writable,
      api_create: writable,
      api_update: writable,
    },
    unique: {},
    lookup: {},
    pick_list_values: [],
  };
}
