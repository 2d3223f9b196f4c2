import type { CrmModule } from '../../crm-module.ts';
import type { CrmOrg } from '../../crm-org.ts';
import type { CrmWorld } from '../../crm-world.ts';
import { isReserved } from './api-name.ts';
import { checkFieldType } from './check-field-type.ts';
import { creatableTypes, fieldLimits, fieldsPerEdition } from './field-types.ts';
import { type RowPlace, type RowProblem, refuse, refuseRow } from './settings-rows.ts';
import { isObject } from '../../../is-object.ts';

/** A row about a field, with what it is checked against. */
export interface FieldRow extends RowPlace {
  world: CrmWorld;
  org: CrmOrg;
  module: CrmModule;
}

/** Why a field cannot be made as the row says; `undefined` when it can. */
export function checkNewField(row: FieldRow): RowProblem | undefined {
  return (
    checkLabel(row, undefined) ??
    checkDataType(row) ??
    checkFieldType(row) ??
    checkTooltip(row) ??
    checkProfiles(row) ??
    checkLimits(row)
  );
}

/** The label: given, a text, short enough, no reserved word, and nobody else's in the module. */
export function checkLabel(
  { world, module, row, path }: FieldRow,
  ownId: string | undefined,
): RowProblem | undefined {
  const label = row['field_label'];
  if (label === undefined || label === null || label === '') {
    return refuse('MANDATORY_NOT_FOUND', path, 'field_label');
  }
  if (typeof label !== 'string') {
    return refuse('INVALID_DATA', path, 'field_label', { expected_data_type: 'string' });
  }
  const maximum_length = world.deps.profile().fieldLabelLength;
  if (label.length > maximum_length) {
    return refuse('INVALID_DATA', path, 'field_label', { maximum_length });
  }
  if (isReserved(label)) return refuse('RESERVED_KEYWORD_NOT_ALLOWED', path, 'field_label');
  const isTaken = [...module.fields.values()].some(
    (field) => field.id !== ownId && field.label.toLowerCase() === label.trim().toLowerCase(),
  );
  return isTaken ? refuse('DUPLICATE_DATA', path, 'field_label') : undefined;
}

/** The tooltip: of a known kind, and short enough for it (Zoho doc: create-custom-field). */
export function checkTooltip({ row, path }: FieldRow): RowProblem | undefined {
  const tooltip = row['tooltip'];
  if (tooltip === undefined || tooltip === null) return undefined;
  if (!isObject(tooltip)) {
    return refuse('INVALID_DATA', path, 'tooltip', { expected_data_type: 'jsonobject' });
  }
  const { name, value } = tooltip;
  if (name !== 'static_text' && name !== 'info_icon') {
    const supported_values = ['static_text', 'info_icon'];
    return refuse('INVALID_DATA', path, 'tooltip.name', { supported_values });
  }
  if (typeof value !== 'string') return refuse('MANDATORY_NOT_FOUND', path, 'tooltip.value');
  const maximum_length = name === 'static_text' ? 35 : 255;
  if (value.length <= maximum_length) return undefined;
  return refuse('INVALID_DATA', path, 'tooltip.value', { maximum_length });
}

/** The profiles: each one that the org has. */
export function checkProfiles({ world, org, row, path }: FieldRow): RowProblem | undefined {
  const given = row['profiles'];
  if (given === undefined) return undefined;
  if (!Array.isArray(given)) {
    return refuse('INVALID_DATA', path, 'profiles', { expected_data_type: 'jsonarray' });
  }
  const known = new Set(world.directory.of(org.key).profiles.map(({ id }) => id));
  const unknown = given.findIndex(
    (one: unknown) => !isObject(one) || !known.has(String(one['id'])),
  );
  return unknown < 0 ? undefined : refuse('INVALID_DATA', path, `profiles[${unknown}].id`);
}

/** How many fields of a kind the module already has (Zoho doc: create-custom-field). */
export function checkUniqueLimit({ module, path }: FieldRow): RowProblem | undefined {
  const count = [...module.fields.values()].filter(({ unique }) => unique !== undefined).length;
  return count < fieldLimits.unique ? undefined : exceeded(fieldLimits.unique, path, 'unique');
}

// --- internal ---

function checkDataType({ row, path }: FieldRow): RowProblem | undefined {
  const type = row['data_type'];
  if (type === undefined) return refuse('MANDATORY_NOT_FOUND', path, 'data_type');
  if (typeof type === 'string' && creatableTypes.includes(type)) return undefined;
  return refuse('INVALID_DATA', path, 'data_type', { supported_values: creatableTypes });
}

function checkLimits(given: FieldRow): RowProblem | undefined {
  const { org, module, row, path } = given;
  const fields = [...module.fields.values()];
  const limit = fieldsPerEdition[org.edition];
  if (fields.filter(({ custom }) => custom).length >= limit) {
    return exceeded(limit, path, 'field_label');
  }
  if (row['data_type'] === 'autonumber') {
    const count = fields.filter(({ autoNumber }) => autoNumber !== undefined).length;
    if (count >= fieldLimits.autonumber) {
      return exceeded(fieldLimits.autonumber, path, 'data_type');
    }
  }
  return row['unique'] === undefined ? undefined : checkUniqueLimit(given);
}

function exceeded(limit: number, path: string, name: string): RowProblem {
  const limit_due_to = [{ api_name: name, json_path: `${path}.${name}` }];
  return refuseRow('LIMIT_EXCEEDED', { limit, limit_due_to });
}
