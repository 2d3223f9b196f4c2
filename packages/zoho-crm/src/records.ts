import { moduleName } from './api-name.ts';
import type { CrmRow, UpdateResult } from './crm-row.ts';
import {
  findRecord,
  findRecords,
  getRecord,
  type FindRecordOptions,
  type FindRecordsOptions,
} from './find-records.ts';
import { listRecords, type ListRecordsOptions } from './list-records.ts';
import type { CrmService } from './service.ts';
import { updateRecords, type UpdateRecordsOptions, type UpdateRow } from './update-records.ts';

/** The records of one module. */
export interface Records {
  /** See `listRecords`: every record, once, up to Zoho's end at row 100,000. */
  list(options: ListRecordsOptions): AsyncGenerator<CrmRow, void, undefined>;
  /** Resolves to `undefined` when there is no such record. */
  find(id: string, options?: FindRecordOptions): Promise<CrmRow | undefined>;
  /** Rejects with `not-found` when there is no such record. */
  get(id: string, options?: FindRecordOptions): Promise<CrmRow>;
  /** Up to 100 ids in one request; an id that does not exist is absent. */
  findMany(ids: readonly string[], options: FindRecordsOptions): Promise<Map<string, CrmRow>>;
  /** Up to 100 rows in one request; exactly one result per row, in order. See `updateRecords`. */
  update(rows: readonly UpdateRow[], options?: UpdateRecordsOptions): Promise<UpdateResult[]>;
}

/** Throws `usage` when `module` is not an API name. */
export function createRecords(service: CrmService, module: string): Records {
  const name = moduleName(module);
  return {
    list: (options) => listRecords(service, name, options),
    find: (id, options) => findRecord(service, name, id, options),
    get: (id, options) => getRecord(service, name, id, options),
    findMany: (ids, options) => findRecords(service, name, ids, options),
    update: (rows, options) => updateRecords(service, name, rows, options),
  };
}
