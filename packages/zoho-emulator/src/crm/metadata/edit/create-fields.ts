import { toCrmError } from '../../../refusals.ts';
import type { EmulatedAnswer } from '../../../seam.ts';
import type { FieldSeed } from '../../../seed.ts';
import type { CrmField } from '../../crm-field.ts';
import { createField } from '../create-field.ts';
import type { SettingsCall } from '../settings-query.ts';
import { toApiName } from './api-name.ts';
import { type FieldRow, checkNewField } from './check-field.ts';
import { type SettingsRow, readRows, succeeded, toRowsAnswer, toText } from './settings-rows.ts';
import { isObject } from '../../../is-object.ts';

/** Zoho doc: create-custom-field, update-custom-field. */
export const fieldsPerCall = 5;

/** `POST /crm/v8/settings/fields?module=`: each row on its own [not documented]. */
export async function createFields(call: SettingsCall): Promise<EmulatedAnswer> {
  const { world, org, module, request, context } = call;
  if (fixedModules.has(module.apiName)) {
    return toCrmError(400, 'NOT_SUPPORTED', 'the module given is not supported');
  }
  const rows = readRows(await request.json(), 'fields', fieldsPerCall);
  if ('status' in rows) return rows;
  const results = await context.commit(() =>
    rows.map((place): SettingsRow => {
      const given = { ...place, world, org, module };
      const problem = checkNewField(given);
      if (problem) return problem;
      const field = addField(given);
      return succeeded(field.id, 'field created');
    }),
  );
  return toRowsAnswer('fields', results, 201);
}

/** What a field remembers of its row for those who read it. */
export function toFieldSettings(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(remembered.flatMap((key) => (key in row ? [[key, row[key]]] : [])));
}

// --- internal ---

/** They have the fields that Zoho gave them, and no others. */
const fixedModules = new Set(['Notes', 'Attachments']);

const remembered = [
  'tooltip',
  'crypt',
  'private',
  'hipaa_compliance_enabled',
  'default_value',
  'pick_list_values_sorted_lexically',
  'enable_colour_code',
  'history_tracking',
  'history_tracking_enabled',
  'currency',
  'formula',
  'rollup_summary',
  'multiselectlookup',
];

function addField({ world, module, row }: FieldRow): CrmField {
  const { ids, clock } = world.deps;
  const label = String(row['field_label']).trim();
  const seed = toSeed(
    row,
    label,
    toApiName(label, (name) => module.fields.has(name)),
  );
  const field = createField(seed, true, { ids, now: clock.now() });
  const settings = toFieldSettings(row);
  if (Object.keys(settings).length > 0) field.settings = settings;
  module.fields.set(field.apiName, field);
  module.modifiedAt = clock.now();
  return field;
}

function toSeed(row: Record<string, unknown>, label: string, apiName: string): FieldSeed {
  const seed: FieldSeed = { api_name: apiName, data_type: String(row['data_type']), label };
  const { length, decimal_place: places, unique, external, lookup } = row;
  if (typeof length === 'number') seed.length = length;
  if (typeof places === 'number') seed.decimal_place = places;
  if (unique !== undefined && unique !== false) {
    seed.unique = { case_sensitive: isObject(unique) && unique['case_sensitive'] === true };
  }
  if (isObject(external)) seed.external = external['type'] === 'user' ? 'user' : 'org';
  const kind = toTextarea(row);
  if (kind) seed.textarea = kind;
  if (Array.isArray(row['pick_list_values'])) {
    const values = row['pick_list_values'].filter(isObject).map((option) => ({
      display_value: String(option['display_value']),
      actual_value: String(option['actual_value']),
    }));
    seed.pick_list = { values };
  }
  const target = isObject(lookup) && isObject(lookup['module']) ? lookup['module'] : undefined;
  if (target) seed.lookup = String(target['api_name']);
  const auto = row['auto_number'];
  if (isObject(auto)) {
    seed.auto_number = {
      prefix: toText(auto['prefix']),
      start_number: Number(auto['start_number']),
      suffix: toText(auto['suffix']),
    };
  }
  const returned = toReturnType(row['formula'] ?? row['rollup_summary']);
  if (returned) seed.return_type = returned;
  return seed;
}

function toTextarea({ textarea, length }: Record<string, unknown>): FieldSeed['textarea'] {
  const type = isObject(textarea) ? textarea['type'] : undefined;
  if (type === 'large' || length === 32_000) return 'large';
  if (type === 'rich_text' || length === 50_000) return 'rich_text';
  return type === 'small' ? type : undefined;
}

function toReturnType(given: unknown): FieldSeed['return_type'] {
  const type = isObject(given) ? given['return_type'] : undefined;
  const known = ['double', 'currency', 'text', 'date', 'datetime', 'boolean', 'integer'] as const;
  return known.find((one) => one === type);
}
