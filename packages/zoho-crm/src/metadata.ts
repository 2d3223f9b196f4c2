import type { CallOptions } from '@zohokit/zoho-http';
import type { CrmField, CrmModuleInfo } from './crm-field.ts';
import {
  createFields,
  updateFields,
  type FieldChange,
  type FieldResult,
  type NewField,
} from './edit-fields.ts';
import { coverFields, type FieldCoverage, type RequiredField } from './field-coverage.ts';
import {
  getModuleInfo,
  listFields,
  listModules,
  type ListFieldsOptions,
  type ListModulesOptions,
} from './read-metadata.ts';
import type { CrmService } from './service.ts';

/** What modules there are, which fields they have, and how to change these. */
export interface Metadata {
  /** The modules of the org. */
  modules(options?: ListModulesOptions): Promise<CrmModuleInfo[]>;
  /** One module by its API name or id; rejects with `not-found` when there is none. */
  module(nameOrId: string, options?: CallOptions): Promise<CrmModuleInfo>;
  /** The fields of a module, custom ones included; also of a subform, by its `subformModule`. */
  fields(module: string, options?: ListFieldsOptions): Promise<CrmField[]>;
  /** Which fields of a list there are, which are missing, and which are of another type. */
  coverage(
    module: string,
    required: readonly RequiredField[],
    options?: CallOptions,
  ): Promise<FieldCoverage>;
  /** See `createFields`: up to five, one result per field. */
  createFields(
    module: string,
    fields: readonly NewField[],
    options?: CallOptions,
  ): Promise<FieldResult[]>;
  /** See `updateFields`: up to five, one result per field. */
  updateFields(
    module: string,
    changes: readonly FieldChange[],
    options?: CallOptions,
  ): Promise<FieldResult[]>;
}

/** Makes the calls about modules and fields. */
export function createMetadata(service: CrmService): Metadata {
  return {
    modules: (options) => listModules(service, options),
    module: (nameOrId, options) => getModuleInfo(service, nameOrId, options),
    fields: (module, options) => listFields(service, module, options),
    coverage: async (module, required, options = {}) =>
      coverFields(await listFields(service, module, { ...options, type: 'all' }), required),
    createFields: (module, fields, options) => createFields(service, module, fields, options),
    updateFields: (module, changes, options) => updateFields(service, module, changes, options),
  };
}
