import * as v from 'valibot';
import type { CrmOrg } from '../crm-org.ts';
import { toCrmTime } from '../crm-time.ts';
import type { CrmWorld } from '../crm-world.ts';
import { type BulkFiles, readCsv } from './bulk-files.ts';
import { BulkMapping } from './bulk-mapping.ts';
import { type BulkRow, writeBulkRow } from './bulk-write-rows.ts';
import { toCsvZip } from './csv-zip.ts';
import { type JobBook, JobEntries, createJobBook, stateOf } from './job-book.ts';
import { Callback, postCallback } from './job-callback.ts';
import type { JsonObject } from './json-body.ts';

const Operation = v.picklist(['insert', 'update', 'upsert']);
export type BulkOperation = v.InferOutput<typeof Operation>;

const BulkWriteJobSchema = v.object({
  ...JobEntries,
  operation: Operation,
  ignoreEmpty: v.boolean(),
  encoding: v.nullable(v.string()),
  module: v.string(),
  fileId: v.string(),
  fileName: v.string(),
  findBy: v.optional(v.string()),
  mappings: v.array(BulkMapping),
  callback: v.optional(Callback),
  /** Of the resource, once it is done. */
  code: v.string(),
  added: v.number(),
  updated: v.number(),
  skipped: v.number(),
  total: v.number(),
});

export type BulkWriteJob = v.InferOutput<typeof BulkWriteJobSchema>;
export type BulkWriteJobs = JobBook<BulkWriteJob>;

const day = 24 * 60 * 60 * 1000;

/** Jobs that write the rows of a file, all at the end of their time. */
export function createBulkWriteJobs(world: CrmWorld, files: BulkFiles): BulkWriteJobs {
  return createJobBook<BulkWriteJob>(world, {
    name: 'crm-bulk-writes',
    schema: BulkWriteJobSchema,
    // Zoho doc: bulk-write download-result.
    keptMs: 7 * day,
    run: (job) => run(world, files, job),
    ended(job) {
      postCallback(world, job.callback, describe(world, world.org(job.org), job));
    },
  });
}

/** A job as its status and its callback show it (Zoho doc: bulk-write get-job-details). */
export function describe(world: CrmWorld, org: CrmOrg, job: BulkWriteJob): JsonObject {
  const { id, encoding, operation, mappings, fileName, callback } = job;
  const status = stateOf<string>(job, world.deps.clock.now(), {
    waiting: ['ADDED', 'ADDED', world.deps.profile().bulkWriteRunning],
    done: 'COMPLETED',
    failed: 'FAILED',
  });
  return {
    status,
    character_encoding: encoding ?? 'UTF-8',
    resource: [
      {
        status,
        type: 'data',
        ...(job.done && { code: job.code }),
        module: { api_name: job.module, id: org.modules.get(job.module)?.id ?? null },
        field_mappings: mappings.map(toMappingView),
        file: {
          status,
          name: fileName,
          added_count: job.added,
          skipped_count: job.skipped,
          updated_count: job.updated,
          total_count: job.total,
        },
      },
    ],
    id,
    ...(job.done && { result: { download_url: resultPath(org, job) } }),
    ...(callback && { callback }),
    created_by: { id: org.user.id, name: org.user.name },
    operation,
    created_time: toCrmTime(job.createdAt, org.timeZone),
  };
}

// --- internal ---

function resultPath({ zgid }: CrmOrg, { id }: BulkWriteJob): string {
  return `/v8/crm/org${zgid}/bulk-write/${id}/${id}.zip`;
}

function toMappingView({ api_name, index, ...rest }: BulkMapping): JsonObject {
  return {
    api_name,
    index: index ?? null,
    format: rest.format ?? null,
    find_by: rest.find_by ?? null,
    default_value: rest.default_value ?? null,
    module: null,
    parent_column_index: null,
  };
}

function run(
  world: CrmWorld,
  files: BulkFiles,
  job: BulkWriteJob,
): { job: BulkWriteJob; bytes: Uint8Array } {
  const org = world.org(job.org);
  const module = org.modules.get(job.module);
  const file = files.find(job.org, job.fileId);
  const read = { name: job.fileName, encoding: job.encoding ?? 'UTF-8' };
  const [, ...rows] = (file && readCsv(file.zip, read)?.rows) ?? [];
  const tooMany = rows.length > world.deps.profile().bulkWriteRows;
  const fails = job.fails || tooMany || !module;
  const done = rows.map((cells, index): BulkRow => {
    if (fails) return { status: 'UNPROCESSED', recordId: '', errors: '' };
    return writeBulkRow({ org, module, job }, cells, index);
  });
  const count = (status: BulkRow['status']): number =>
    done.filter((row) => row.status === status).length;
  const after: BulkWriteJob = {
    ...job,
    fails,
    code: tooMany ? 'LIMIT_EXCEEDED' : fails ? 'CANNOT_PROCESS' : 'SUCCESS',
    added: count('ADDED'),
    updated: count('UPDATED'),
    skipped: count('SKIPPED'),
    total: rows.length,
  };
  return { job: after, bytes: toResult(job, rows, done) };
}

/** The first three mapped columns, and what became of each row. */
function toResult(
  job: BulkWriteJob,
  rows: readonly (readonly string[])[],
  done: readonly BulkRow[],
): Uint8Array {
  const shown = job.mappings.filter(({ index }) => index !== undefined).slice(0, 3);
  const header = [...shown.map(({ api_name }) => api_name), 'STATUS', 'RECORD_ID', 'ERRORS'];
  const lines = rows.map((cells, at) => {
    const row = done[at];
    const own = shown.map(({ index }) => cells[index ?? 0] ?? '');
    return [...own, row?.status ?? '', row?.recordId ?? '', row?.errors ?? ''];
  });
  return toCsvZip(`${job.id}.csv`, header, lines);
}
