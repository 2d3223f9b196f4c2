export { createCrmClient, type CrmClient, type CrmClientOptions } from './client.ts';
export { coqlString } from './coql-string.ts';
export type { Coql, CoqlPage, CoqlRowsQuery } from './coql.ts';
export type { CrmRow, UpdateResult } from './crm-row.ts';
export type { FindRecordOptions, FindRecordsOptions } from './find-records.ts';
export type { ListRecordsOptions } from './list-records.ts';
export type { Records } from './records.ts';
export { crmScopes, scopesFor, type CrmMethod } from './scopes.ts';
export type { CrmTrigger, UpdateRecordsOptions, UpdateRow } from './update-records.ts';
