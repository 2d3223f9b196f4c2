import type { Ids } from '../random.ts';
import type { ModuleSeed } from '../seed.ts';
import type { CrmField } from './crm-field.ts';
import { createField } from './metadata/create-field.ts';
import {
  isCustomModule,
  isGivenField,
  toModuleFields,
  toNameField,
} from './metadata/module-fields.ts';
import { type RecordTable, createRecordTable } from './record-table.ts';

export interface CrmModule {
  apiName: string;
  id: string;
  custom: boolean;
  /** Names that a user gave it; else they are made of the API name. */
  labels?: { singular: string; plural: string } | undefined;
  /** When its metadata changed last, in milliseconds since the epoch. */
  modifiedAt: number;
  /** The field that names a record: a row without it is refused. */
  nameField: string;
  /** By API name, in the order in which they are shown. */
  fields: Map<string, CrmField>;
  records: RecordTable;
  /** Of each autonumber, by API name: the next one. */
  sequences: Map<string, number>;
  /** Ids of the tags that records have, by name. */
  tags: Map<string, string>;
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
  const all = toModuleFields(apiName, fields).map((field) =>
    createField(field, !isGivenField(apiName, field.api_name), { ids, now }),
  );
  return {
    apiName,
    id: ids.crmId(),
    custom: isCustomModule(apiName),
    modifiedAt: now,
    nameField: toNameField(apiName),
    fields: new Map(all.map((field) => [field.apiName, field])),
    records: createRecordTable(),
    sequences: new Map(),
    tags: new Map(),
  };
}
