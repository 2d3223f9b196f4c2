import type { FieldRow } from './check-field.ts';
import { type RowProblem, placeOf, refuse, refuseRow } from './settings-rows.ts';
import { isObject } from '../../../is-object.ts';

/** The options of a new picklist: its own or those of a global one, each with both its names. */
export function checkNewOptions({ row, path }: FieldRow): RowProblem | undefined {
  const own = row['pick_list_values'];
  const places = [placeOf(path, 'pick_list_values'), placeOf(path, 'global_picklist')];
  if (own !== undefined && row['global_picklist'] !== undefined) {
    return refuseRow('AMBIGUITY_DURING_PROCESSING', { ambiguity_due_to: places });
  }
  if (row['global_picklist'] !== undefined) {
    // No org has global picklists here.
    return refuse('INVALID_DATA', path, 'global_picklist.id');
  }
  if (own === undefined) {
    const dependee = placeOf(path, 'data_type');
    return refuseRow('EXPECTED_DEPENDENT_FIELD_MISSING', { expected_fields: places, dependee });
  }
  if (!Array.isArray(own)) {
    return refuse('INVALID_DATA', path, 'pick_list_values', { expected_data_type: 'jsonarray' });
  }
  return checkOptions(own, path);
}

/** Options with `display_value` and `actual_value`, no two alike. */
export function checkOptions(options: readonly unknown[], path: string): RowProblem | undefined {
  for (const name of ['display_value', 'actual_value']) {
    const seen = new Set<string>();
    for (const [index, option] of options.entries()) {
      const at = `pick_list_values[${index}].${name}`;
      const value = isObject(option) ? option[name] : undefined;
      if (value === undefined || value === '') return refuse('MANDATORY_NOT_FOUND', path, at);
      if (typeof value !== 'string') {
        return refuse('INVALID_DATA', path, at, { expected_data_type: 'string' });
      }
      if (seen.has(value.toLowerCase())) return refuse('DUPLICATE_DATA', path, at);
      seen.add(value.toLowerCase());
    }
  }
  return undefined;
}
