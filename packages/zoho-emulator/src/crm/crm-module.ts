import type { Ids } from '../random.ts';
import { isCustomModule, toModuleFields, toNameField } from '../module-fields.ts';
import type { ModuleSeed } from '../seed.ts';

/** A record as it is stored: values as a read shows them, times in the org's offset. */
export interface CrmRecord {
  id: string;
  [field: string]: unknown;
}

export interface CrmField {
  id: string;
  apiName: string;
  dataType: string;
  label: string;
  /** Declared by the seed rather than by Zoho. */
  declared: boolean;
}

export interface CrmModule {
  apiName: string;
  id: string;
  custom: boolean;
  /** The field without which a row is refused. */
  nameField: string;
  /** By API name. */
  fields: ReadonlyMap<string, CrmField>;
  /** By id. */
  records: Map<string, CrmRecord>;
}

export function createModule(apiName: string, { fields }: ModuleSeed, ids: Ids): CrmModule {
  const declared = new Set(fields.map((field) => field.api_name));
  const all = toModuleFields(apiName, fields).map((field): CrmField => {
    const { api_name, data_type, label = api_name.replaceAll('_', ' ') } = field;
    return {
      id: ids.crmId(),
      apiName: api_name,
      dataType: data_type,
      label,
      declared: declared.has(api_name),
    };
  });
  return {
    apiName,
    id: ids.crmId(),
    custom: isCustomModule(apiName),
    nameField: toNameField(apiName, fields),
    fields: new Map(all.map((field) => [field.apiName, field])),
    records: new Map(),
  };
}

/** Orders ids as the numbers they are; they exceed what a JavaScript number holds exactly. */
export function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
