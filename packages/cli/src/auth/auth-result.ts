import * as v from 'valibot';
import { orgNames } from '../scopes/feature.ts';

const Org = v.picklist(orgNames);
const Lacking = v.strictObject({
  name: v.string(),
  missing: v.array(v.string()),
  /** What it costs; null: nothing works without. */
  without: v.nullable(v.string()),
});

/** What `zohokit auth exchange --json` prints. */
export const ExchangeResult = v.strictObject({
  type: v.literal('auth-exchange'),
  org: Org,
  dataCenter: v.string(),
  /** null where Zoho does not say. */
  scopes: v.nullable(v.array(v.string())),
  lacking: v.array(Lacking),
  /** The file that holds the token now; null when it was printed. */
  file: v.nullable(v.string()),
  /** What to put where; the token itself only with --print. */
  variables: v.record(v.string(), v.string()),
});

/** What `zohokit auth refresh --json` prints. */
export const RefreshResult = v.strictObject({
  type: v.literal('auth-refresh'),
  org: Org,
  dataCenter: v.string(),
  scopes: v.nullable(v.array(v.string())),
  lacking: v.array(Lacking),
  unused: v.array(v.string()),
  /** ISO 8601: until when the access token is good that was minted. */
  expiresAt: v.string(),
  user: v.nullable(v.strictObject({ name: v.nullable(v.string()), email: v.nullable(v.string()) })),
});

/** What `zohokit auth revoke --json` prints. */
export const RevokeResult = v.strictObject({
  type: v.literal('auth-revoke'),
  org: Org,
  dataCenter: v.string(),
  result: v.picklist(['revoked', 'unknown']),
  /** The file from which the token was taken; null when none held it. */
  file: v.nullable(v.string()),
});

/** What `zohokit auth scopes --json` prints. */
export const ScopesResult = v.strictObject({
  type: v.literal('auth-scopes'),
  orgs: v.array(
    v.strictObject({
      org: Org,
      /** To paste, with commas between. */
      scopes: v.string(),
      features: v.array(
        v.strictObject({
          name: v.string(),
          scopes: v.array(v.string()),
          without: v.nullable(v.string()),
        }),
      ),
    }),
  ),
});
