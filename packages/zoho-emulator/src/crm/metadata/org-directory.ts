import * as v from 'valibot';
import type { Ids } from '../../random.ts';
import { type OrgSeed, SeedError } from '../../seed.ts';
import type { CrmOrg } from '../crm-org.ts';
import { createCriteria } from '../criteria/create-criteria.ts';

const Role = v.object({
  id: v.string(),
  name: v.string(),
  /** Id of the role above; null at the top. */
  reportsTo: v.nullable(v.string()),
});

const Profile = v.object({ id: v.string(), name: v.string(), custom: v.boolean() });

const User = v.object({
  id: v.string(),
  zuid: v.string(),
  name: v.string(),
  email: v.string(),
  status: v.picklist(['active', 'inactive', 'deleted']),
  confirmed: v.boolean(),
  roleId: v.string(),
  profileId: v.string(),
  /** In milliseconds since the epoch. */
  createdAt: v.number(),
  modifiedAt: v.number(),
});

const View = v.object({
  id: v.string(),
  module: v.string(),
  name: v.string(),
  criteria: v.optional(v.record(v.string(), v.unknown())),
  sort: v.optional(v.object({ field: v.string(), order: v.picklist(['asc', 'desc']) })),
  createdAt: v.number(),
});

export const OrgDirectorySchema = v.object({
  roles: v.array(Role),
  profiles: v.array(Profile),
  /** The org's own user first. */
  users: v.array(User),
  /** Those of the seed; `All …` is not among them. */
  views: v.array(View),
  /** ISO code of the home currency. */
  currency: v.string(),
});

export type OrgDirectory = v.InferOutput<typeof OrgDirectorySchema>;
export type CrmRole = v.InferOutput<typeof Role>;
export type CrmProfile = v.InferOutput<typeof Profile>;
export type CrmUser = v.InferOutput<typeof User>;
export type StoredView = v.InferOutput<typeof View>;

export interface DirectoryTools {
  ids: Ids;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Makes it of the seed; throws a `SeedError` for a name or criteria that nothing answers to. */
export function createOrgDirectory(
  org: CrmOrg,
  seed: OrgSeed,
  { ids, now }: DirectoryTools,
): OrgDirectory {
  const roles = createRoles(seed, ids);
  const profiles = [
    { id: ids.crmId(), name: 'Administrator', custom: false },
    { id: ids.crmId(), name: 'Standard', custom: false },
    ...(seed.profiles ?? []).map(({ name }) => ({ id: ids.crmId(), name, custom: true })),
  ];
  const stamps = { createdAt: now, modifiedAt: now };
  const admin: CrmUser = {
    ...org.user,
    status: 'active',
    confirmed: true,
    roleId: idOf(roles, 'CEO', 'role'),
    profileId: idOf(profiles, 'Administrator', 'profile'),
    ...stamps,
  };
  const others = (seed.users ?? []).map(
    ({ name, email, status = 'active', confirmed = true, role = 'Manager', profile }) => ({
      id: ids.crmId(),
      zuid: ids.zuid(),
      name,
      email,
      status,
      confirmed,
      roleId: idOf(roles, role, 'role'),
      profileId: idOf(profiles, profile ?? 'Standard', 'profile'),
      ...stamps,
    }),
  );
  const views = createViews(org, seed, { ids, now });
  const currency = seed.currency ?? 'USD';
  return { roles, profiles, users: [admin, ...others], views, currency };
}

// --- internal ---

function createRoles(seed: OrgSeed, ids: Ids): CrmRole[] {
  const ceo: CrmRole = { id: ids.crmId(), name: 'CEO', reportsTo: null };
  const roles = [ceo, { id: ids.crmId(), name: 'Manager', reportsTo: ceo.id }];
  for (const { name, reportsTo = 'CEO' } of seed.roles ?? []) {
    roles.push({ id: ids.crmId(), name, reportsTo: idOf(roles, reportsTo, 'role') });
  }
  return roles;
}

function createViews(org: CrmOrg, seed: OrgSeed, { ids, now }: DirectoryTools): StoredView[] {
  return Object.entries(seed.crm.modules).flatMap(([name, { views = [] }]) =>
    views.map((view) => {
      const module = org.modules.get(name);
      const at = `crm.modules.${name}.views, "${view.name}"`;
      if (!module) throw new SeedError([`${at}: there is no such module`]);
      const find = (apiName: string) => org.modules.get(apiName);
      const criteria = createCriteria(module, view.criteria, find);
      if ('code' in criteria) {
        const details = JSON.stringify(criteria.details);
        throw new SeedError([`${at}: ${criteria.message} ${details}`]);
      }
      const { sort_by, sort_order = 'asc' } = view;
      if (sort_by !== undefined && !module.fields.has(sort_by)) {
        throw new SeedError([`${at}: ${name} has no field "${sort_by}"`]);
      }
      return {
        id: ids.crmId(),
        module: name,
        name: view.name,
        ...(view.criteria ? { criteria: view.criteria } : {}),
        ...(sort_by === undefined ? {} : { sort: { field: sort_by, order: sort_order } }),
        createdAt: now,
      };
    }),
  );
}

function idOf(
  things: readonly { id: string; name: string }[],
  name: string,
  kind: 'role' | 'profile',
): string {
  const found = things.find((thing) => thing.name === name);
  if (!found) throw new SeedError([`users and roles: the org has no ${kind} "${name}"`]);
  return found.id;
}
