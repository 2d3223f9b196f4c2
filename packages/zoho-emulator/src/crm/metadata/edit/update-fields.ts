import type { EmulatedAnswer } from '../../../seam.ts';
import type { CrmField } from '../../crm-field.ts';
import { findField } from '../settings.ts';
import { type SettingsCall, invalidPathId } from '../settings-query.ts';
import { checkDecimals, checkLength } from './check-field-type.ts';
import {
  type FieldRow,
  checkLabel,
  checkProfiles,
  checkTooltip,
  checkUniqueLimit,
} from './check-field.ts';
import { fieldsPerCall, toFieldSettings } from './create-fields.ts';
import { uniqueTypes } from './field-types.ts';
import {
  type RowProblem,
  type SettingsRow,
  placeOf,
  readRows,
  refuse,
  refuseRow,
  succeeded,
  toRowsAnswer,
  toText,
} from './settings-rows.ts';
import { changeOptions, checkOptionChanges } from './update-options.ts';
import { isObject } from '../../../is-object.ts';

/** `PATCH /crm/v8/settings/fields?module=` and `PATCH /crm/v8/settings/fields/{id}?module=`. */
export async function updateFields(call: SettingsCall): Promise<EmulatedAnswer> {
  const { world, org, module, request, context } = call;
  const id = request.params['id'];
  if (id !== undefined && !findField(module, id)) return invalidPathId(2);
  const rows = readRows(await request.json(), 'fields', id === undefined ? fieldsPerCall : 1);
  if ('status' in rows) return rows;
  const results = await context.commit(() =>
    rows.map(({ row, path }): SettingsRow => {
      const fieldId = id ?? row['id'];
      if (fieldId === undefined) return refuse('MANDATORY_NOT_FOUND', path, 'id');
      const field = findField(module, toText(fieldId));
      if (!field) return refuse('INVALID_DATA', path, 'id');
      const given = { world, org, module, row, path };
      const problem = checkChange(given, field);
      if (problem) return problem;
      applyChange(given, field);
      return succeeded(field.id, 'field updated');
    }),
  );
  return toRowsAnswer('fields', results, 200);
}

// --- internal ---

function checkChange(given: FieldRow, field: CrmField): RowProblem | undefined {
  const { row, path } = given;
  return (
    checkGiven(row, path) ??
    checkFixed(row, path, field) ??
    (row['field_label'] === undefined ? undefined : checkLabel(given, field.id)) ??
    checkLength(row, path, field.dataType) ??
    checkDecimals(row, path, field.dataType) ??
    checkUniqueChange(given, field) ??
    checkTooltip(given) ??
    checkProfiles(given) ??
    checkOptionChanges(given, field)
  );
}

/** A row that changes nothing is refused. */
function checkGiven(row: Record<string, unknown>, path: string): RowProblem | undefined {
  if (Object.keys(row).some((key) => key !== 'id')) return undefined;
  const names = ['field_label', 'length', 'unique', 'pick_list_values', 'tooltip'];
  const expected_fields = names.map((name) => placeOf(path, name));
  return refuseRow('EXPECTED_FIELD_MISSING', { expected_fields });
}

/** What is settled when a field is made (Zoho doc: update-custom-field). */
function checkFixed(
  row: Record<string, unknown>,
  path: string,
  field: CrmField,
): RowProblem | undefined {
  const { data_type: type, api_name: name, length } = row;
  if (type !== undefined && type !== field.dataType)
    return refuse('NOT_ALLOWED', path, 'data_type');
  if (name !== undefined && name !== field.apiName) return refuse('NOT_ALLOWED', path, 'api_name');
  if (row['textarea'] !== undefined) return refuse('NOT_ALLOWED', path, 'textarea');
  if (row['external'] !== undefined) return refuse('NOT_ALLOWED', path, 'external');
  if (field.textarea !== undefined && length !== undefined && length !== field.length) {
    return refuse('NOT_ALLOWED', path, 'length');
  }
  // The ids and times of Zoho itself stay as they are.
  if (field.custom || !field.readOnly) return undefined;
  const first = Object.keys(row).find((key) => key !== 'id');
  return first === undefined ? undefined : refuse('NOT_ALLOWED', path, first);
}

function checkUniqueChange(given: FieldRow, field: CrmField): RowProblem | undefined {
  const { row, path, module } = given;
  const { unique } = row;
  if (unique === undefined || isOff(unique)) return undefined;
  if (!uniqueTypes.includes(field.dataType)) return refuse('NOT_ALLOWED', path, 'unique');
  if (field.unique !== undefined) return undefined;
  const full = checkUniqueLimit(given);
  if (full) return full;
  const seen = new Set<unknown>();
  for (const record of module.records.values()) {
    const value = record[field.apiName] ?? null;
    const folded = typeof value === 'string' && !isStrict(unique) ? value.toLowerCase() : value;
    if (value !== null && seen.has(folded)) return refuse('NOT_ALLOWED', path, 'unique');
    seen.add(folded);
  }
  return undefined;
}

function applyChange({ world, module, row }: FieldRow, field: CrmField): void {
  const { field_label: label, length, decimal_place: places, unique } = row;
  if (typeof label === 'string') field.label = label.trim();
  if (typeof length === 'number') field.length = length;
  if (typeof places === 'number') field.decimalPlaces = places;
  if (unique !== undefined) {
    field.unique = isOff(unique) ? undefined : { caseSensitive: isStrict(unique) };
  }
  changeOptions(row, field, world.deps.ids);
  const settings = { ...field.settings, ...toFieldSettings(row) };
  if (Object.keys(settings).length > 0) field.settings = settings;
  field.modifiedAt = world.deps.clock.now();
  module.modifiedAt = field.modifiedAt;
}

/** Texts that differ in case only are two. */
function isStrict(unique: unknown): boolean {
  return isObject(unique) && unique['case_sensitive'] === true;
}

/** `{"_disable": null}` takes uniqueness away. */
function isOff(unique: unknown): boolean {
  return unique === false || (isObject(unique) && '_disable' in unique);
}
