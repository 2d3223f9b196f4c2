import { SeedError } from '../../seed.ts';
import { toReference } from '../../seed-references.ts';
import type { SeededDrive } from '../../service.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { createRecord } from './create-record.ts';
import { displayName, fullName } from './display-name.ts';
import { toFieldValue } from './field-value.ts';
import { recordRefusals } from './record-state.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Puts the records of a seed into their module, without asking whether something is missing.
 * Throws a `SeedError` for a value that does not fit its field and for an id that is there twice.
 */
export function seedRecords(
  org: CrmOrg,
  module: CrmModule,
  records: readonly Values[],
  drive: SeededDrive,
): void {
  for (const given of records) {
    const id = typeof given['id'] === 'string' ? given['id'] : org.nextId();
    if (module.records.get(id)) {
      throw new SeedError([`${module.apiName}: two records have the id ${id}`]);
    }
    const values = toValues(org, module, id, given, drive);
    if (module.fields.has('Full_Name')) values['Full_Name'] ??= fullName(values);
    module.records.add(createRecord(org, module, id, values));
  }
}

/** Gives the lookups of seeded records the names of what they point to, now that all is there. */
export function linkSeededRecords(org: CrmOrg, module: CrmModule): void {
  const lookups = [...module.fields.values()].filter(({ dataType }) => dataType === 'lookup');
  for (const { apiName, lookupModule = '' } of lookups) {
    const target = org.modules.get(lookupModule);
    if (!target) continue;
    for (const record of module.records.sorted('id', 'asc')) {
      const link = record[apiName];
      if (typeof link !== 'object' || link === null || !('id' in link)) continue;
      const found = target.records.get(String(link.id));
      if (!found) continue;
      module.records.change(record, {
        [apiName]: { name: displayName(target, found), id: found.id },
      });
    }
  }
}

// --- internal ---

function toValues(
  org: CrmOrg,
  module: CrmModule,
  id: string,
  given: Values,
  drive: SeededDrive,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(given)) {
    if (name.startsWith('$')) values[name] = toState(module, id, name, raw);
    const field = module.fields.get(name);
    if (name === 'id' || field === undefined) continue;
    const key = toReference(raw);
    const result = toFieldValue(key === undefined ? raw : drive.ids[key], {
      org,
      module,
      field,
      path: `$.${name}`,
      row: given,
      before: undefined,
      append: false,
      externals: none,
      seeding: true,
    });
    if (!result.ok) {
      const why = result.errors.map(({ details }) => JSON.stringify(details)).join(', ');
      throw new SeedError([`${module.apiName}, record ${id}, ${name}: ${why}`]);
    }
    values[name] = result.value;
  }
  return values;
}

const none: ReadonlyMap<string, string> = new Map();

/** A `$` key says in which state a record is. */
function toState({ apiName }: CrmModule, id: string, name: string, value: unknown): unknown {
  if (name === '$refuses' && !recordRefusals.includes(String(value))) {
    const known = recordRefusals.join(', ');
    throw new SeedError([`${apiName}, record ${id}, $refuses: is none of ${known}`]);
  }
  return value;
}
