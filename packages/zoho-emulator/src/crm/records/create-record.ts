import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { CrmRecord } from '../record-table.ts';
import { toInitialValue } from './field-value.ts';

/** A new record with what every new record has, and these values; not yet part of the module. */
export function createRecord(
  org: CrmOrg,
  module: CrmModule,
  id: string,
  values: Readonly<Record<string, unknown>> = {},
): CrmRecord {
  const record: Record<string, unknown> & { id: string } = { id };
  for (const field of module.fields.values()) {
    if (field.apiName === 'id') continue;
    record[field.apiName] = field.autoNumber
      ? nextNumber(module, field.apiName)
      : toInitialValue(field);
  }
  const { name, id: userId, email } = org.user;
  const now = org.now();
  record['Owner'] = { name, id: userId, email };
  record['Created_By'] = { name, id: userId, email };
  record['Modified_By'] = { name, id: userId, email };
  record['Created_Time'] = now;
  record['Modified_Time'] = now;
  return Object.assign(record, values);
}

// --- internal ---

/** `Emp1000_IN`. */
function nextNumber(module: CrmModule, apiName: string): string {
  const { prefix, start, suffix } = module.fields.get(apiName)?.autoNumber ?? {
    prefix: '',
    start: 1,
    suffix: '',
  };
  const number = module.sequences.get(apiName) ?? start;
  module.sequences.set(apiName, number + 1);
  return `${prefix}${number}${suffix}`;
}
