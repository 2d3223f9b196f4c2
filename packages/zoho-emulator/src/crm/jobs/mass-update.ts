import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, Route } from '../../seam.ts';
import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { ModuleCall } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { toRows } from '../row-answer.ts';
import type { CrmRecord } from '../record-table.ts';
import { type RowResult, updateRow } from '../records/write-rows.ts';
import { stateOf } from './job-book.ts';
import { type JsonObject, toRow } from './json-body.ts';
import {
  invalid,
  massRoute,
  missing,
  readObject,
  readTarget,
  unreadable,
} from './mass-endpoint.ts';
import { type MassDeed, type MassJobs, scheduleMassJob } from './mass-jobs.ts';
import { isObject } from '../../is-object.ts';

/** `/{module}/actions/mass_update` (Zoho doc: mass-update). */
export function massUpdateRoutes(world: CrmWorld, jobs: MassJobs): Route[] {
  return [
    massRoute(world, {
      method: 'POST',
      action: 'mass_update',
      operation: 'UPDATE',
      handle: (call) => massUpdate(call, jobs),
    }),
    massRoute(world, {
      method: 'GET',
      action: 'mass_update',
      operation: 'READ',
      handle: (call) => massUpdateStatus(call, jobs),
    }),
  ];
}

/** What a job of this kind does to one record. */
export const massUpdateDeed: MassDeed = (org, module, record, { values, overWrite }) =>
  updateOne(org, module, record.id, { values, overWrite, index: 0 }).status === 'success';

// --- internal ---

async function massUpdate(call: ModuleCall, jobs: MassJobs): Promise<EmulatedAnswer> {
  const { world, org, module, request, context } = call;
  const body = await readObject(request);
  if (!body) return unreadable;
  const values = readValues(module, body['data']);
  if ('answer' in values) return values.answer;
  const target = readTarget(body);
  if ('status' in target) return target;
  const overWrite = body['over_write'] ?? false;
  if (typeof overWrite !== 'boolean') {
    return invalid('over_write', 'invalid data', { expected_data_type: 'boolean' });
  }
  if ('ids' in target) {
    const update = { values: values.values, overWrite };
    const rows = await context.commit(() =>
      target.ids.map((id, index) => updateOne(org, module, id, { ...update, index })),
    );
    return toRows('data', rows, { success: 200, mixed: world.deps.profile().mixedRowsStatus });
  }
  // Zoho OpenAPI mass_update: Enterprise and above.
  if (org.edition !== 'enterprise' && org.edition !== 'ultimate') return notInEdition;
  if (body['territory'] !== undefined) return invalid('territory', 'invalid data');
  const order = { action: 'mass_update' as const, cvid: target.cvid, overWrite, ...values };
  const job = await scheduleMassJob(call, jobs, order, alreadyScheduled);
  if (!('id' in job)) return job;
  const row = toRow('SUCCESS', 'mass update scheduled successfully', { job_id: job.id });
  return { status: 200, json: { data: [row] } };
}

function massUpdateStatus(
  { world, org, module, request }: ModuleCall,
  jobs: MassJobs,
): EmulatedAnswer {
  const id = request.query.get('job_id');
  if (!id) return mandatoryParameter;
  const job = jobs.find(org.key, id);
  if (job?.action !== 'mass_update' || job.module !== module.apiName) {
    if (world.deps.profile().unknownMassUpdateJob === 'empty') return { status: 404 };
    return toCrmError(400, 'INVALID_DATA', 'the job id given seems to be invalid', {
      param_name: 'job_id',
    });
  }
  const status = {
    Status: stateOf(job, world.deps.clock.now(), {
      waiting: ['SCHEDULED', 'QUEUED', 'RUNNING'],
      done: 'COMPLETED',
      failed: 'FAILED',
    }),
    Failed_Count: job.failed,
    Updated_Count: job.succeeded,
    Not_Updated_Count: job.total - job.succeeded - job.failed,
    Total_Count: job.total,
  };
  return { status: 200, json: { data: [status] } };
}

/** The answer to a status without `job_id` (Zoho doc: mass-update). */
const mandatoryParameter = toCrmError(400, 'MANDATORY_NOT_FOUND', 'mandatory param missing', {
  param_name: 'job_id',
});

const notInEdition = toCrmError(
  400,
  'NOT_SUPPORTED',
  'mass update by view is not available in this edition',
);

const alreadyScheduled: EmulatedAnswer = {
  status: 202,
  json: { data: [toRow('ALREADY_SCHEDULED', 'mass update is already scheduled')] },
};

type Values = { values: JsonObject } | { answer: EmulatedAnswer };

function readValues(module: CrmModule, data: unknown): Values {
  if (!Array.isArray(data) || data.length === 0) return { answer: missing('data') };
  if (data.length > 1) return { answer: invalid('data', 'invalid data', { maximum_length: 1 }) };
  const row: unknown = data[0];
  const names = isObject(row) ? Object.keys(row) : [];
  // Zoho doc: mass-update. Deals alone take three at once.
  const most = module.apiName === 'Deals' ? 3 : 1;
  if (!isObject(row) || names.length === 0) {
    return { answer: invalid('data', 'No field found', {}, '$.data[0]') };
  }
  if (names.length > most) {
    return { answer: invalid('data', 'Max field limit exceeded', { limit: most }, '$.data[0]') };
  }
  for (const name of names) {
    const field = module.fields.get(name);
    const path = `$.data[0].${name}`;
    if (!field) return { answer: invalid(name, 'No field found', {}, path) };
    if (!isMassUpdatable(field)) {
      const message = 'This field cannot be updated in the Mass Update';
      return { answer: invalid(name, message, {}, path) };
    }
  }
  return { values: row };
}

/** Zoho doc: mass-update: no email, lookup, layout, multi-line or line-item fields. */
function isMassUpdatable({ dataType, readOnly, unique }: CrmField): boolean {
  return !readOnly && !unique && !excluded.has(dataType);
}

const excluded = new Set([
  'email',
  'lookup',
  'multi_module_lookup',
  'multiselectlookup',
  'multiuserlookup',
  'layout',
  'textarea',
  'subform',
  'fileupload',
  'imageupload',
  'profileimage',
  'autonumber',
  'formula',
  'rollup_summary',
]);

interface OneUpdate {
  values: JsonObject;
  overWrite: boolean;
  index: number;
}

function updateOne(
  org: CrmOrg,
  module: CrmModule,
  id: string,
  { values, overWrite, index }: OneUpdate,
): RowResult {
  const record = module.records.get(id);
  const merged = record && !overWrite ? appendChoices(module, record, values) : values;
  return updateRow(org, module, { ...merged, id }, { index });
}

/** Without `over_write`, choices are added to those that a record has (Zoho doc: mass-update). */
function appendChoices(module: CrmModule, record: CrmRecord, values: JsonObject): JsonObject {
  const merged = Object.entries(values).map(([name, value]) => {
    const had = record[name];
    const isMulti = module.fields.get(name)?.dataType === 'multiselectpicklist';
    if (!isMulti || !Array.isArray(had) || !Array.isArray(value)) return [name, value] as const;
    return [name, [...new Set<unknown>([...had, ...value])]] as const;
  });
  return Object.fromEntries(merged);
}
