import { isZohoError, parseResponse, ZohoError, type CallOptions } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { toCall } from '../call-options.ts';
import { waitForJob, type JobWait } from '../jobs/wait-for-job.ts';
import { scopesFor } from '../scopes.ts';
import type { CrmRow } from '../crm-row.ts';
import { toTypedModule, type TypedModule } from '../module-schema.ts';
import type { CrmService } from '../service.ts';
import { crmId } from '../crm-id.ts';
import { usage } from '../usage.ts';
import { createRowCheck, isRefused } from '../writes/check-rows.ts';
import { inBatches } from '../writes/in-batches.ts';
import { sendOne } from '../writes/one-row.ts';
import { orDoubt, writeRows } from '../writes/write-rows.ts';
import type { Rows, WriteResults } from '../writes/writes.ts';

/** What a mass update says for itself. */
export interface MassUpdateOptions extends CallOptions {
  /** Replaces the choices of multi-select picklists. @default false: the new ones are added */
  overWrite?: boolean | undefined;
}

/** A mass update of a view as it stands. */
export interface MassUpdateJob {
  state: 'running' | 'completed' | 'failed';
  /** Zoho's word, e.g. `SCHEDULED`. */
  words: string;
  /** Records that were changed; 0 until it is over, as the other counts. */
  updated: number;
  /** Records that were left as they are; Zoho says no reason. */
  notUpdated: number;
  /** Records that were refused. */
  failed: number;
  /** Records of the view. */
  total: number;
}

/**
 * The same change to many records (Zoho doc: mass-update). One field at a time, of Deals three; not
 * of emails, lookups, layouts and long texts. Automation is set off as Zoho does it: always by ids,
 * for views of fewer than 1,000 records.
 */
export interface Mass<Input extends object = Record<string, unknown>> {
  /**
   * By ids, 500 per request and any number of them: one result per id, in order. A failed request
   * is sent again.
   */
  updateByIds(
    ids: Rows<string>,
    values: Readonly<Partial<Input>>,
    options?: MassUpdateOptions,
  ): WriteResults;
  /**
   * All records that a custom view shows, up to 50,000, as a job; Enterprise and above. Resolves to
   * its id. Rejects with `conflict` when the view is being updated. Never sent twice.
   */
  updateView(
    view: string,
    values: Readonly<Partial<Input>>,
    options?: MassUpdateOptions & {
      territory?: { id: string; includeChild?: boolean } | undefined;
    },
  ): Promise<string>;
  /** A job as it stands; rejects with `not-found` when there is none. */
  status(jobId: string, options?: CallOptions): Promise<MassUpdateJob>;
  /** Resolves when the job is over: completed or failed, see `state`. */
  wait(jobId: string, options?: CallOptions & JobWait): Promise<MassUpdateJob>;
}

/** Throws `usage` when `module` is not an API name. */
export function createMass<Input extends object>(
  service: CrmService,
  module: string | TypedModule<CrmRow, Input>,
): Mass<Input> {
  const { name, schema } = toTypedModule(module);
  const check = createRowCheck({ input: schema?.input, partial: true });
  const toValues = (given: object): Record<string, unknown> => {
    const row = check(given, 0);
    if (!isRefused(row)) return row.values;
    throw usage(`A mass update of ${name}: "${row.field}" ${row.message}`);
  };
  const status = (jobId: string, options?: CallOptions) => getJob(service, name, jobId, options);
  return {
    updateByIds: (ids, values, options) =>
      updateByIds(service, name, ids, { ...options, values: toValues(values) }),
    updateView: async (view, values, options) =>
      await updateView(service, name, view, { ...options, values: toValues(values) }),
    status,
    wait: (jobId, options) =>
      waitForJob(
        service.clock,
        async () => {
          const job = await status(jobId, options);
          return job.state === 'running' ? undefined : job;
        },
        options,
      ),
  };
}

// --- internal ---

/** Zoho doc: mass-update. */
const maxIds = 500;

type Change = MassUpdateOptions & { values: Readonly<Record<string, unknown>> };

