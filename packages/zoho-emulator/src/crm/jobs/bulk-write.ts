import * as v from 'valibot';
import type { EmulatedAnswer, Route } from '../../seam.ts';
import { type CrmCall, crmRoute } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { type BulkFiles, createBulkFiles } from './bulk-files.ts';
import { unknownJob } from './bulk-read.ts';
import { bulkUploadRoute } from './bulk-upload.ts';
import {
  type BulkWriteJob,
  type BulkWriteJobs,
  createBulkWriteJobs,
  describe,
} from './bulk-write-job.ts';
import { readOrder } from './bulk-write-order.ts';
import { Callback } from './job-callback.ts';
import { refuseMediaType } from './json-body.ts';
import { isObject } from '../../is-object.ts';

/** `/crm/v8/upload`, `/crm/bulk/v8/write` and its results (Zoho doc: bulk-write). */
export function bulkWriteRoutes(world: CrmWorld): Route[] {
  const files = createBulkFiles(world);
  const jobs = createBulkWriteJobs(world, files);
  const anyOf = ['ZohoCRM.bulk.CREATE'];
  return [
    bulkUploadRoute(world, files),
    crmRoute(world, {
      method: 'POST',
      base: '/crm/bulk/v8',
      path: '/write',
      anyOf,
      // Zoho doc: api-limits.
      credits: () => 500,
      handle: (call) => createJob(call, jobs, files),
    }),
    crmRoute(world, {
      method: 'GET',
      base: '/crm/bulk/v8',
      path: '/write/(?<job>[^/]+)',
      anyOf: ['ZohoCRM.bulk.CREATE', 'ZohoCRM.bulk.READ'],
      handle({ org, request }) {
        const job = jobs.find(org.key, request.params['job'] ?? '');
        if (!job) return unknownJob(request.params['job']);
        return { status: 200, json: describe(world, org, job) };
      },
    }),
    crmRoute(world, {
      method: 'GET',
      host: 'content',
      base: '/v8/crm',
      path: '/org(?<zgid>\\d+)/bulk-write/(?<job>\\d+)/\\k<job>\\.zip',
      anyOf: ['ZohoCRM.bulk.CREATE', 'ZohoCRM.bulk.READ', 'ZohoFiles.files.READ'],
      handle: (call) => download(call, jobs),
    }),
  ];
}

// --- internal ---

function download({ org, request }: CrmCall, jobs: BulkWriteJobs): EmulatedAnswer {
  const { zgid, job: id = '' } = request.params;
  const job = zgid === org.zgid ? jobs.find(org.key, id) : undefined;
  const bytes = job && jobs.bytesOf(job);
  if (!bytes) return unknownJob(id);
  return {
    status: 200,
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename=${id}.zip`,
      'content-length': String(bytes.size),
    },
    stream: bytes.open(),
  };
}

async function createJob(
  { org, request, context }: CrmCall,
  jobs: BulkWriteJobs,
  files: BulkFiles,
): Promise<EmulatedAnswer> {
  const media = refuseMediaType(request);
  if (media) return media;
  const body = await request.json();
  const order = readOrder({ org, files, scopes: context.caller.scopes }, body);
  if ('status' in order) return order;
  const callback = v.safeParse(Callback, isObject(body) ? body['callback'] : undefined);
  const job = await context.commit(() => {
    const counts = { code: 'SUCCESS', added: 0, updated: 0, skipped: 0, total: 0 };
    const called = callback.success ? { callback: callback.output } : {};
    const added: BulkWriteJob = { ...jobs.begin(org.key), ...order, ...counts, ...called };
    jobs.add(added);
    return added;
  });
  const details = { id: job.id, created_by: { id: org.user.id, name: org.user.name } };
  return {
    status: 201,
    json: { status: 'success', code: 'SUCCESS', message: 'success', details },
  };
}
