import type { Ids } from '../../random.ts';
import type { FieldSeed } from '../../seed.ts';
import type { CrmField } from '../crm-field.ts';
import { defaultLengths, textareaLengths } from './data-types.ts';

export interface FieldTools {
  ids: Ids;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Makes a field of its declaration; what is not said is as Zoho has it by default. */
export function createField(
  { fields, ...seed }: FieldSeed,
  custom: boolean,
  tools: FieldTools,
): CrmField {
  const { ids, now } = tools;
  const kind = seed.data_type === 'textarea' ? (seed.textarea ?? 'small') : undefined;
  const field: CrmField = {
    id: ids.crmId(),
    apiName: seed.api_name,
    dataType: seed.data_type,
    label: seed.label ?? seed.api_name.replaceAll('_', ' '),
    custom,
    mandatory: seed.mandatory ?? false,
    readOnly: seed.read_only ?? alwaysReadOnly.has(seed.data_type),
    createdAt: now,
    modifiedAt: now,
  };
  const length = seed.length ?? (kind ? textareaLengths[kind] : defaultLengths[seed.data_type]);
  if (length !== undefined) field.length = length;
  if (kind !== undefined) field.textarea = kind;
  const decimals = seed.decimal_place ?? (hasDecimals.has(seed.data_type) ? 2 : undefined);
  if (decimals !== undefined) field.decimalPlaces = decimals;
  if (seed.unique !== undefined) {
    field.unique = { caseSensitive: seed.unique === true ? false : seed.unique.case_sensitive };
  }
  if (seed.external !== undefined) field.external = seed.external;
  if (seed.lookup !== undefined) field.lookupModule = seed.lookup;
  if (seed.return_type !== undefined) field.returnType = seed.return_type;
  if (isPicklist(seed.data_type)) field.pickList = toPickList(seed.pick_list, ids);
  if (seed.data_type === 'autonumber') {
    const { prefix = '', start_number = 1, suffix = '' } = seed.auto_number ?? {};
    field.autoNumber = { prefix, start: start_number, suffix };
  }
  if (seed.data_type === 'subform') {
    field.subform = (fields ?? []).map((one) => createField(one, custom, tools));
  }
  return field;
}

// --- internal ---

const alwaysReadOnly = new Set(['formula', 'rollup_summary', 'autonumber', 'consent_lookup']);
const hasDecimals = new Set(['double', 'currency', 'percent']);

function isPicklist(dataType: string): boolean {
  return dataType === 'picklist' || dataType === 'multiselectpicklist';
}

function toPickList(
  { values, restricted = false }: NonNullable<FieldSeed['pick_list']> = { values: [] },
  ids: Ids,
): NonNullable<CrmField['pickList']> {
  const options = values.map((value) =>
    typeof value === 'string'
      ? { id: ids.crmId(), displayValue: value, actualValue: value }
      : { id: ids.crmId(), displayValue: value.display_value, actualValue: value.actual_value },
  );
  return { options, restricted };
}
