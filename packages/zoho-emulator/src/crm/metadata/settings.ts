import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import { type CrmCall, invalidModule } from '../crm-route.ts';
import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import { viewsOf } from './custom-views.ts';
import { deriveId } from './derive-id.ts';
import { toFieldWire, toOptionWire } from './field-wire.ts';
import { toLayoutId, toLayoutRef } from './layout-ref.ts';
import { toLayoutWire } from './layouts.ts';
import { toModuleDetails, toModuleWire } from './module-wire.ts';
import { relatedListsOf, toRelatedListWire } from './related-lists.ts';
import {
  type SettingsCall,
  findModule,
  invalidParameter,
  invalidPathId,
  modifiedSince,
  onlyNewer,
  toList,
} from './settings-query.ts';
import { toViewDetails, toViewWire } from './view-wire.ts';

/** `GET /crm/v8/settings/modules`. */
export function listModules(call: CrmCall): EmulatedAnswer {
  const { world, org, request } = call;
  const given = request.query.get('status')?.split(',') ?? ['visible'];
  const unknown = given.findIndex((status) => !moduleStatuses.includes(status));
  if (unknown >= 0) {
    return toCrmError(400, 'INVALID_DATA', 'the status given seems to be invalid', {
      index: unknown,
      param_name: 'status',
      supported_values: moduleStatuses,
    });
  }
  // No way leads to a hidden module here.
  const visible = given.includes('visible') ? [...org.modules.values()] : [];
  const modules = onlyNewer(visible, modifiedSince(call));
  if ('status' in modules) return modules;
  return toList(
    'modules',
    modules.map((module) => toModuleWire(world, org, module)),
  );
}

/** `GET /crm/v8/settings/modules/{api_name or id}`. */
export function getModule({ world, org, request }: CrmCall): EmulatedAnswer {
  const module = findModule(org, request.params['name'] ?? '');
  if (!module) return invalidModule;
  return { status: 200, json: { modules: [toModuleDetails(world, org, module)] } };
}

/** `GET /crm/v8/settings/fields?module=`. */
export function listFields({ world, org, module, request }: SettingsCall): EmulatedAnswer {
  const { query } = request;
  const type = query.get('type') ?? 'used';
  if (!fieldTypes.includes(type)) return invalidParameter('type', fieldTypes);
  const include = query.get('include');
  if (include !== null && !fieldIncludes.includes(include)) {
    return invalidParameter('include', fieldIncludes);
  }
  // No way leads to a field that is on no layout.
  const fields = type === 'unused' ? [] : [...module.fields.values()];
  const permissions = include === 'allowed_permissions_to_update' ? allowedPermissions : {};
  return toList(
    'fields',
    fields.map((field) => ({ ...toFieldWire(world, org, module, field), ...permissions })),
  );
}

/** `GET /crm/v8/settings/fields/{id}?module=`. */
export function getField({ world, org, module, request }: SettingsCall): EmulatedAnswer {
  const field = findField(module, request.params['id'] ?? '');
  if (!field) return invalidPathId(2);
  return { status: 200, json: { fields: [toFieldWire(world, org, module, field)] } };
}

/** `GET /crm/v8/settings/fields/{id}/pick_list_values?module=`. */
export function listPickListValues({ module, request }: SettingsCall): EmulatedAnswer {
  const field = findField(module, request.params['id'] ?? '');
  if (!field) return invalidPathId(2);
  const options = field.pickList?.options ?? [];
  return toList(
    'pick_list_values',
    options.map((option, index) => ({
      ...toOptionWire(option, index),
      layout_associations: [toLayoutRef(module)],
    })),
  );
}

/** `GET /crm/v8/settings/layouts?module=`. */
export function listLayouts({ world, org, module }: SettingsCall): EmulatedAnswer {
  return { status: 200, json: { layouts: [toLayoutWire(world, org, module)] } };
}

/** `GET /crm/v8/settings/layouts/{id}?module=`. */
export function getLayout(call: SettingsCall): EmulatedAnswer {
  const id = call.request.params['id'] ?? '';
  if (!/^\d+$/.test(id)) {
    return toCrmError(
      400,
      'PATTERN_NOT_MATCHED',
      'Please check whether the input values are correct',
      { param_name: 'id' },
    );
  }
  return id === toLayoutId(call.module) ? listLayouts(call) : { status: 204 };
}

/** `GET /crm/v8/settings/custom_views?module=`. */
export function listViews({ world, org, module }: SettingsCall): EmulatedAnswer {
  const views = viewsOf(world, org, module);
  const [first] = views;
  const info = {
    per_page: 200,
    default: first?.id ?? null,
    count: views.length,
    page: 1,
    more_records: false,
    translation: { public_views: 'Public Views', created_by_me: 'Created By Me' },
  };
  return toList(
    'custom_views',
    views.map((view) => toViewWire(org, module, view)),
    info,
  );
}

/** `GET /crm/v8/settings/custom_views/{id}?module=`. */
export function getView({ world, org, module, request }: SettingsCall): EmulatedAnswer {
  const id = request.params['id'] ?? '';
  if (!/^\d+$/.test(id)) {
    return toCrmError(
      400,
      'UNABLE_TO_PARSE_DATA_TYPE',
      'either the request body or parameters is in wrong format',
    );
  }
  const view = viewsOf(world, org, module).find((one) => one.id === id);
  if (!view) return { status: 204 };
  return toList('custom_views', [toViewDetails(org, module, view)], { translation: {} });
}

/** `GET /crm/v8/settings/related_lists?module=`; those of notes and attachments come first. */
export function listRelatedLists({ org, module, request }: SettingsCall): EmulatedAnswer {
  const layout = request.query.get('layout_id');
  if (layout !== null && layout !== toLayoutId(module)) return invalidParameter('layout_id');
  const lists = relatedListsOf(org, module);
  const own = ['Notes', 'Attachments'].flatMap((name) => {
    const target = org.modules.get(name);
    if (!target || module.apiName === 'Notes' || module.apiName === 'Attachments') return [];
    return [
      {
        id: deriveId(module.id, `list ${name}`),
        apiName: name,
        label: name,
        module: target,
        by: 'link' as const,
      },
    ];
  });
  return toList(
    'related_lists',
    [...own, ...lists].map((list, index) => toRelatedListWire(list, module, index + 1)),
  );
}

/** A field of the module by its id. */
export function findField(module: CrmModule, id: string): CrmField | undefined {
  return [...module.fields.values()].find((field) => field.id === id);
}

// --- internal ---

const moduleStatuses = ['visible', 'user_hidden', 'system_hidden', 'scheduled_for_deletion'];
const fieldTypes = ['all', 'unused', 'used'];
const fieldIncludes = ['allowed_permissions_to_update', 'skip_field_permissionz'];
const allowedPermissions = {
  allowed_permissions_to_update: { read_write: true, read_only: true, hidden: true },
};
