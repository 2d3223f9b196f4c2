export { createCrmClient, type CrmClient, type CrmClientOptions } from './client.ts';
export { coqlString } from './coql-string.ts';
export type { Coql, CoqlPage, CoqlRowsQuery } from './coql.ts';
export type { CrmRow, UpdateResult } from './crm-row.ts';
export type { FindRecordOptions, FindRecordsOptions } from './find-records.ts';
export type { ListRecordsOptions } from './list-records.ts';
export type { Records } from './records.ts';
export { crmScopes, scopesFor, type CrmMethod } from './scopes.ts';
export type { UpdateRecordsOptions, UpdateRow } from './update-records.ts';

// Writes, bulk, files and settings.
export type { Bulk } from './bulk/bulk.ts';
export type { CsvRow } from './bulk/csv-row.ts';
export type { ResultLine } from './bulk/join-results.ts';
export type { BulkCriteria, BulkReadJob, BulkReadQuery, BulkReadResult } from './bulk/read-jobs.ts';
export type { BulkReadOptions } from './bulk/read-rows.ts';
export type { BulkMapping, BulkWriteJob, BulkWriteOrder } from './bulk/write-jobs.ts';
export type { BulkWriteOptions } from './bulk/write-rows.ts';
export type { CompositeOptions, CompositeRequest, CompositeResult } from './composite/composite.ts';
export type { CountQuery } from './count-records.ts';
export type { CreditsRemaining } from './credits-watch.ts';
export type { Attachments } from './files/attachments.ts';
export type { FileStore } from './files/file-store.ts';
export type { FileToSend } from './files/file-to-send.ts';
export type { StoredFile } from './files/stored-file.ts';
export type { JobWait } from './jobs/wait-for-job.ts';
export type { Mass, MassUpdateJob, MassUpdateOptions } from './mass/mass-update.ts';
export type { ModuleSchema } from './module-schema.ts';
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
export type { BatchOptions } from './writes/in-batches.ts';
export type {
  CrmTrigger,
  FeatureToSkip,
  GuardedWriteOptions,
  WriteOptions,
} from './writes/write-options.ts';
export type { RefusedRow, RowFault, WriteResult, WrittenRow } from './writes/write-result.ts';
export type { ChangeOf, Rows, UpsertOptions, WriteResults, Writes } from './writes/writes.ts';
