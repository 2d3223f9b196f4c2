import { ZohoError, type CallOptions } from '@zohokit/zoho-http';
import { resumeRows } from '../jobs/resume-rows.ts';
import { waitForJob, type JobWait } from '../jobs/wait-for-job.ts';
import type { CrmService } from '../service.ts';
import type { ToRow } from './csv-row.ts';
import { csvRows } from './csv-rows.ts';
import {
  createReadJob,
  downloadRead,
  getReadJob,
  type BulkReadJob,
  type BulkReadQuery,
  type BulkReadResult,
} from './read-jobs.ts';

/** What a bulk read reads, how it waits, and whom it tells. */
export interface BulkReadOptions<Field extends string = string>
  extends CallOptions, BulkReadQuery<Field>, Omit<JobWait, 'signal'> {
  /** Zoho posts the status of each job there when it ends; it is looked at all the same. @default none */
  callbackUrl?: string | undefined;
  /** Told of each job once it exists, e.g. to keep its id: its result can be read for about a day. @default nobody */
  onJob?: ((job: { id: string; page: number }) => void) | undefined;
}

/** Every row of a query: 200,000 per job, one job after the other. */
export async function* readRows<Row>(
  service: CrmService,
  module: string,
  toRow: ToRow<Row>,
  options: BulkReadOptions = {},
): AsyncGenerator<Row, void, undefined> {
  let pageToken: string | undefined;
  for (let page = 1; ; page += 1) {
    const id = await createReadJob(service, module, { ...options, pageToken }, options);
    options.onJob?.({ id, page });
    const result = await waitForRead(service, id, options);
    yield* readJobRows(service, id, toRow, options, result.count);
    if (!result.moreRecords) return;
    if (result.nextPageToken === undefined || result.nextPageToken === pageToken) {
      throw new ZohoError('A bulk read promises more records and does not say how to get them', {
        kind: 'unexpected-response',
      });
    }
    pageToken = result.nextPageToken;
  }
}

/** Waits until a job's result can be downloaded. Rejects with `refused` when it failed. */
export async function waitForRead(
  service: CrmService,
  jobId: string,
  options: CallOptions & JobWait = {},
): Promise<BulkReadResult> {
  const look = async (): Promise<BulkReadJob | undefined> => {
    const job = await getReadJob(service, jobId, options);
    return job.state === 'running' ? undefined : job;
  };
  const { result, failure } = await waitForJob(service.clock, look, options);
  if (result !== undefined) return result;
  throw new ZohoError(`The bulk read ${jobId} failed${failure ? ` (${failure})` : ''}`, {
    kind: 'refused',
    hint: 'create the job again; Zoho names no other way',
  });
}

/** The rows of a completed job; a download that breaks is taken up where it was. */
export async function* readJobRows<Row>(
  service: CrmService,
  jobId: string,
  toRow: ToRow<Row>,
  options: CallOptions = {},
  count?: number,
): AsyncGenerator<Row, void, undefined> {
  let yielded = 0;
  for await (const row of resumeRows(
    () => csvRows(() => downloadRead(service, jobId, options), toRow),
    options,
  )) {
    yielded += 1;
    yield row;
  }
  if (count === undefined || count === yielded) return;
  throw new ZohoError(`The bulk read ${jobId} says ${count} rows and has ${yielded}`, {
    kind: 'unexpected-response',
  });
}
