import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest, Route } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { ModuleCall } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import type { CallWeight } from '../meter/crm-gate.ts';
import { countOf } from '../meter/weigh-rows.ts';
import { rowError, rowSuccess, toRows } from '../row-answer.ts';
import type { CrmRecord } from '../record-table.ts';
import { refusalOf } from '../records/record-state.ts';
import { stateOf } from './job-book.ts';
import { toRow } from './json-body.ts';
import { invalid, massRoute, readObject, readTarget, unreadable } from './mass-endpoint.ts';
import { type MassJobs, scheduleMassJob } from './mass-jobs.ts';

/** `/{module}/actions/mass_delete` (Zoho doc: mass-delete). */
export function massDeleteRoutes(world: CrmWorld, jobs: MassJobs): Route[] {
  return [
    massRoute(world, {
      method: 'POST',
      action: 'mass_delete',
      operation: 'DELETE',
      weigh: weighIds,
      handle: (call) => massDelete(call, jobs),
    }),
    massRoute(world, {
      method: 'GET',
      action: 'mass_delete',
      operation: 'READ',
      handle: (call) => massDeleteStatus(call, jobs),
    }),
  ];
}

/** What a job of this kind does to one record: it goes to the recycle bin. */
export function massDeleteDeed({
  deps: { clock },
}: CrmWorld): (...record: [CrmOrg, CrmModule, CrmRecord]) => boolean {
  return ({ user }, { records }, record) => {
    if (refusalOf(record)) return false;
    const deletedBy = { id: user.id, name: user.name };
    records.remove(record, { deletedAt: clock.now(), deletedBy, permanent: false });
    return true;
  };
}

// --- internal ---

/** A credit for every hundred (Zoho doc: api-limits). */
async function weighIds(request: EmulatedRequest): Promise<CallWeight> {
  const ids = countOf(await request.json(), 'ids');
  return { credits: Math.max(1, Math.ceil(ids / 100)), heavy: false };
}

async function massDelete(call: ModuleCall, jobs: MassJobs): Promise<EmulatedAnswer> {
  const { world, org, module, request, context } = call;
  const body = await readObject(request);
  if (!body) return unreadable;
  const target = readTarget(body);
  if ('status' in target) return target;
  if ('ids' in target) {
    const deed = massDeleteDeed(world);
    const rows = await context.commit(() =>
      target.ids.map((id) => {
        const record = module.records.get(id);
        if (!record) return rowError('INVALID_DATA', 'the id given seems to be invalid', { id });
        const refusal = refusalOf(record);
        if (refusal) return refusal;
        deed(org, module, record);
        return rowSuccess('record is deleted', { id });
      }),
    );
    return toRows('data', rows, { success: 200, mixed: world.deps.profile().mixedRowsStatus });
  }
  if (body['territory'] !== undefined) return invalid('territory', 'invalid data');
  const order = { action: 'mass_delete' as const, cvid: target.cvid };
  const job = await scheduleMassJob(call, jobs, order, alreadyScheduled);
  if (!('id' in job)) return job;
  const row = toRow('SUCCESS', 'mass delete scheduled successfully', { job_id: job.id });
  return { status: 200, json: { data: [row] } };
}

const alreadyScheduled = toCrmError(400, 'ALREADY_SCHEDULED', 'mass delete is already scheduled');

function massDeleteStatus(
  { world, org, module, request }: ModuleCall,
  jobs: MassJobs,
): EmulatedAnswer {
  const details = { param_name: 'job_id' };
  const id = request.query.get('job_id');
  if (!id) return toCrmError(400, 'MANDATORY_NOT_FOUND', 'mandatory param missing', details);
  const job = jobs.find(org.key, id);
  if (job?.action !== 'mass_delete' || job.module !== module.apiName) {
    return toCrmError(400, 'INVALID_DATA', 'the job id given seems to be invalid', details);
  }
  const status = {
    Status: stateOf<string>(job, world.deps.clock.now(), {
      waiting: ['RUNNING', 'RUNNING', 'RUNNING'],
      done: 'COMPLETED',
      failed: 'FAILED',
    }),
    Failed_Count: job.failed,
    Deleted_Count: job.succeeded,
    Total_Count: job.total,
  };
  return { status: 200, json: { data: [status] } };
}
