import type { EmulatedAnswer } from '../../../seam.ts';
import { type CrmModule, createModule } from '../../crm-module.ts';
import type { CrmOrg } from '../../crm-org.ts';
import { type CrmCall, invalidModule } from '../../crm-route.ts';
import { toLabels } from '../module-labels.ts';
import { findModule } from '../settings-query.ts';
import { isApiName, isReserved } from './api-name.ts';
import { checkProfiles } from './check-field.ts';
import {
  type RowPlace,
  type RowProblem,
  type SettingsRow,
  readRows,
  refuse,
  succeeded,
  toRowsAnswer,
  toText,
} from './settings-rows.ts';
import { isObject } from '../../../is-object.ts';

/** `POST /crm/v8/settings/modules`: a custom module, one per call (OAS, second generation). */
export async function createModules(call: CrmCall): Promise<EmulatedAnswer> {
  const { world, org, request, context } = call;
  const rows = readRows(await request.json(), 'modules', 1);
  if ('status' in rows) return rows;
  const results = await context.commit(() =>
    rows.map((place): SettingsRow => {
      const problem = checkNewModule(call, place);
      if (problem) return problem;
      const module = addModule(call, place.row);
      // Who follows records must hear of those of the new module too.
      world.changes.follow(org.key, org);
      return succeeded(module.id, 'module created successfully');
    }),
  );
  return toRowsAnswer('modules', results, 201);
}

/** `PUT /crm/v8/settings/modules` and `PUT /crm/v8/settings/modules/{api_name or id}`. */
export async function updateModules(call: CrmCall): Promise<EmulatedAnswer> {
  const { world, org, request, context } = call;
  const name = request.params['name'];
  const named = name === undefined ? undefined : findModule(org, name);
  if (name !== undefined && !named) return invalidModule;
  const rows = readRows(await request.json(), 'modules', named ? 1 : 100);
  if ('status' in rows) return rows;
  const results = await context.commit(() =>
    rows.map(({ row, path }): SettingsRow => {
      if (!named && row['id'] === undefined) return refuse('MANDATORY_NOT_FOUND', path, 'id');
      const module = named ?? findModule(org, String(row['id']));
      if (!module) return refuse('INVALID_MODULE', path, 'id');
      const problem =
        checkLabels(org, { row, path }, module) ?? checkModuleProfiles(call, module, { row, path });
      if (problem) return problem;
      const { singular, plural } = toLabels(module);
      module.labels = {
        singular: toText(row['singular_label'] ?? singular),
        plural: toText(row['plural_label'] ?? plural),
      };
      module.modifiedAt = world.deps.clock.now();
      return succeeded(module.id, 'module updated successfully');
    }),
  );
  return toRowsAnswer('modules', results, 200);
}

// --- internal ---

const maxLabel = 25;
const maxApiName = 50;

function checkNewModule(call: CrmCall, place: RowPlace): RowProblem | undefined {
  const { row, path } = place;
  const missing = ['singular_label', 'plural_label', 'api_name', 'profiles'].find(
    (key) => row[key] === undefined || row[key] === '',
  );
  if (missing !== undefined) return refuse('MANDATORY_NOT_FOUND', path, missing);
  const apiName = row['api_name'];
  if (typeof apiName !== 'string') {
    return refuse('INVALID_DATA', path, 'api_name', { expected_data_type: 'string' });
  }
  if (apiName.length > maxApiName) {
    return refuse('INVALID_DATA', path, 'api_name', { maximum_length: maxApiName });
  }
  if (isReserved(apiName)) return refuse('RESERVED_KEYWORD_NOT_ALLOWED', path, 'api_name');
  if (!isApiName(apiName)) return refuse('INVALID_DATA', path, 'api_name');
  if (call.org.modules.has(apiName)) return refuse('DUPLICATE_DATA', path, 'api_name');
  return (
    checkLabels(call.org, place, undefined) ??
    checkModuleProfiles(call, undefined, place) ??
    checkDisplayField(place)
  );
}

function checkLabels(
  org: CrmOrg,
  { row, path }: RowPlace,
  own: CrmModule | undefined,
): RowProblem | undefined {
  const others = [...org.modules.values()].filter((module) => module !== own).map(toLabels);
  for (const [key, kind] of [
    ['singular_label', 'singular'],
    ['plural_label', 'plural'],
  ] as const) {
    const label = row[key];
    if (label === undefined) continue;
    if (typeof label !== 'string') {
      return refuse('INVALID_DATA', path, key, { expected_data_type: 'string' });
    }
    if (label.length > maxLabel) {
      return refuse('INVALID_DATA', path, key, { maximum_length: maxLabel });
    }
    const isTaken = others.some((one) => one[kind].toLowerCase() === label.toLowerCase());
    if (isTaken) return refuse('DUPLICATE_DATA', path, key);
  }
  return undefined;
}

function checkModuleProfiles(
  { world, org }: CrmCall,
  module: CrmModule | undefined,
  place: RowPlace,
): RowProblem | undefined {
  const any = module ?? org.modules.values().next().value;
  return any && checkProfiles({ ...place, world, org, module: any });
}

function checkDisplayField({ row, path }: RowPlace): RowProblem | undefined {
  const field = row['display_field'];
  if (!isObject(field) || field['data_type'] !== 'autonumber') return undefined;
  const auto = field['auto_number'];
  if (isObject(auto) && auto['start_number'] !== undefined) return undefined;
  return refuse('DEPENDENT_FIELD_MISSING', path, 'display_field.auto_number');
}

function addModule({ world, org }: CrmCall, row: Record<string, unknown>): CrmModule {
  const { ids, clock } = world.deps;
  const display = isObject(row['display_field']) ? row['display_field'] : {};
  const module = createModule(
    String(row['api_name']),
    { fields: [], records: [] },
    { ids, now: clock.now() },
  );
  module.labels = {
    singular: String(row['singular_label']),
    plural: String(row['plural_label']),
  };
  const name = module.fields.get(module.nameField);
  if (name && typeof display['field_label'] === 'string') name.label = display['field_label'];
  const auto = display['auto_number'];
  if (name && display['data_type'] === 'autonumber' && isObject(auto)) {
    name.dataType = 'autonumber';
    name.mandatory = false;
    name.readOnly = true;
    name.autoNumber = {
      prefix: toText(auto['prefix']),
      start: Number(auto['start_number']),
      suffix: toText(auto['suffix']),
    };
  }
  org.modules.set(module.apiName, module);
  return module;
}
