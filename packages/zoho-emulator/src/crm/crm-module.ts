import type { Ids } from '../random.ts';
import type { ModuleSeed } from '../seed.ts';
import type { CrmField } from './crm-field.ts';
import { isCustomModule, toModuleFields, toNameField } from './metadata/module-fields.ts';
import { type RecordTable, createRecordTable } from './record-table.ts';

export interface CrmModule {
  apiName: string;
  id: string;
  custom: boolean;
  /** The field that names a record: a row without it is refused. */
  nameField: string;
  /** By API name, in the order in which they are shown. */
  fields: Map<string, CrmField>;
  records: RecordTable;
}

export interface ModuleTools {
  ids: Ids;
  /** Milliseconds since the epoch. */
  now: number;
}

export function createModule(
  apiName: string,
  { fields }: ModuleSeed,
  { ids, now }: ModuleTools,
): CrmModule {
  const declared = new Set(fields.map((field) => field.api_name));
  const nameField = toNameField(apiName, fields);
  const all = toModuleFields(apiName, fields).map((field): CrmField => {
    const { api_name, data_type, label = api_name.replaceAll('_', ' ') } = field;
    return {
      id: ids.crmId(),
      apiName: api_name,
      dataType: data_type,
      label,
      custom: declared.has(api_name) && api_name !== nameField,
      mandatory: api_name === nameField,
      readOnly: ['id', 'Created_Time', 'Modified_Time'].includes(api_name),
      createdAt: now,
      modifiedAt: now,
    };
  });
  return {
    apiName,
    id: ids.crmId(),
    custom: isCustomModule(apiName),
    nameField,
    fields: new Map(all.map((field) => [field.apiName, field])),
    records: createRecordTable(),
  };
}
