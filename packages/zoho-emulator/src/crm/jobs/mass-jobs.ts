import * as v from 'valibot';
import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { ModuleCall } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { customViews } from '../metadata/custom-views.ts';
import { reweigh } from '../meter/crm-gate.ts';
import type { CrmRecord } from '../record-table.ts';
import { type JobBook, JobEntries, createJobBook } from './job-book.ts';
import { invalid } from './mass-endpoint.ts';

const MassJobSchema = v.object({
  ...JobEntries,
  action: v.picklist(['mass_update', 'mass_delete']),
  module: v.string(),
  cvid: v.string(),
  /** Of a mass update. */
  values: v.record(v.string(), v.unknown()),
  overWrite: v.boolean(),
  total: v.number(),
  succeeded: v.number(),
  failed: v.number(),
});

/** A mass update or mass delete of all that a view shows when the job's time is over. */
export type MassJob = v.InferOutput<typeof MassJobSchema>;
export type MassJobs = JobBook<MassJob>;

/** Does to one record what the job is for; whether it went well. */
export type MassDeed = (
  org: CrmOrg,
  module: CrmModule,
  record: CrmRecord,
  job: Pick<MassJob, 'values' | 'overWrite'>,
) => boolean;

export function createMassJobs(
  world: CrmWorld,
  deeds: Record<MassJob['action'], MassDeed>,
): MassJobs {
  return createJobBook<MassJob>(world, {
    name: 'crm-mass-jobs',
    schema: MassJobSchema,
    run(job) {
      const org = world.org(job.org);
      const module = org.modules.get(job.module);
      if (!module || job.fails) return { job };
      const records = recordsOf(world, org, module, job.cvid) ?? [];
      const deed = deeds[job.action];
      const succeeded = records.filter((record) => deed(org, module, record, job)).length;
      const total = records.length;
      return { job: { ...job, total, succeeded, failed: total - succeeded } };
    },
  });
}

export interface MassOrder {
  action: MassJob['action'];
  cvid: string;
  values?: MassJob['values'];
  overWrite?: boolean;
}

/** Schedules a job for a view. `taken` is the answer when one is under way already. */
export async function scheduleMassJob(
  { world, org, module, request, context }: ModuleCall,
  jobs: MassJobs,
  order: MassOrder,
  taken: EmulatedAnswer,
): Promise<EmulatedAnswer | MassJob> {
  const { cvid, action, values = {}, overWrite = false } = order;
  const records = recordsOf(world, org, module, cvid);
  if (!records) return invalid('cvid', 'the id given seems to be invalid');
  if (records.length === 0) {
    return toCrmError(400, 'NO_RECORDS_FOUND', 'no records found');
  }
  const { massViewRows } = world.deps.profile();
  if (records.length > massViewRows) {
    return toCrmError(400, 'LIMIT_EXCEEDED', 'the limit of records is exceeded', {
      limit: massViewRows,
    });
  }
  if (action === 'mass_delete') {
    // A credit for every hundred (Zoho doc: api-limits).
    const credits = Math.ceil(records.length / 100);
    const refused = reweigh(request, { credits, heavy: false });
    if (refused) return refused;
  }
  return await context.commit(() => {
    if (jobs.all(org.key).some((job) => !job.done && clashes(job, order, module))) return taken;
    const counts = { total: records.length, succeeded: 0, failed: 0 };
    const job = { action, module: module.apiName, cvid, values, overWrite, ...counts };
    const whole: MassJob = { ...jobs.begin(org.key), ...job };
    jobs.add(whole);
    return whole;
  });
}

// --- internal ---

/** One delete at a time in an org; one update at a time for a view (Zoho doc: mass-update, mass-delete). */
function clashes(job: MassJob, { action, cvid }: MassOrder, module: CrmModule): boolean {
  if (job.action !== action) return false;
  return action === 'mass_delete' || (job.cvid === cvid && job.module === module.apiName);
}

function recordsOf(
  world: CrmWorld,
  org: CrmOrg,
  module: CrmModule,
  cvid: string,
): CrmRecord[] | undefined {
  const view = customViews(world).find(org, module, cvid);
  return view && [...module.records.values()].filter((record) => view.matches(record));
}