function updateByIds(
  service: CrmService,
  module: string,
  ids: Rows<string>,
  change: Change,
): WriteResults {
  const body = toBody(module, change);
  const check = createRowCheck({ key: 'id' });
  return inBatches(
    ids,
    async (batch, first) => {
      const rows = batch.map((id, at) => check({ id }, first + at));
      return await writeRows(service, rows, {
        what: `mass update ${module}`,
        mostRows: maxIds,
        toRequest: (ready) => ({
          ...toCall(change),
          method: 'POST',
          url: urlOf(service, module),
          json: { ...body, ids: ready.map(({ id }) => id) },
          scopes: scopesFor('mass.updateByIds', module),
          repeatable: true,
        }),
      }).catch((error: unknown) => orDoubt(rows, error));
    },
    { batchSize: maxIds, most: maxIds },
  );
}

async function updateView(
  service: CrmService,
  module: string,
  view: string,
  change: Change & { territory?: { id: string; includeChild?: boolean } | undefined },
): Promise<string> {
  const { territory } = change;
  const details: Record<string, unknown> = await sendOne(service, {
    ...toCall(change),
    what: `mass update a view of ${module}`,
    method: 'POST',
    url: urlOf(service, module),
    json: {
      ...toBody(module, change),
      cvid: crmId(view, 'view'),
      ...(territory && {
        territory: { id: crmId(territory.id), include_child: territory.includeChild ?? false },
      }),
    },
    scopes: scopesFor('mass.updateView', module),
    gates: service.credits(1),
  }).catch((error: unknown) => {
    if (isZohoError(error) && error.code === 'ALREADY_SCHEDULED') return {};
    throw error;
  });
  const id = details['job_id'];
  if (typeof id === 'string') return id;
  // Under 202 (Zoho doc: mass-update); whether as an error is not documented, a job it has none.
  throw new ZohoError(`CRM is busy with a mass update of this view of ${module}`, {
    kind: 'conflict',
    code: 'ALREADY_SCHEDULED',
    hint: 'wait for its end; nobody but who began it knows its id',
  });
}

async function getJob(
  service: CrmService,
  module: string,
  jobId: string,
  options: CallOptions = {},
): Promise<MassUpdateJob> {
  const request = {
    ...toCall(options),
    url: urlOf(service, module),
    query: { job_id: crmId(jobId, 'jobId') },
    scopes: scopesFor('mass.status', module),
    gates: service.credits(1),
  };
  const { json } = await service.http.json(request).catch((error: unknown) => {
    throw isUnknownJob(error) ? noJob(jobId, error) : error;
  });
  const [job] = parseResponse(WireJob, json, 'CRM mass update job').data;
  return {
    state: states[job.Status] ?? 'running',
    words: job.Status,
    updated: job.Updated_Count ?? 0,
    notUpdated: job.Not_Updated_Count ?? 0,
    failed: job.Failed_Count ?? 0,
    total: job.Total_Count ?? 0,
  };
}

/** SUSPENDED goes on by itself or never (Zoho OpenAPI names it, nobody explains it). */
const states: Readonly<Record<string, MassUpdateJob['state']>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
};

/** An empty 404 (Zoho doc: mass-update), or 400 INVALID_DATA (Zoho OpenAPI: mass_update). */
function isUnknownJob(error: unknown): boolean {
  if (!isZohoError(error)) return false;
  return error.code === 'INVALID_DATA' || (error.status === 404 && error.code === undefined);
}

function noJob(jobId: string, cause: unknown): ZohoError {
  return new ZohoError(`CRM has no mass update ${jobId}`, { kind: 'not-found', cause });
}

const Count = v.optional(v.nullable(v.number()));

const WireJob = v.object({
  data: v.tuple([
    v.object({
      Status: v.string(),
      Updated_Count: Count,
      Not_Updated_Count: Count,
      Failed_Count: Count,
      Total_Count: Count,
    }),
  ]),
});

function urlOf(service: CrmService, module: string): string {
  return `${service.baseUrl}/${module}/actions/mass_update`;
}

function toBody(module: string, { values, overWrite = false }: Change): object {
  const count = Object.keys(values).length;
  const most = module === 'Deals' ? 3 : 1;
  if (count < 1 || count > most) {
    throw usage(`A mass update of ${module} changes 1 to ${most} fields at once, not ${count}`);
  }
  return { data: [values], over_write: overWrite };
}
