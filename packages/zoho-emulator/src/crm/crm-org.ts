import type { EmulatorClock } from '../clock.ts';
import type { Ids } from '../random.ts';
import { type OrgSeed, SeedError } from '../seed.ts';
import { toReference } from '../seed-references.ts';
import type { OrgKey } from '../seam.ts';
import type { EmulatedUser, SeededDrive } from '../service.ts';
import { type CrmModule, createModule } from './crm-module.ts';
import { toCrmTime } from './crm-time.ts';
import type { CrmRecord } from './record-table.ts';
import { toFieldValue, toInitialValue } from './records/field-value.ts';

/** CRM of one org: its modules and who works in it. */
export interface CrmOrg {
  key: OrgKey;
  id: string;
  zgid: string;
  name: string;
  /** The offset of every time it shows, like `+01:00`. */
  offset: string;
  user: EmulatedUser & { id: string };
  /** By API name. */
  modules: Map<string, CrmModule>;
  /** Now, by the emulator's clock, as CRM writes it. */
  now(): string;
}

export interface CrmOrgOptions {
  key: OrgKey;
  seed: OrgSeed;
  drive: SeededDrive;
  user: EmulatedUser;
  clock: EmulatorClock;
  ids: Ids;
}

/** Builds an org from its seed; throws a `SeedError` for a value that does not fit its field. */
export function createCrmOrg({ key, seed, drive, user, clock, ids }: CrmOrgOptions): CrmOrg {
  const modules = new Map<string, CrmModule>();
  const org: CrmOrg = {
    key,
    id: ids.crmId(),
    zgid: ids.zuid(),
    name: seed.name,
    offset: seed.timeZone,
    user: { ...user, id: ids.crmId() },
    modules,
    now: () => toCrmTime(clock.now(), seed.timeZone),
  };
  for (const [apiName, moduleSeed] of Object.entries(seed.crm.modules)) {
    const module = createModule(apiName, moduleSeed, { ids, now: clock.now() });
    modules.set(apiName, module);
    for (const values of moduleSeed.records) {
      const record = createRecord(org, module, explicitId(values) ?? ids.crmId());
      if (module.records.get(record.id)) {
        throw new SeedError([`${apiName}: two records have the id ${record.id}`]);
      }
      fill(org, module, record, values, drive);
      module.records.add(record);
    }
  }
  return org;
}

/** A record with nothing but what every new record has; not yet part of the module. */
export function createRecord(org: CrmOrg, module: CrmModule, id: string): CrmRecord {
  const record: CrmRecord = { id };
  for (const field of module.fields.values()) {
    if (field.apiName !== 'id') record[field.apiName] = toInitialValue(field);
  }
  const now = org.now();
  record['Owner'] = { name: org.user.name, id: org.user.id, email: org.user.email };
  record['Created_Time'] = now;
  record['Modified_Time'] = now;
  return record;
}

function explicitId(values: Record<string, unknown>): string | undefined {
  return typeof values['id'] === 'string' ? values['id'] : undefined;
}

function fill(
  org: CrmOrg,
  module: CrmModule,
  record: CrmRecord,
  values: Record<string, unknown>,
  drive: SeededDrive,
): void {
  for (const [name, given] of Object.entries(values)) {
    const field = module.fields.get(name);
    if (name === 'id' || field === undefined) continue;
    const key = toReference(given);
    const result = toFieldValue(field, key === undefined ? given : drive.ids[key], org.offset);
    if (!result.ok) {
      const why = JSON.stringify(result.details);
      throw new SeedError([`${module.apiName}, record ${record.id}, ${name}: ${why}`]);
    }
    record[name] = result.value;
  }
}
