import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import { comparableFields } from './duplicates.ts';
import { isObject } from '../../is-object.ts';

/** Zoho doc: insert-records, update-records, upsert-records. */
export const rowsPerWrite = 100;

export interface WriteBody {
  /** `undefined` where there is something else than an object. */
  rows: (Readonly<Record<string, unknown>> | undefined)[];
  /** From `duplicate_check_fields`. */
  compare: string[] | undefined;
}

/** Reads the body of a write; what is wrong with it as a whole refuses all of it. */
export function readWriteBody(module: CrmModule, body: unknown): WriteBody | EmulatedAnswer {
  if (!isObject(body)) return unreadable;
  const { data } = body;
  if (data === undefined || data === null) return missingData;
  if (!Array.isArray(data)) return invalidKey('data', { expected_data_type: 'jsonarray' });
  if (data.length === 0) return missingData;
  if (data.length > rowsPerWrite) {
    const details = { maximum_length: rowsPerWrite, api_name: 'data' };
    return toCrmError(400, 'LIMIT_EXCEEDED', 'the maximum number of rows is exceeded', details);
  }
  const refused = refuseFeatures(body);
  if (refused) return refused;
  const compare = readCompare(module, body['duplicate_check_fields']);
  if (compare && 'status' in compare) return compare;
  return { rows: data.map((row: unknown) => (isObject(row) ? row : undefined)), compare };
}

/** Also what a body is refused with that is no JSON (zoho/crm-oas record). */
export const unreadable: EmulatedAnswer = toCrmError(
  400,
  'INVALID_REQUEST',
  'unable to process your request. please verify whether you have entered proper method name, parameter and parameter values.',
);

// --- internal ---

const missingData = toCrmError(400, 'MANDATORY_NOT_FOUND', 'required field not found', {
  api_name: 'data',
  json_path: '$.data',
});

/** Zoho doc: insert-records, "trigger". */
const automations = ['workflow', 'approval', 'blueprint', 'pathfinder', 'orchestration'];

/** Zoho doc: insert-records, "apply_feature_execution"; all but the first from zoho/crm-oas. */
const applicable = [
  'layout_rules',
  'range_validation',
  'assignment_rules',
  'function_validation_rule',
  'criteria_validation_rule',
  'global_map_dependency',
  'territory_subordinates',
];

function refuseFeatures(body: Record<string, unknown>): EmulatedAnswer | undefined {
  const { trigger, lar_id: rule, apply_feature_execution: apply } = body;
  const { skip_feature_execution: skip } = body;
  if (isGiven(trigger) && !isListOf(trigger, (name) => automations.includes(String(name)))) {
    return invalidKey('trigger', { supported_values: automations });
  }
  if (isGiven(rule) && (typeof rule !== 'string' || !/^\d+$/.test(rule))) {
    return invalidKey('lar_id');
  }
  if (isGiven(apply) && !isListOf(apply, (one) => applicable.includes(nameOf(one)))) {
    return invalidKey('apply_feature_execution', { supported_values: applicable });
  }
  if (isGiven(skip) && !isListOf(skip, isSkip)) {
    return invalidKey('skip_feature_execution', { supported_values: ['cadences'] });
  }
  return undefined;
}

/** `{"name": "cadences"}`, in an upsert with the action for which they are skipped. */
function isSkip(one: unknown): boolean {
  if (nameOf(one) !== 'cadences' || !isObject(one)) return false;
  const { action } = one;
  return action === undefined || action === 'insert' || action === 'update';
}

/** Only fields that are unique, or the system's own, can be compared (Zoho doc: upsert-records). */
function readCompare(module: CrmModule, given: unknown): string[] | undefined | EmulatedAnswer {
  if (!isGiven(given)) return undefined;
  if (!Array.isArray(given)) {
    return invalidKey('duplicate_check_fields', { expected_data_type: 'jsonarray' });
  }
  const comparable = comparableFields(module);
  const names = given.map(String);
  const wrong = names.findIndex((name) => !comparable.has(name));
  if (wrong === -1) return names;
  return toCrmError(400, 'INVALID_DATA', 'invalid data', {
    api_name: 'duplicate_check_fields',
    json_path: `$.duplicate_check_fields[${wrong}]`,
    supported_values: [...comparable],
  });
}

function invalidKey(name: string, details: Record<string, unknown> = {}): EmulatedAnswer {
  const place = { api_name: name, json_path: `$.${name}` };
  return toCrmError(400, 'INVALID_DATA', 'invalid data', { ...place, ...details });
}

function nameOf(value: unknown): string {
  return isObject(value) ? String(value['name']) : '';
}

function isListOf(value: unknown, fits: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(fits);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
