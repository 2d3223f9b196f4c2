export { createCrmClient, type CrmClient, type CrmClientOptions } from './client.ts';
export type { CreditsRemaining } from './credits-watch.ts';
export { crmScopes, scopesFor, type CrmMethod } from './scopes.ts';

// The records of a module: what they look like, and how they are read.
export type { ChangeCursor, Changes, ChangesOptions, RecordChange } from './changes.ts';
export type { CrmRow } from './crm-row.ts';
export type { DeletedRecord, DeletedRecordsOptions } from './deleted-records.ts';
export type { FindRecordOptions, FindRecordsOptions } from './find-records.ts';
export type { ListRecordsOptions } from './list-records.ts';
export type { ListQuery } from './module-pages.ts';
export type { ModuleSchema, TypedModule } from './module-schema.ts';
export type { CrmModule, QueryOptions } from './module.ts';
export type { ReadAllOptions, ReadProgress } from './read-all.ts';
export type { Records } from './records.ts';
export type { FieldName, Picked } from './row-reader.ts';
export type { SearchFor, SearchOptions } from './search-records.ts';

// How they are written.
export type { BatchOptions } from './writes/in-batches.ts';
export type {
  CrmTrigger,
  FeatureToSkip,
  GuardedWriteOptions,
  WriteOptions,
} from './writes/write-options.ts';
export type { RefusedRow, RowFault, WriteResult, WrittenRow } from './writes/write-result.ts';
export type { ChangeOf, Rows, UpsertOptions, WriteResults, Writes } from './writes/writes.ts';

// Conditions and queries.
export { toBulkCriteria, type BulkCriteria } from './bulk/to-bulk-criteria.ts';
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
export { coqlString } from './coql-string.ts';
export { coql, CoqlText, type CoqlPart } from './coql-tag.ts';
export type { Coql, CoqlPage, CoqlRowsQuery } from './coql.ts';
export { matchesCondition } from './matches-condition.ts';
export { toCoql } from './to-coql.ts';
export { toCriteria } from './to-criteria.ts';

// Modules and fields of the org, and types made of them.
export type { CrmField, CrmModuleInfo, FieldOption } from './crm-field.ts';
export { crmValues, otherOption, type OtherOption } from './crm-values.ts';
export type { FieldChange, FieldResult, NewField, NewFieldOption } from './edit-fields.ts';
export type { Subforms } from './field-code.ts';
export { coverFields, type FieldCoverage, type RequiredField } from './field-coverage.ts';
export {
  generateModuleTypes,
  type GenerateTypesOptions,
  type ModuleFields,
} from './generate-module-types.ts';
export type { Metadata } from './metadata.ts';
export type { ListFieldsOptions, ListModulesOptions, ModuleStatus } from './read-metadata.ts';

// Many records at once.
export type { Bulk } from './bulk/bulk.ts';
export type { CsvRow } from './bulk/csv-row.ts';
export type { ResultLine } from './bulk/join-results.ts';
export type { BulkReadJob, BulkReadQuery, BulkReadResult } from './bulk/read-jobs.ts';
export type { BulkReadOptions } from './bulk/read-rows.ts';
export type { BulkMapping, BulkWriteJob, BulkWriteOrder } from './bulk/write-jobs.ts';
export type { BulkWriteOptions } from './bulk/write-rows.ts';
export type { JobWait } from './jobs/wait-for-job.ts';
export type { Mass, MassUpdateJob, MassUpdateOptions } from './mass/mass-update.ts';

// What is beside records.
export type { CompositeOptions, CompositeRequest, CompositeResult } from './composite/composite.ts';
export type { CountQuery } from './count-records.ts';
export type { Attachments } from './files/attachments.ts';
export type { FileStore } from './files/file-store.ts';
export type { FileToSend } from './files/file-to-send.ts';
export type { StoredFile } from './files/stored-file.ts';
export type { NoteChange, Notes, NoteToAdd } from './notes/notes.ts';
export type {
  ChannelChange,
  ChannelOptions,
  CrmWatchEvent,
  WatchedFields,
} from './notifications/channel.ts';
export type { KeepOptions } from './notifications/keep-watching.ts';
export type { Channel, ChannelResult, Notifications } from './notifications/notifications.ts';
export { editionLimits, type CrmEdition, type EditionLimits } from './org/edition.ts';
export type { CrmOrg } from './org/get-org.ts';
export type { CrmProfile, CrmRole, CrmUser } from './org/org-wire.ts';
export type { CrmUserType, Org } from './org/org.ts';
export type { Raw, RawRequest } from './raw/raw.ts';
export type { Related } from './related/related.ts';
