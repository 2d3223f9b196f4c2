export { createCrmClient, type CrmClient, type CrmClientOptions } from './client.ts';
export { coqlString } from './coql-string.ts';
export type { Coql, CoqlPage, CoqlRowsQuery } from './coql.ts';
export type { CrmRow, UpdateResult } from './crm-row.ts';
export type { FindRecordOptions, FindRecordsOptions } from './find-records.ts';
export type { ListRecordsOptions } from './list-records.ts';
export type { ListQuery } from './module-pages.ts';
export type { Records } from './records.ts';
export { crmScopes, scopesFor, type CrmMethod } from './scopes.ts';
export type { CrmTrigger, UpdateRecordsOptions, UpdateRow } from './update-records.ts';

// Typed modules, reading and searching.
export type { ChangeCursor, Changes, ChangesOptions, RecordChange } from './changes.ts';
export {
  where,
  type ComparedWith,
  type Condition,
  type ConditionGroup,
  type ConditionOperator,
  type ConditionTerm,
  type ConditionValue,
  type Where,
} from './condition.ts';
export { coql, CoqlText, type CoqlPart } from './coql-tag.ts';
export { crmValues, otherOption, type OtherOption } from './crm-values.ts';
export type { DeletedRecord, DeletedRecordsOptions } from './deleted-records.ts';
export { matchesCondition } from './matches-condition.ts';
export type { ModuleSchema } from './module-schema.ts';
export type { CrmModule, QueryOptions } from './module.ts';
export type { ReadAllOptions, ReadProgress } from './read-all.ts';
export type { FieldName, Picked } from './row-reader.ts';
export type { SearchFor, SearchOptions } from './search-records.ts';
export { toCoql } from './to-coql.ts';
export { toCriteria } from './to-criteria.ts';

// Modules and fields of the org.
export type { CrmField, CrmModuleInfo, FieldOption } from './crm-field.ts';
export type { FieldChange, FieldResult, NewField, NewFieldOption } from './edit-fields.ts';
export { coverFields, type FieldCoverage, type RequiredField } from './field-coverage.ts';
export type { Metadata } from './metadata.ts';
export type { ListFieldsOptions, ListModulesOptions, ModuleStatus } from './read-metadata.ts';

// Types of the org.
export type { Subforms } from './field-code.ts';
export {
  generateModuleTypes,
  type GenerateTypesOptions,
  type ModuleFields,
} from './generate-module-types.ts';
