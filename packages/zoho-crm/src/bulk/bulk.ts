import type { CallOptions } from '@zohokit/zoho-http';
import type { CrmRow } from '../crm-row.ts';
import type { JobWait } from '../jobs/wait-for-job.ts';
import { toTypedModule, type TypedModule } from '../module-schema.ts';
import { getOrg } from '../org/get-org.ts';
import { createRowReader, type FieldName, type Picked } from '../row-reader.ts';
import type { CrmService } from '../service.ts';
import type { ChangeOf, Rows, WriteResults } from '../writes/writes.ts';
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
   * downloaded, unzipped and parsed as they come. Memory does not depend on their number. Of a typed
   * module, rows are its rows, but for names of lookups and subforms, which the file does not have;
   * otherwise values are texts, and `null` for an empty cell.
   */
  read<Row extends CrmRow, Input extends object, Field extends FieldName<Row>>(
    module: TypedModule<Row, Input>,
    options?: BulkReadOptions<Field>,
  ): AsyncGenerator<Picked<Row, Field>, void, undefined>;
  /** The same of a module by its API name: texts, and `null` for empty cells. */
  read(module: string, options?: BulkReadOptions): AsyncGenerator<CsvRow, void, undefined>;
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
   * are texts, numbers, truths, lists of texts, or objects with an `id`; decimal texts go as they are,
   * and subforms not at all. A row that the schema of a typed module refuses is a result, and not
   * sent. Zoho may not set off automation as other writes do.
   */
  write<Row extends CrmRow, Input extends object>(
    module: TypedModule<Row, Input>,
    rows: Rows<Input>,
    options: BulkWriteOptions<FieldName<Input>> & { operation: 'insert' | 'upsert' },
  ): WriteResults;
  write<Row extends CrmRow, Input extends object>(
    module: TypedModule<Row, Input>,
    rows: Rows<ChangeOf<Input>>,
    options: BulkWriteOptions<FieldName<ChangeOf<Input>>> & { operation: 'update' },
  ): WriteResults;
  /** The same of a module by its API name: any object is a row. */
  write(module: string, rows: Rows<object>, options: BulkWriteOptions): WriteResults;
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

/** Makes the bulk jobs of a client. */
export function createBulk(service: CrmService): Bulk {
  const askZgid = createAskZgid(service);

  function read<Row extends CrmRow, Input extends object, Field extends FieldName<Row>>(
    module: TypedModule<Row, Input>,
    options?: BulkReadOptions<Field>,
  ): AsyncGenerator<Picked<Row, Field>>;
  function read(module: string, options?: BulkReadOptions): AsyncGenerator<CsvRow>;
  function read(
    module: string | TypedModule<CrmRow, object>,
    options: BulkReadOptions = {},
  ): AsyncGenerator<CrmRow> {
    const { name, schema } = toTypedModule(module);
    if (schema === undefined) return readRows(service, name, toCsvRow, options);
    const { fields, parse } = createRowReader(name, schema, options.fields);
    return readRows(service, name, toTypedRow(schema, parse), { ...options, fields });
  }

  function write(
    module: string | TypedModule<CrmRow, object>,
    rows: Rows<object>,
    options: BulkWriteOptions,
  ): WriteResults {
    const { name, schema } = toTypedModule(module);
    return bulkWriteRows({ service, module: name, schema, askZgid }, rows, options);
  }

  return {
    read,
    write,
    createRead: (module, query = {}, options) => createReadJob(service, module, query, options),
    readStatus: (jobId, options) => getReadJob(service, jobId, options),
    waitForRead: (jobId, options) => waitForRead(service, jobId, options),
    readResult: (jobId, options) => readJobRows(service, jobId, toCsvRow, options),
    writeStatus: (jobId, options) => getWriteJob(service, jobId, options),
    waitForWrite: (jobId, options) => waitForWrite(service, jobId, options),
    writeResult: (jobId, options) => writeResults(service, jobId, options),
  };
}

// --- internal ---

/** The organisation's number is asked for once; a failure is forgotten. */
function createAskZgid(service: CrmService): (options: CallOptions) => Promise<string> {
  let known: Promise<string> | undefined;
  return (options) => {
    known ??= getOrg(service, options).then((org) => org.zgid);
    known.catch(() => (known = undefined));
    return known;
  };
}
