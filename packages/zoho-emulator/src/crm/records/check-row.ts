import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { rowError } from '../row-answer.ts';
import type { CrmRecord } from '../record-table.ts';
import { fullName } from './display-name.ts';
import { toFieldValue } from './field-value.ts';
import { type RowResult, missing, placeOf } from './row-result.ts';
import { checkModuleRules } from './module-rules.ts';

export interface RowCheck {
  org: CrmOrg;
  module: CrmModule;
  row: Readonly<Record<string, unknown>>;
  /** `$.data[0]`. */
  path: string;
  /** What is changed; `undefined` for a new record. */
  record: CrmRecord | undefined;
  /** By the API name of a lookup: the external field by which it is given. */
  externals?: ReadonlyMap<string, string> | undefined;
}

export interface CheckedRow {
  /** Fit to be stored, by API name. */
  values: Record<string, unknown>;
  errors: RowResult[];
}

/**
 * Checks every value of a row against its field, and that nothing is missing. Keys that are not
 * fields and fields that Zoho writes itself are passed over in silence [not documented].
 */
export function checkRow(check: RowCheck): CheckedRow {
  const { module, row, path, record } = check;
  const values: Record<string, unknown> = {};
  const errors: RowResult[] = [];
  const atFault = new Set<string>();
  for (const name of Object.keys(row)) {
    const field = module.fields.get(name);
    if (!field || field.readOnly || name === 'id') continue;
    const checked = checkField(check, field);
    if (checked.ok) {
      values[name] = checked.value;
    } else {
      atFault.add(name);
      errors.push(...checked.errors);
    }
  }
  for (const field of module.fields.values()) {
    const { apiName, mandatory } = field;
    if (!mandatory || field.readOnly || atFault.has(apiName)) continue;
    const value = apiName in values ? values[apiName] : record?.[apiName];
    const asked = !record || apiName in values;
    if (asked && (value === null || value === undefined))
      errors.push(missing(`${path}.${apiName}`));
  }
  errors.push(...checkModuleRules(check));
  if (module.fields.has('Full_Name') && ('Last_Name' in values || 'First_Name' in values)) {
    values['Full_Name'] = fullName({ ...record, ...values });
  }
  for (const key of ['$se_module', '$approved']) if (key in row) values[key] = row[key];
  return { values, errors };
}

// --- internal ---

function checkField(check: RowCheck, field: CrmField) {
  const { org, module, row, path, record, externals = new Map<string, string>() } = check;
  return toFieldValue(row[field.apiName], {
    org,
    module,
    field,
    path: `${path}.${field.apiName}`,
    row,
    before: record?.[field.apiName],
    append: appends(row['$append_values'], field.apiName),
    externals,
    seeding: false,
  });
}

/** `{"Multi_Pick": true}` (Zoho doc: update-records). */
function appends(asked: unknown, name: string): boolean {
  return (
    typeof asked === 'object' &&
    asked !== null &&
    Object.entries(asked).some(([key, yes]) => key === name && yes === true)
  );
}

/** An unknown key among those that Zoho understands: `trigger` and the like are not in rows. */
export function notARow(index: number): RowResult {
  const path = `$.data[${index}]`;
  return rowError('INVALID_DATA', 'invalid data', {
    expected_data_type: 'jsonobject',
    ...placeOf(path),
  });
}
