import * as v from 'valibot';

import { type RowAnswer, rowError, rowInvalid, rowMissing, toPlace } from '../row-answer.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { isObject } from '../../is-object.ts';

/** Fields of which one, or all, must be affected; groups may hold groups. */
export interface FieldGroup {
  operator: 'and' | 'or';
  members: (string | FieldGroup)[];
}

/** Which fields of a module must be affected before anybody hears of an edit. */
export interface ChannelCondition {
  module: { api_name: string; id: string };
  fields: FieldGroup;
}

export const FieldGroupSchema: v.GenericSchema<FieldGroup> = v.object({
  operator: v.picklist(['and', 'or']),
  members: v.array(v.union([v.string(), v.lazy(() => FieldGroupSchema)])),
});

/** Whether an edit of these fields is of interest. */
export function affects(group: FieldGroup, fields: readonly string[]): boolean {
  const meets = (member: string | FieldGroup): boolean =>
    typeof member === 'string' ? fields.includes(member) : affects(member, fields);
  return group.operator === 'and' ? group.members.every(meets) : group.members.some(meets);
}

/** Reads a `notification_condition`, which stands at `path`, or says what is wrong with it. */
export function readConditions(
  org: CrmOrg,
  value: unknown,
  path: string,
): ChannelCondition[] | RowAnswer {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return rowInvalid(path, { expected_data_type: 'jsonarray' });
  const conditions: ChannelCondition[] = [];
  for (const [index, one] of value.entries()) {
    const read = readCondition(org, one, `${path}[${index}]`);
    if ('code' in read) return read;
    conditions.push(read);
  }
  const count = conditions.reduce((sum, { fields }) => sum + countFields(fields), 0);
  if (count > mostFields) return rowInvalid(path, { maximum_length: mostFields });
  return conditions;
}

/** The condition as a listing shows it. */
export function toConditionRow(org: CrmOrg, { module, fields }: ChannelCondition): object {
  const known = org.modules.get(module.api_name);
  return { type: 'field_selection', module, field_selection: toGroupRow(known, fields) };
}

// --- internal ---

/** In all groups together (Zoho doc: notifications/enable). */
const mostFields = 10;

function readCondition(org: CrmOrg, value: unknown, path: string): ChannelCondition | RowAnswer {
  if (!isObject(value)) return rowInvalid(path, { expected_data_type: 'jsonobject' });
  if (value['type'] === undefined) return rowMissing(`${path}.type`);
  if (value['type'] !== 'field_selection') {
    return rowInvalid(`${path}.type`, { supported_values: ['field_selection'] });
  }
  const module = readModule(org, value['module'], `${path}.module`);
  if ('code' in module) return module;
  const at = `${path}.field_selection`;
  if (value['field_selection'] === undefined) {
    const dependee = toPlace(`${path}.type`);
    const message = 'dependent field is missing';
    return rowError('DEPENDENT_FIELD_MISSING', message, { dependee, ...toPlace(at) });
  }
  const fields = readGroup(module, value['field_selection'], at);
  if ('code' in fields) return fields;
  return { module: { api_name: module.apiName, id: module.id }, fields };
}

function readModule(org: CrmOrg, value: unknown, path: string): CrmModule | RowAnswer {
  if (value === undefined) return rowMissing(path);
  return readNamed([...org.modules.values()], value, path);
}

/** Something with an API name and an id, of which either is enough, but both must mean the same. */
function readNamed<Thing extends { apiName: string; id: string }>(
  all: readonly Thing[],
  value: unknown,
  path: string,
): Thing | RowAnswer {
  if (!isObject(value)) return rowInvalid(path, { expected_data_type: 'jsonobject' });
  const { api_name: name, id } = value;
  const places = ['api_name', 'id'].map((key) => toPlace(`${path}.${key}`));
  if (name === undefined && id === undefined) {
    const message = 'one of the expected field(s) is missing';
    return rowError('EXPECTED_FIELD_MISSING', message, { expected_fields: places });
  }
  const byName = all.find((one) => one.apiName === name);
  const byId = all.find((one) => one.id === String(id));
  if (name !== undefined && !byName) return rowInvalid(`${path}.api_name`);
  if (id !== undefined && !byId) return rowInvalid(`${path}.id`);
  if (byName && byId && byName !== byId) {
    const message = 'ambiguity while processing the request';
    return rowError('AMBIGUITY_DURING_PROCESSING', message, { ambiguity_due_to: places });
  }
  return byName ?? byId ?? rowInvalid(path);
}

function readGroup(module: CrmModule, value: unknown, path: string): FieldGroup | RowAnswer {
  if (!isObject(value)) return rowInvalid(path, { expected_data_type: 'jsonobject' });
  if (!('group' in value)) {
    const field = readField(module, value, path);
    return typeof field === 'string' ? { operator: 'or', members: [field] } : field;
  }
  const { group_operator: operator = 'or', group } = value;
  if (operator !== 'and' && operator !== 'or') {
    return rowInvalid(`${path}.group_operator`, { supported_values: ['and', 'or'] });
  }
  if (!Array.isArray(group) || group.length === 0) {
    return rowInvalid(`${path}.group`, { expected_data_type: 'jsonarray' });
  }
  const members: (string | FieldGroup)[] = [];
  for (const [index, member] of group.entries()) {
    const at = `${path}.group[${index}]`;
    const nested = isObject(member) && 'group' in member;
    const read = nested ? readGroup(module, member, at) : readField(module, member, at);
    if (typeof read === 'object' && 'code' in read) return read;
    members.push(read);
  }
  return { operator, members };
}

/** `{"field": {…}}`; the description of PATCH has the inner object alone (Zoho OpenAPI: notifications). */
function readField(module: CrmModule, value: unknown, path: string): string | RowAnswer {
  const inner = isObject(value) && 'field' in value;
  const field = readNamed(
    [...module.fields.values()],
    inner ? value['field'] : value,
    inner ? `${path}.field` : path,
  );
  return 'code' in field ? field : field.apiName;
}

function countFields({ members }: FieldGroup): number {
  return members.reduce((sum, one) => sum + (typeof one === 'string' ? 1 : countFields(one)), 0);
}

function toGroupRow(module: CrmModule | undefined, { operator, members }: FieldGroup): object {
  const group = members.map((member) =>
    typeof member === 'string'
      ? { field: { api_name: member, id: module?.fields.get(member)?.id ?? null } }
      : toGroupRow(module, member),
  );
  return { group_operator: operator, group };
}
