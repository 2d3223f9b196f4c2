import * as v from 'valibot';

const Id = v.pipe(v.string(), v.regex(/^\d+$/, 'must be digits in a string'));
const Text = v.optional(v.nullable(v.string()));
const Named = v.optional(v.nullable(v.looseObject({ id: Id, name: Text })));

/** Zoho doc: get-org-data. Only what is used here is required. */
export const WireOrg = v.object({
  // Exactly one.
  org: v.tuple([
    v.looseObject({
      id: Id,
      zgid: v.string(),
      company_name: Text,
      type: Text,
      time_zone: Text,
      iso_code: Text,
      license_details: v.optional(
        v.nullable(
          v.looseObject({
            paid: v.optional(v.nullable(v.boolean())),
            paid_type: Text,
            users_license_purchased: v.optional(v.nullable(v.number())),
          }),
        ),
      ),
    }),
  ]),
});

const User = v.looseObject({
  id: Id,
  full_name: Text,
  email: Text,
  status: Text,
  zuid: Text,
  role: Named,
  profile: Named,
  time_zone: Text,
});

/** Zoho doc: get-users; a single user comes without `info`. */
export const WireUsers = v.object({
  users: v.array(User),
  info: v.optional(v.object({ more_records: v.optional(v.nullable(v.boolean())) })),
});

/** Zoho doc: get-roles. */
export const WireRoles = v.object({
  roles: v.array(v.looseObject({ id: Id, name: Text, display_label: Text, reporting_to: Named })),
});

/** Zoho doc: get-profiles; permissions are on the single read only. */
export const WireProfiles = v.object({
  profiles: v.array(
    v.looseObject({
      id: Id,
      name: Text,
      display_label: Text,
      type: Text,
      permissions_details: v.optional(
        v.nullable(
          v.array(
            v.looseObject({ id: Id, name: Text, enabled: v.optional(v.nullable(v.boolean())) }),
          ),
        ),
      ),
    }),
  ),
});

/** One user of the organisation, with all that Zoho answers beside what is named here. */
export type CrmUser = v.InferOutput<typeof User>;
/** One role, with all that Zoho answers beside what is named here. */
export type CrmRole = v.InferOutput<typeof WireRoles>['roles'][number];
/** One profile; `permissions_details` only of `profile(id)`. */
export type CrmProfile = v.InferOutput<typeof WireProfiles>['profiles'][number];
