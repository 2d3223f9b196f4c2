import * as v from 'valibot';
import type { Credentials } from '../org-info.ts';
import type { OrgKey } from '../seam.ts';
import type { SnapshotTable } from '../snapshot-table.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Client } from './clients.ts';
import type { Codes } from './codes.ts';
import type { Consents } from './consents.ts';
import type { Grants } from './grants.ts';
import type { Meter } from './meter.ts';

/** Everything that the tokens consist of. */
export interface TokensState {
  codes: Codes;
  grants: Grants;
  access: AccessTokens;
  /** By limit and client. */
  meters: Map<string, Meter>;
  consents: Consents;
}

/** What a snapshot keeps of the accounts servers; the texts of secrets and tokens survive. */
export function createAccountsTables(
  { codes, grants, access, meters, consents }: TokensState,
  clients: readonly Client[],
  credentials: Record<OrgKey, Credentials>,
): SnapshotTable[] {
  const clientOf = (key: string): Client => {
    const client = clients.find((one) => one.key === key);
    if (!client) throw new TypeError(`The snapshot names a client "${key}", which no org has`);
    return client;
  };
  return [
    table('accounts-credentials', CredentialsRow, {
      capture: () => orgKeys.map((org) => ({ org, ...credentials[org] })),
      restore: (rows) => {
        for (const { org, ...row } of rows) Object.assign(credentials[org], row);
      },
    }),
    table('accounts-codes', CodeRow, {
      capture: () =>
        Array.from(codes.all(), ({ client, ...row }) => ({ ...row, client: client.key })),
      restore: (rows) =>
        codes.restore(rows.map((row) => ({ ...row, client: clientOf(row.client) }))),
    }),
    table('accounts-grants', GrantRow, {
      capture: () =>
        Array.from(grants.all(), ({ client, ...row }) => ({ ...row, client: client.key })),
      restore: (rows) =>
        grants.restore(rows.map((row) => ({ ...row, client: clientOf(row.client) }))),
    }),
    table('accounts-access-tokens', AccessRow, {
      capture: () => [...access.all()],
      restore: (rows) => access.restore(rows),
    }),
    table('accounts-meters', MeterRow, {
      capture: () => Array.from(meters, ([name, meter]) => ({ name, ...meter })),
      restore(rows) {
        meters.clear();
        for (const { name, ...meter } of rows) meters.set(name, meter);
      },
    }),
    table('accounts-consents', ConsentRow, {
      capture: () => consents.rows(),
      restore: (rows) => consents.restore(rows),
    }),
  ];
}

// --- internal ---

const orgKeys = ['a', 'b'] as const;

const Scopes = v.array(v.string());
const meterEntries = {
  uses: v.array(v.number()),
  blockedUntil: v.number(),
  toldAt: v.number(),
  lastAt: v.number(),
};

const CredentialsRow = v.object({
  org: v.picklist(orgKeys),
  clientId: v.string(),
  clientSecret: v.string(),
  refreshToken: v.string(),
});
const CodeRow = v.object({
  text: v.string(),
  client: v.string(),
  scopes: Scopes,
  offline: v.boolean(),
  redirectUri: v.optional(v.string()),
  expiresAt: v.number(),
  used: v.boolean(),
});
const GrantRow = v.object({
  token: v.string(),
  client: v.string(),
  scopes: Scopes,
  kind: v.picklist(['offline', 'online', 'org']),
  mints: v.object(meterEntries),
});
const AccessRow = v.object({
  text: v.string(),
  grant: v.string(),
  scopes: Scopes,
  expiresAt: v.number(),
});
const MeterRow = v.object({ name: v.string(), ...meterEntries });
const ConsentRow = v.object({ client: v.string(), scopes: Scopes });

/** Rows are copied on both ways: nobody changes what a snapshot holds. */
function table<Row>(
  name: string,
  schema: v.GenericSchema<unknown, Row>,
  part: { capture: () => unknown[]; restore: (rows: Row[]) => void },
): SnapshotTable {
  return {
    name,
    capture: () => part.capture().map((row) => structuredClone(row)),
    restore: (rows) =>
      part.restore(Array.from(rows, (row) => v.parse(schema, structuredClone(row)))),
  };
}
