import * as v from 'valibot';
import { crmEnvironments } from '../../crm-environment.ts';

const Text = v.pipe(v.string(), v.nonEmpty('is empty'));

/** Who else works in an org. The user of the org itself is always the first. */
const User = v.strictObject({
  name: Text,
  email: Text,
  /** @default 'active' */
  status: v.optional(v.picklist(['active', 'inactive', 'deleted'])),
  /** Has accepted the invitation. @default true */
  confirmed: v.optional(v.boolean()),
  /** Name of a role of the org. @default the lowest of the two that every org has */
  role: v.optional(Text),
  /** Name of a profile of the org. @default 'Standard' */
  profile: v.optional(Text),
});

const Role = v.strictObject({
  name: Text,
  /** Name of the role above. @default 'CEO' */
  reportsTo: v.optional(Text),
});

export const editions = ['free', 'standard', 'professional', 'enterprise', 'ultimate'] as const;

/** What a seed may say of an org's CRM besides its modules. */
export const CrmOrgEntries = {
  /** Its tokens are good for CRM on the API host of this environment only. @default 'production' */
  environment: v.optional(v.picklist(crmEnvironments)),
  /** It decides how many credits, calls at once and custom fields there are. @default 'enterprise' */
  edition: v.optional(v.picklist(editions)),
  /** Paid users, for the credits. @default 10 */
  userLicenses: v.optional(v.pipe(v.number(), v.integer('is not a whole number'), v.minValue(1))),
  /** ISO code of the home currency. @default 'USD' */
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'is not like "USD"'))),
  users: v.optional(v.array(User)),
  roles: v.optional(v.array(Role)),
  /** Besides `Administrator` and `Standard`. */
  profiles: v.optional(v.array(v.strictObject({ name: Text }))),
};

export type Edition = (typeof editions)[number];
export type UserSeed = v.InferOutput<typeof User>;
export type RoleSeed = v.InferOutput<typeof Role>;
