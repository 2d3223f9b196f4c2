import * as v from 'valibot';
import type { CrmOrg } from '../crm-org.ts';
import { toCrmTime } from '../crm-time.ts';
import type { CrmWorld } from '../crm-world.ts';
import { type CrmRecord, compareIds } from '../record-table.ts';
import { BulkReadQuery, resolveQuery } from './bulk-read-query.ts';
import type { BulkReadTokens } from './bulk-read-tokens.ts';
import { toCsvZip } from './csv-zip.ts';
import { type JobBook, JobEntries, createJobBook, progressOf, stateOf } from './job-book.ts';
import { Callback, postCallback } from './job-callback.ts';
import type { JsonObject } from './json-body.ts';

const BulkReadJobSchema = v.object({
  ...JobEntries,
  query: BulkReadQuery,
  callback: v.optional(Callback),
  /** Once it is done. */
  count: v.number(),
  /** The id of the last row, when there are more. */
  last: v.optional(v.string()),
  nextToken: v.optional(v.string()),
});

export type BulkReadJob = v.InferOutput<typeof BulkReadJobSchema>;
export type BulkReadJobs = JobBook<BulkReadJob>;

const day = 24 * 60 * 60 * 1000;

/**
 * Jobs that write what they find at their end into a zipped CSV. What changes while a job runs is
 * in its result [not documented].
 */
export function createBulkReadJobs(world: CrmWorld, tokens: BulkReadTokens): BulkReadJobs {
  return createJobBook<BulkReadJob>(world, {
    name: 'crm-bulk-reads',
    schema: BulkReadJobSchema,
    // Zoho doc: bulk-read download-result.
    keptMs: day,
    run: (job) => run(world, tokens, job),
    ended(job) {
      postCallback(world, job.callback, { data: [describe(world, world.org(job.org), job)] });
    },
  });
}

/** A job as its status and its callback show it (Zoho doc: bulk-read get-job-details). */
export function describe(world: CrmWorld, org: CrmOrg, job: BulkReadJob): JsonObject {
  const { id, query, createdAt } = job;
  const now = world.deps.clock.now();
  const done = progressOf(job, now) >= 1;
  const module = org.modules.get(query.module);
  const result = done || world.deps.profile().bulkResultEarly ? toResult(world, job) : undefined;
  const { page, fields, cvid, criteria } = query;
  return {
    id,
    operation: 'read',
    state: readState(world, job),
    ...(result && { result }),
    query: {
      module: { id: module?.id ?? null, api_name: query.module },
      page,
      ...(cvid !== undefined && { cvid }),
      ...(fields && { fields }),
      ...(criteria !== undefined && { criteria }),
    },
    created_by: { id: org.user.id, name: org.user.name },
    created_time: toCrmTime(createdAt, org.timeZone),
    file_type: 'csv',
  };
}

export function readState(world: CrmWorld, job: BulkReadJob): string {
  return stateOf<string>(job, world.deps.clock.now(), {
    waiting: ['ADDED', 'QUEUED', 'IN PROGRESS'],
    done: 'COMPLETED',
    failed: 'FAILURE',
  });
}

// --- internal ---

function toResult(world: CrmWorld, job: BulkReadJob): JsonObject {
  if (job.done && job.fails) {
    const error = { code: 'INTERNAL_ERROR', details: {}, message: 'Internal Server Error' };
    return { error_message: { ...error, status: 'error' } };
  }
  return {
    page: job.query.page,
    per_page: world.deps.profile().bulkReadRows,
    count: job.count,
    download_url: `/crm/bulk/v8/read/${job.id}/result`,
    more_records: job.nextToken !== undefined,
    next_page_token: job.nextToken ?? null,
  };
}

function run(
  world: CrmWorld,
  tokens: BulkReadTokens,
  job: BulkReadJob,
): { job: BulkReadJob; bytes?: Uint8Array } {
  const org = world.org(job.org);
  const query = resolveQuery(world, org, job.query);
  if (job.fails || 'status' in query) return { job: { ...job, fails: true } };
  const { after, page } = job.query;
  const perPage = world.deps.profile().bulkReadRows;
  const rows: CrmRecord[] = [];
  let skip = after === undefined ? (page - 1) * perPage : 0;
  let more = false;
  for (const record of query.module.records.sorted('id', 'asc')) {
    if (after !== undefined && compareIds(record.id, after) <= 0) continue;
    if (!query.matches(record)) continue;
    if (skip > 0) {
      skip -= 1;
      continue;
    }
    more = rows.length === perPage;
    if (more) break;
    rows.push(record);
  }
  const { columns } = query;
  const texts = function* (): Generator<string[]> {
    for (const record of rows) yield columns.map((column) => column.read(record));
  };
  const header = columns.map(({ name }) => name);
  const last = rows.at(-1)?.id;
  const nextToken =
    more && last !== undefined ? tokens.issue(job.org, { ...job.query, after: last }) : undefined;
  return {
    job: { ...job, count: rows.length, ...(nextToken !== undefined && { last, nextToken }) },
    bytes: toCsvZip(`${job.id}.csv`, header, texts()),
  };
}
