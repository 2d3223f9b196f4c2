import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, Route } from '../../seam.ts';
import { type CrmCall, crmRoute } from '../crm-route.ts';
import { toCrmTime } from '../crm-time.ts';
import type { CrmWorld } from '../crm-world.ts';
import {
  type BulkReadJob,
  type BulkReadJobs,
  createBulkReadJobs,
  describe,
} from './bulk-read-job.ts';
import { type BulkReadQuery, readQuery } from './bulk-read-query.ts';
import { type BulkReadTokens, createBulkReadTokens } from './bulk-read-tokens.ts';
import { createDownloadLimit } from './download-limit.ts';
import { Callback, refuseCallback } from './job-callback.ts';
import { type JsonObject, refuseMediaType, toRow } from './json-body.ts';
import * as v from 'valibot';
import { isObject } from '../../is-object.ts';

/** `/crm/bulk/v8/read` (Zoho doc: bulk-read). */
export function bulkReadRoutes(world: CrmWorld): Route[] {
  const tokens = createBulkReadTokens(world);
  const jobs = createBulkReadJobs(world, tokens);
  const downloads = createDownloadLimit(world);
  const shared = { base: '/crm/bulk/v8', anyOf: ['ZohoCRM.bulk.READ'] };
  return [
    crmRoute(world, {
      ...shared,
      method: 'POST',
      path: '/read',
      // Zoho doc: api-limits.
      credits: () => 50,
      handle: (call) => createJob(call, jobs, tokens),
    }),
    crmRoute(world, {
      ...shared,
      method: 'GET',
      path: '/read/(?<job>[^/]+)',
      handle({ org, request }) {
        const job = jobs.find(org.key, request.params['job'] ?? '');
        if (!job) return unknownJob(request.params['job']);
        return { status: 200, json: { data: [describe(world, org, job)] } };
      },
    }),
    crmRoute(world, {
      ...shared,
      method: 'GET',
      path: '/read/(?<job>[^/]+)/result',
      handle({ org, request }) {
        const job = jobs.find(org.key, request.params['job'] ?? '');
        const bytes = job && jobs.bytesOf(job);
        if (!job || !bytes) return unknownJob(request.params['job']);
        if (!downloads.pass(org.key)) {
          const status = world.deps.profile().bulkThrottleStatus;
          return toCrmError(status, 'TOO_MANY_REQUESTS', 'too many requests');
        }
        return {
          status: 200,
          headers: {
            'content-type': 'application/zip',
            'content-disposition': `attachment; filename=${job.id}.zip`,
            'content-length': String(bytes.size),
          },
          stream: bytes.open(),
        };
      },
    }),
  ];
}

/** The answer to a job that is not there, or is there no more (Zoho doc: bulk-read). */
export function unknownJob(id: string | undefined): EmulatedAnswer {
  return toCrmError(404, 'RESOURCE_NOT_FOUND', 'The requested resource is not found', {
    resource: id ?? '',
  });
}

// --- internal ---

async function createJob(
  call: CrmCall,
  jobs: BulkReadJobs,
  tokens: BulkReadTokens,
): Promise<EmulatedAnswer> {
  const { org, context, world } = call;
  const body = await readBody(call);
  if ('answer' in body) return body.answer;
  const query = toQuery(call, body.body, tokens);
  if ('status' in query) return query;
  const callback = v.safeParse(Callback, body.body['callback']);
  const job = await context.commit(() => {
    const added: BulkReadJob = {
      ...jobs.begin(org.key),
      query,
      count: 0,
      ...(callback.success && { callback: callback.output }),
    };
    jobs.add(added);
    return added;
  });
  const details = {
    id: job.id,
    operation: 'read',
    state: 'ADDED',
    created_by: { id: org.user.id, name: org.user.name },
    created_time: toCrmTime(world.deps.clock.now(), org.timeZone),
  };
  const row = { ...toRow('SUCCESS', 'Added successfully.', details), code: 'ADDED_SUCCESSFULLY' };
  return { status: 201, json: { data: [row], info: {} } };
}

type ReadBody = { body: JsonObject } | { answer: EmulatedAnswer };

async function readBody({ request }: CrmCall): Promise<ReadBody> {
  const text = await request.text();
  if (text.trim() === '') {
    return refuse('REQUEST_BODY_IS_EMPTY', 'the request body is empty');
  }
  const media = refuseMediaType(request);
  if (media) return { answer: media };
  const body = await request.json();
  if (body === undefined) {
    return refuse('REQUEST_BODY_NOT_READABLE', 'the request body is not readable');
  }
  if (!isObject(body)) {
    return refuse('REQUEST_BODY_NOT_SUPPORTED', 'the request body is not supported');
  }
  const callback = refuseCallback(body['callback']);
  if (callback) return { answer: callback };
  const type = body['file_type'] ?? 'csv';
  if (type === 'ics') {
    return refuse('NOT_SUPPORTED_FEATURE', 'the emulator writes no calendar files');
  }
  if (type !== 'csv') {
    const details = { api_name: 'file_type', supported: ['csv', 'ics'] };
    return refuse('VALUE_TYPE_NOT_SUPPORTED', 'the value type is not supported', details);
  }
  return { body };
}

/** A new query, or that of an earlier job by its token alone. */
function toQuery(
  { world, org, context }: CrmCall,
  { query }: JsonObject,
  tokens: BulkReadTokens,
): BulkReadQuery | EmulatedAnswer {
  const token = isObject(query) ? query['page_token'] : undefined;
  if (token === undefined) return readQuery(world, org, { query, scopes: context.caller.scopes });
  const found = tokens.redeem(org.key, typeof token === 'string' ? token : '');
  if (typeof found !== 'string') return found;
  const details = { api_name: 'page_token' };
  return found === 'expired'
    ? toCrmError(400, 'EXPIRED_VALUE', 'the page_token is expired')
    : toCrmError(400, 'INVALID_DATA', 'the page_token is invalid', details);
}

function refuse(code: string, message: string, details: JsonObject = {}): ReadBody {
  return { answer: toCrmError(400, code, message, details) };
}
