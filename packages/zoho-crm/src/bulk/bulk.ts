import type { CallOptions } from '@zohokit/zoho-http';
import { moduleName } from '../api-name.ts';
import type { CrmRow } from '../crm-row.ts';
import type { JobWait } from '../jobs/wait-for-job.ts';
import type { ModuleSchema } from '../module-schema.ts';
import { getOrg } from '../org/get-org.ts';
import type { CrmService } from '../service.ts';
import type { WriteResults } from '../writes/writes.ts';
import { toCsvRow, toTypedRow, type CsvRow } from './csv-row.ts';
import type { ResultLine } from './join-results.ts';
import {
  createReadJob,
  getReadJob,
  type BulkReadJob,
  type BulkReadQuery,
  type BulkReadResult,
} from './read-jobs.ts';
import { readJobRows, readRows, waitForRead, type BulkReadOptions } from './read-rows.ts';
import { getWriteJob, type BulkWriteJob } from './write-jobs.ts';
import { bulkWriteRows, waitForWrite, writeResults, type BulkWriteOptions } from './write-rows.ts';

/** Jobs that read or write many records at once; their results are files, streamed here. */
export interface Bulk {
  /**
   * Every record of a query, by jobs of up to 200,000 (50 credits each): created, waited for,
   * downloaded, unzipped and parsed as they come. Memory does not depend on their number. Without a
   * schema, values are texts, and `null` for an empty cell; with one, rows are its rows.
   */
  read(module: string, options?: BulkReadOptions): AsyncGenerator<CsvRow, void, undefined>;
  read<Row extends CrmRow>(
    module: string,
    options: BulkReadOptions,
    schema: Pick<ModuleSchema<Row, never>, 'fields' | 'row'>,
  ): AsyncGenerator<Row, void, undefined>;
  /** Creates one job and resolves to its id: for those who are told of its end by `callbackUrl`. */
  createRead(
    module: string,
    query?: BulkReadQuery & { pageToken?: string | undefined },
    options?: CallOptions & { callbackUrl?: string | undefined },
  ): Promise<string>;
  /** A job as it stands; rejects with `not-found` when there is none. */
  readStatus(jobId: string, options?: CallOptions): Promise<BulkReadJob>;
  /** Resolves when the job is completed; rejects with `refused` when it failed. */
  waitForRead(jobId: string, options?: CallOptions & JobWait): Promise<BulkReadResult>;
  /** The rows of a completed job. */
  readResult(jobId: string, options?: CallOptions): AsyncGenerator<CsvRow, void, undefined>;
  /**
   * Writes rows by jobs of up to 25,000 (500 credits each): one result per row, in order. Values
   * are texts, numbers, truths, lists of texts, or objects with an `id`; decimal texts go as they are.
   * Zoho may not set off automation as other writes do.
   */
  write(
    module: string,
    rows: Iterable<object> | AsyncIterable<object>,
    options: BulkWriteOptions,
  ): WriteResults;
  /** A job as it stands; rejects with `not-found` when there is none. */
  writeStatus(jobId: string, options?: CallOptions): Promise<BulkWriteJob>;
  /** Resolves when the job is over: completed, also with skipped rows, or failed. */
  waitForWrite(jobId: string, options?: CallOptions & JobWait): Promise<BulkWriteJob>;
  /** The lines of a job's result, waited for; for about a week. */
  writeResult(
    jobId: string,
    options?: CallOptions & JobWait,
  ): AsyncGenerator<ResultLine, void, undefined>;
}

export function createBulk(service: CrmService): Bulk {
  let known: Promise<string> | undefined;
  // The organisation's number is asked for once; a failure is forgotten.
  const askZgid = (): Promise<string> => {
    known ??= getOrg(service).then((org) => org.zgid);
    known.catch(() => (known = undefined));
    return known;
  };

  function read(module: string, options?: BulkReadOptions): AsyncGenerator<CsvRow>;
  function read<Row extends CrmRow>(
    module: string,
    options: BulkReadOptions,
    schema: Pick<ModuleSchema<Row, never>, 'fields' | 'row'>,
  ): AsyncGenerator<Row>;
  function read(
    module: string,
    options: BulkReadOptions = {},
    schema?: Pick<ModuleSchema<CrmRow, never>, 'fields' | 'row'>,
  ): AsyncGenerator<CrmRow | CsvRow> {
    const name = moduleName(module);
    if (schema === undefined) return readRows(service, name, toCsvRow, options);
    const fields = options.fields ?? schema.fields;
    return readRows(service, name, toTypedRow(schema), { ...options, fields });
  }

  return {
    read,
    createRead: (module, query = {}, options) => createReadJob(service, module, query, options),
    readStatus: (jobId, options) => getReadJob(service, jobId, options),
    waitForRead: (jobId, options) => waitForRead(service, jobId, options),
    readResult: (jobId, options) => readJobRows(service, jobId, toCsvRow, options),
    write: (module, rows, options) =>
      bulkWriteRows(service, moduleName(module), rows, { ...options, askZgid }),
    writeStatus: (jobId, options) => getWriteJob(service, jobId, options),
    waitForWrite: (jobId, options) => waitForWrite(service, jobId, options),
    writeResult: (jobId, options) => writeResults(service, jobId, options),
  };
}
