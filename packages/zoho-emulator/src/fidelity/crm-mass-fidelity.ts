import type { FidelityRow } from './fidelity-row.ts';
import { absentRow, provedRows } from './job-rows.ts';

const massUpdate = provedRows('CRM mass update', 'Zoho doc: mass-update', 'mass-update.test.ts', [
  ['By ids: a row for each, at once', 'a mass update by ids answers a row for each id at once'],
  [
    '200, 207 or 400 by how many rows went well',
    'a mass update in which some ids fail answers 207, in which all fail 400',
  ],
  ['At most 500 ids', 'a mass update with more than 500 ids is refused'],
  [
    'By view: a job_id, and the records change later',
    'a mass update by view changes what the view shows when its time is over',
    { switch: 'jobMs' },
  ],
  [
    'At most 50,000 records of a view',
    'a mass update of more records than the limit of a view is refused',
    { switch: 'massViewRows' },
  ],
  ['One row in data', 'a mass update of two rows is refused'],
  ['One field, for Deals three', 'Deals take three fields at once, other modules one'],
  ['No email field', 'a mass update of an email field is refused'],
  ['No lookup', 'a mass update of a lookup is refused'],
  ['No multi-line field', 'a mass update of a multi-line field is refused'],
  ['No read-only field', 'a mass update of a read-only field is refused'],
  [
    'over_write: choices are appended without it',
    'choices are added to those a record has, unless over_write says otherwise',
  ],
  [
    'By view: Enterprise and above',
    'a mass update by view needs the Enterprise edition',
    { source: 'zoho/crm-oas mass_update' },
  ],
  [
    'ids and cvid exclude each other',
    'a mass update with ids and view is refused',
    { source: 'zoho/crm-oas mass_update' },
  ],
  [
    'A second job for a view: 202 ALREADY_SCHEDULED',
    'a second mass update of the same view answers 202 ALREADY_SCHEDULED',
  ],
  [
    'Status: SCHEDULED, QUEUED, RUNNING, COMPLETED, with counts',
    'a mass update is SCHEDULED, QUEUED, RUNNING and COMPLETED as time goes on',
  ],
  [
    'Status: FAILED',
    'a mass update that fails changes nothing and ends FAILED',
    { switch: 'jobFails' },
  ],
  [
    'Unknown job: an empty 404, or 400 INVALID_DATA',
    'an unknown mass update job is an empty 404, or 400 when the profile says so',
    { switch: 'unknownMassUpdateJob' },
  ],
  [
    'Status without job_id: MANDATORY_NOT_FOUND',
    'the status of a mass update without job_id is refused',
  ],
  ['MANDATORY_NOT_FOUND: no data', 'a mass update without data is refused'],
  ['MANDATORY_NOT_FOUND: neither ids nor cvid', 'a mass update without ids and view is refused'],
  ['INVALID_DATA: "No field found"', 'a mass update of an unknown field is refused'],
  [
    'INVALID_DATA: "Max field limit exceeded"',
    'Deals take three fields at once, other modules one',
  ],
  [
    'INVALID_DATA: "This field cannot be updated in the Mass Update"',
    'a mass update of an email field is refused',
  ],
  ['INVALID_DATA: unknown view', 'a mass update of an unknown view is refused'],
  ['NO_RECORDS_FOUND', 'a mass update of a view that shows nothing is refused'],
  ['LIMIT_EXCEEDED', 'a mass update with more than 500 ids is refused'],
  [
    'RECORD_IN_BLUEPRINT, CANNOT_PROCESS, CANNOT_PERFORM_ACTION, NOT_APPROVED, RECORD_LOCKED, NO_PERMISSION',
    'a record in a state that refuses changes is refused by mass update as %s',
  ],
  [
    'INVALID_MODULE and NOT_SUPPORTED with resource_path_index',
    'a mass update of an unknown module is refused, and of one that has none',
    { source: 'zoho/crm-oas mass_update' },
  ],
  [
    'Scope ZohoCRM.mass_update, which may name the module',
    'a mass update needs a scope of its own, which may name the module',
  ],
]);

const massDelete = provedRows('CRM mass delete', 'Zoho doc: mass-delete', 'mass-delete.test.ts', [
  [
    'By ids: a row for each, 200 or 207',
    'a mass delete by ids answers a row for each id, 207 when some are unknown',
  ],
  ['At most 500 ids', 'a mass delete with more than 500 ids is refused'],
  [
    'By view: a job_id, and the records go later',
    'a mass delete by view deletes what the view shows when its time is over',
    { switch: 'jobMs' },
  ],
  [
    'At most 50,000 records of a view',
    'a mass delete of more records than the limit of a view is refused',
    { switch: 'massViewRows' },
  ],
  [
    'One job at a time: 400 ALREADY_SCHEDULED',
    'a second mass delete of any view answers 400 ALREADY_SCHEDULED',
  ],
  ['Status: RUNNING and COMPLETED, with counts', 'a mass delete is RUNNING and then COMPLETED'],
  [
    'Status: FAILED',
    'a mass delete that fails deletes nothing and ends FAILED',
    { switch: 'jobFails' },
  ],
  [
    'Status: MANDATORY_NOT_FOUND and INVALID_DATA with param_name',
    'the status of a mass delete names a parameter that is missing or wrong',
    { source: 'zoho/crm-oas mass_delete_cvid' },
  ],
  ['MANDATORY_NOT_FOUND', 'a mass delete without ids and view is refused'],
  [
    'INVALID_DATA: ids and cvid',
    'a mass delete with ids and view is refused',
    { source: 'zoho/crm-oas mass_delete_cvid' },
  ],
  ['INVALID_DATA: unknown view', 'a mass delete of an unknown view is refused'],
  [
    'NO_RECORDS_FOUND',
    'a mass delete of a view that shows nothing is refused',
    { source: 'zoho/crm-oas mass_delete_cvid' },
  ],
  ['Scope ZohoCRM.mass_delete', 'a mass delete needs a scope of its own'],
]);

/** Mass update and mass delete. */
export const crmMassFidelity: readonly FidelityRow[] = [
  ...massUpdate,
  absentRow(
    'CRM mass update',
    'Zoho doc: mass-update',
    'MAPPING_MISMATCH',
    'fields that depend on each other are not emulated',
  ),
  absentRow(
    'CRM mass update',
    'Zoho doc: mass-update',
    'Automation, and the filter by territory',
    'neither automation nor territories are emulated',
  ),
  ...massDelete,
];
