import type { Ids } from '../../../random.ts';
import type { CrmField, PickListOption } from '../../crm-field.ts';
import { checkOptions } from './check-options.ts';
import { type RowPlace, type RowProblem, refuse } from './settings-rows.ts';
import { isObject } from '../../../is-object.ts';

/**
 * Changes to the options of a picklist: one is addressed by its `id` or its `actual_value`, and
 * whichever is neither is new (Zoho doc: update-custom-field).
 */
export function checkOptionChanges(
  { row, path }: RowPlace,
  field: CrmField,
): RowProblem | undefined {
  const given = row['pick_list_values'];
  if (given === undefined) return undefined;
  if (!field.pickList) return refuse('NOT_ALLOWED', path, 'pick_list_values');
  if (!Array.isArray(given)) {
    return refuse('INVALID_DATA', path, 'pick_list_values', { expected_data_type: 'jsonarray' });
  }
  const { options } = field.pickList;
  for (const [index, change] of given.entries()) {
    const id = isObject(change) ? change['id'] : undefined;
    if (id !== undefined && !options.some((option) => option.id === id)) {
      return refuse('INVALID_DATA', path, `pick_list_values[${index}].id`);
    }
  }
  // Those that are there keep what is not said of them; then all must be complete and distinct.
  const complete = given.map((change: unknown) => {
    const old = findOption(options, change);
    if (!old || !isObject(change)) return change;
    return { display_value: old.displayValue, actual_value: old.actualValue, ...change };
  });
  return checkOptions(complete, path);
}

/** Makes the changes that were checked. */
export function changeOptions(row: Record<string, unknown>, field: CrmField, ids: Ids): void {
  const given = row['pick_list_values'];
  if (!Array.isArray(given) || !field.pickList) return;
  const { options } = field.pickList;
  for (const change of given.filter(isObject)) {
    const old = findOption(options, change);
    if (old && '_delete' in change) {
      options.splice(options.indexOf(old), 1);
      continue;
    }
    const { display_value: display, actual_value: actual, colour_code: colour } = change;
    const option = old ?? {
      id: ids.crmId(),
      displayValue: String(display),
      actualValue: String(actual),
    };
    if (typeof display === 'string') option.displayValue = display;
    if (typeof actual === 'string' && actual !== option.actualValue) {
      // The name by which it was known first stays.
      option.referenceValue ??= option.actualValue;
      option.actualValue = actual;
    }
    if (typeof colour === 'string') option.colourCode = colour;
    if (!old) options.push(option);
  }
}

// --- internal ---

function findOption(
  options: readonly PickListOption[],
  change: unknown,
): PickListOption | undefined {
  if (!isObject(change)) return undefined;
  const { id, actual_value: actual } = change;
  return options.find((option) =>
    id === undefined ? option.actualValue === actual : option.id === id,
  );
}
