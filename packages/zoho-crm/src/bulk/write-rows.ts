import { ZohoError, type CallOptions } from '@zohokit/zoho-http';
import { resumeRows } from '../jobs/resume-rows.ts';
import { waitForJob, type JobWait } from '../jobs/wait-for-job.ts';
import { chunks } from '../chunks.ts';
import { toCall } from '../call-options.ts';
import type { CrmRow } from '../crm-row.ts';
import type { ModuleSchema } from '../module-schema.ts';
import type { CrmService } from '../service.ts';
import { crmId } from '../crm-id.ts';
import { usage } from '../usage.ts';
import { createRowCheck } from '../writes/check-rows.ts';
import type { WriteResult } from '../writes/write-result.ts';
import { csvRows } from './csv-rows.ts';
import { formatOf } from './date-formats.ts';
import { joinResults, toResultLine, type ResultLine } from './join-results.ts';
import { toWriteFile } from './write-file.ts';
import {
  createWriteJob,
  downloadWrite,
  getWriteJob,
  uploadBulkFile,
  type BulkMapping,
  type BulkWriteJob,
  type BulkWriteOrder,
} from './write-jobs.ts';

/** What a bulk write writes, how it waits, and whom it tells. */
export interface BulkWriteOptions<Field extends string = string>
  extends CallOptions, BulkWriteOrder, Omit<JobWait, 'signal'> {
  /**
   * The fields to write, by API name or with what Zoho must know of them; at most 200. With a schema,
   * Zoho is told how days and moments are written.
   */
  fields: readonly (Field | BulkMapping<Field>)[];
  /** Rows of one job, at most 25,000. @default 25_000 */
  rowsPerJob?: number | undefined;
  /** The organisation's number, see `org.get()`. @default it is asked for once */
  zgid?: string | undefined;
  /** Told of each job once it exists: its result can be read for a week. @default nobody */
  onJob?: ((job: { id: string; first: number; count: number }) => void) | undefined;
}

/** Which module is written, and how its rows are checked. */
export interface BulkTarget {
  service: CrmService;
  module: string;
  /** @default any object is a row */
  schema?: Pick<ModuleSchema<CrmRow, object>, 'input'> | undefined;
  /** The organisation's number. */
  askZgid: (options: CallOptions) => Promise<string>;
}

/**
 * Writes rows of any number, 25,000 per job, one job after the other: one result per row, in order.
 * It costs 500 credits per job. A row that the schema refuses is a result, and not sent.
 */
export async function* bulkWriteRows(
  { service, module, schema, askZgid }: BulkTarget,
  rows: Iterable<object> | AsyncIterable<object>,
  options: BulkWriteOptions,
): AsyncGenerator<WriteResult, void, undefined> {
  const { rowsPerJob = mostRows, findBy, operation, zgid, onJob } = options;
  if (!Number.isInteger(rowsPerJob) || rowsPerJob < 1 || rowsPerJob > mostRows) {
    throw usage(`"rowsPerJob" must be a whole number from 1 to ${mostRows}`);
  }
  const mappings = toMappings(options.fields, findBy).map((mapping) => ({
    format: formatOf(schema, mapping.field),
    ...mapping,
  }));
  const check = createRowCheck({ input: schema?.input, partial: operation === 'update' });
  // Fields without a column of their own have the same value everywhere.
  const columns = mappings.flatMap(({ field, index }) => (index === undefined ? [] : [field]));
  let first = 0;
  for await (const chunk of chunks(rows, rowsPerJob)) {
    const checked = chunk.map((row, at) => check(row, first + at));
    const file = await toWriteFile(checked, columns);
    let lines: AsyncIterable<ResultLine> | undefined;
    if (file.count > 0) {
      const number = zgid ?? (await askZgid(toCall(options)));
      const fileId = await uploadBulkFile(service, file.zip, number, options);
      const id = await createWriteJob(service, module, fileId, { ...options, mappings });
      onJob?.({ id, first, count: file.count });
      lines = writeResults(service, id, options);
    }
    yield* await joinResults(file, lines, { first, count: chunk.length });
    first += chunk.length;
  }
}

/** Waits until a job is over, completed or failed. */
export async function waitForWrite(
  service: CrmService,
  jobId: string,
  options: CallOptions & JobWait = {},
): Promise<BulkWriteJob & { downloadPath: string | undefined }> {
  return await waitForJob(
    service.clock,
    async () => {
      const job = await getWriteJob(service, jobId, options);
      return job.state === 'running' ? undefined : job;
    },
    options,
  );
}

/**
 * The lines of a job's result, when it is over. Rejects with `refused` when it failed without one.
 */
export async function* writeResults(
  service: CrmService,
  jobId: string,
  options: CallOptions & JobWait = {},
): AsyncGenerator<ResultLine, void, undefined> {
  const job = await waitForWrite(service, crmId(jobId, 'jobId'), options);
  if (job.downloadPath === undefined) {
    throw new ZohoError(`The bulk write ${jobId} ended as ${job.words} without a result`, {
      kind: 'refused',
      code: job.code,
      hint: 'look at the job in CRM (Setup > Data Administration > Import History)',
    });
  }
  const { downloadPath } = job;
  yield* resumeRows(
    () => csvRows(() => downloadWrite(service, downloadPath, options), toResultLine),
    options,
  );
}

// --- internal ---

/** Zoho doc: bulk-write upload-file. */
const mostRows = 25_000;
const mostFields = 200;

/** The field that finds the records comes first: results show three columns, and rows are known by them. */
function toMappings(
  fields: BulkWriteOptions['fields'],
  findBy: string | undefined,
): (BulkMapping & { index?: number })[] {
  const mappings = fields.map((one) => (typeof one === 'string' ? { field: one } : one));
  const wrong = mappings.find(({ field }) => !/^[\w$]+$/.test(field));
  if (wrong) throw usage(`"${wrong.field}" is not the API name of a CRM field`);
  if (mappings.length < 1 || mappings.length > mostFields) {
    throw usage(`"fields" must hold 1 to ${mostFields} fields, not ${mappings.length}`);
  }
  if (new Set(mappings.map(({ field }) => field)).size < mappings.length) {
    throw usage('"fields" must hold each field once');
  }
  if (findBy !== undefined && !mappings.some(({ field }) => field === findBy)) {
    throw usage(`"fields" must hold "${findBy}", by which records are found`);
  }
  const sorted = mappings.toSorted(
    (a, b) => Number(b.field === findBy) - Number(a.field === findBy),
  );
  return sorted.map((mapping, index) => ({ ...mapping, index }));
}
