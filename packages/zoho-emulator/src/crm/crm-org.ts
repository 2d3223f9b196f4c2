import type { EmulatorClock } from '../clock.ts';
import type { CrmEnvironment } from '../crm-environment.ts';
import type { Profile } from '../profiles.ts';
import type { Ids } from '../random.ts';
import type { OrgSeed } from '../seed.ts';
import type { OrgKey } from '../seam.ts';
import type { EmulatedUser, SeededDrive } from '../service.ts';
import { type CrmModule, createModule } from './crm-module.ts';
import { toCrmTime } from './crm-time.ts';
import { withStandardModules } from './metadata/module-fields.ts';
import type { Edition } from './metadata/org-seed.ts';
import { linkSeededRecords, seedRecords } from './records/seed-records.ts';

/** What an org is, apart from its modules: plain values. */
export interface OrgState {
  key: OrgKey;
  id: string;
  zgid: string;
  environment: CrmEnvironment;
  name: string;
  /** In which every time is shown: an offset like `+01:00`, or an IANA name. */
  timeZone: string;
  user: EmulatedUser & { id: string };
  /** Decides, with the licences, over credits and over how many calls may run at once. */
  edition: Edition;
  /** Paid users. */
  userLicenses: number;
}

/** CRM of one org: its modules and who works in it. */
export interface CrmOrg extends OrgState {
  /** By API name. */
  modules: Map<string, CrmModule>;
  /** Now, by the emulator's clock, as CRM writes it. */
  now(): string;
  /** For a record, or for anything else that has an id; greater than all before. */
  nextId(): string;
  /** As an owner or user field shows the user. */
  findUser(id: string): UserLink | undefined;
  /** What was uploaded for a file field. */
  findFile(id: string): { name: string; size: number } | undefined;
  /** The profile in force for the request at hand; ask each time. */
  profile(): Profile;
}

export interface UserLink {
  name: string;
  id: string;
  email: string;
}

/** What an org needs from the world around it. */
export interface OrgTools {
  clock: EmulatorClock;
  ids: Ids;
  profile: () => Profile;
  /** Any user of the org but its own. */
  findUser(org: OrgKey, id: string): UserLink | undefined;
  findFile(org: OrgKey, id: string): { name: string; size: number } | undefined;
}

export interface CrmOrgOptions {
  key: OrgKey;
  seed: OrgSeed;
  drive: SeededDrive;
  user: EmulatedUser;
}

/** Builds an org from its seed; throws a `SeedError` for a value that does not fit its field. */
export function createCrmOrg({ key, seed, drive, user }: CrmOrgOptions, tools: OrgTools): CrmOrg {
  const { ids, clock } = tools;
  const state: OrgState = {
    key,
    id: ids.crmId(),
    zgid: ids.zuid(),
    environment: seed.environment ?? 'production',
    name: seed.name,
    timeZone: seed.timeZone,
    user: { ...user, id: ids.crmId() },
    edition: seed.edition ?? 'enterprise',
    userLicenses: seed.userLicenses ?? 10,
  };
  const org = openOrg(state, tools);
  for (const [apiName, moduleSeed] of Object.entries(withStandardModules(seed.crm.modules))) {
    const module = createModule(apiName, moduleSeed, { ids, now: clock.now() });
    org.modules.set(apiName, module);
    seedRecords(org, module, moduleSeed.records, drive);
  }
  for (const module of org.modules.values()) linkSeededRecords(org, module);
  return org;
}

/** An org with what it is and no modules yet. */
export function openOrg(state: OrgState, tools: OrgTools): CrmOrg {
  const { key, timeZone, user } = state;
  const { name, id, email } = user;
  return {
    ...state,
    modules: new Map(),
    now: () => toCrmTime(tools.clock.now(), timeZone),
    nextId: () => tools.ids.crmId(),
    findUser: (wanted) => (wanted === id ? { name, id, email } : tools.findUser(key, wanted)),
    findFile: (wanted) => tools.findFile(key, wanted),
    profile: () => tools.profile(),
  };
}
