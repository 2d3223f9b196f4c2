import { toCrmError } from '../../../refusals.ts';
import type { EmulatedAnswer } from '../../../seam.ts';
import type { CrmField } from '../../crm-field.ts';
import type { CrmModule } from '../../crm-module.ts';
import type { CrmRecord } from '../../record-table.ts';
import { findField } from '../settings.ts';
import { type SettingsCall, invalidPathId } from '../settings-query.ts';
import { succeeded, toRowsAnswer } from './settings-rows.ts';
import { isObject } from '../../../is-object.ts';

/** `DELETE /crm/v8/settings/fields/{id}?module=`. */
export async function deleteField(call: SettingsCall): Promise<EmulatedAnswer> {
  const { world, module, request, context } = call;
  const field = findField(module, request.params['id'] ?? '');
  if (!field) return invalidPathId(2);
  if (!field.custom || isInUse(call, field)) {
    return toCrmError(400, 'NOT_ALLOWED', 'the given operation is not allowed', {
      resource_path_index: 2,
    });
  }
  await context.commit(() => {
    module.fields.delete(field.apiName);
    module.sequences.delete(field.apiName);
    forgetValues(module, field.apiName);
    module.modifiedAt = world.deps.clock.now();
  });
  return toRowsAnswer('fields', [succeeded(field.id, 'field deleted')], 200);
}

// --- internal ---

/** A later field may get the name again, but not what records had under it. */
function forgetValues({ records }: CrmModule, name: string): void {
  const without = (record: CrmRecord): CrmRecord => {
    const others = Object.entries(record).filter(([key]) => key !== name);
    return { ...Object.fromEntries(others), id: record.id };
  };
  const deleted = [...records.deleted.values()];
  records.replace(
    [...records.values()].map(without),
    deleted.map((one) => ({ ...one, record: without(one.record) })),
  );
}

/** Custom views are the one thing here that can use a field. */
function isInUse({ world, org, module }: SettingsCall, { apiName }: CrmField): boolean {
  const { views } = world.directory.of(org.key);
  return views.some(
    (view) =>
      view.module === module.apiName &&
      (view.sort?.field === apiName || fieldsOf(view.criteria).includes(apiName)),
  );
}

function fieldsOf(criteria: unknown): string[] {
  if (!isObject(criteria)) return [];
  const { field, group } = criteria;
  const own = isObject(field) ? [String(field['api_name'])] : [];
  return Array.isArray(group) ? [...own, ...group.flatMap(fieldsOf)] : own;
}
