import { type Accounts, createAccounts } from './accounts/accounts.ts';
import { type Client, createClients } from './accounts/clients.ts';
import { type Tokens, createTokens } from './accounts/tokens.ts';
import type { EmulatorClock } from './clock.ts';
import { crmHostRoles } from './crm-environment.ts';
import { type CrmService, createCrmService } from './crm/crm-service.ts';
import { hosts } from './hosts.ts';
import { type Credentials, type OrgInfo, toOrgInfo } from './org-info.ts';
import { createIds } from './random.ts';
import { allScopes } from './scopes.ts';
import type { HostRole, OrgKey, Profile, Route } from './seam.ts';
import type { Seed } from './seed.ts';
import type { EmulatedUser, ServiceDeps, WorkDriveService } from './service.ts';
import type { ThrottleLimits } from './workdrive/throttle.ts';

/** Two orgs as their seed made them, with everything that has happened to them since. */
export interface World {
  seed: Seed;
  orgs: Record<OrgKey, OrgInfo>;
  /** The Self Clients. */
  clients: Record<OrgKey, Client>;
  profile: () => Profile;
  tokens: Tokens;
  accounts: Accounts;
  crm: CrmService;
  workdrive: WorkDriveService;
  routes: readonly Route[];
}

export interface WorldOptions {
  seed: Seed;
  clock: EmulatorClock;
  profile: () => Profile;
  limits: ThrottleLimits;
  credentials: Record<OrgKey, Credentials>;
  createWorkDrive(deps: ServiceDeps): WorkDriveService;
}

/** Builds both orgs. The same seed gives the same ids, each service drawing from its own source. */
export function createWorld(options: WorldOptions): World {
  const { seed, clock, credentials, limits, profile } = options;
  const people = createIds('people');
  const users: Record<OrgKey, EmulatedUser> = {
    a: { ...seed.orgs.a.user, zuid: people.zuid() },
    b: { ...seed.orgs.b.user, zuid: people.zuid() },
  };
  const user = (org: OrgKey): EmulatedUser => users[org];
  const { host, crmHost, placeOf } = locate(seed);
  const workdrive = options.createWorkDrive({
    clock,
    ids: createIds('workdrive'),
    profile,
    limits,
    user,
    host,
    webHost: (org) => host(org, 'workdrive'),
  });
  const crm = createCrmService({ clock, ids: createIds('crm'), profile, user, host: crmHost });
  const tokens = createTokens(clock, createIds('tokens'), profile);

  const settle = (org: OrgKey): { client: Client; server: Client; info: OrgInfo } => {
    const { scopes = allScopes, redirectUris, workdrive: driveSeed } = seed.orgs[org];
    const { zuid } = user(org);
    const place = placeOf(org);
    const { self: client, server } = createClients({
      org,
      ...place,
      zuid,
      scopes,
      redirectUris,
      credentials: credentials[org],
    });
    tokens.grant(client, scopes, credentials[org].refreshToken);
    const drive = workdrive.seed(org, driveSeed);
    crm.seed(org, seed.orgs[org], drive);
    const { teamId, teamFolderIds, privateSpaceId: rootFolderId, ids } = drive;
    const known = { ...place, userId: zuid, teamId, rootFolderId, teamFolderIds, ids };
    return { client, server, info: toOrgInfo(known, credentials[org], server) };
  };
  const a = settle('a');
  const b = settle('b');
  return {
    seed,
    orgs: { a: a.info, b: b.info },
    clients: { a: a.client, b: b.client },
    profile,
    tokens,
    accounts: createAccounts({
      clock,
      profile,
      tokens,
      user,
      credentials,
      clients: [a.client, a.server, b.client, b.server],
    }),
    crm,
    workdrive,
    routes: [...crm.routes, ...workdrive.routes],
  };
}

// --- internal ---

/** Where the orgs of a seed are. */
function locate({ orgs }: Seed) {
  const placeOf = (org: OrgKey): Pick<OrgInfo, 'dataCenter' | 'environment'> => {
    const { dataCenter, environment = 'production' } = orgs[org];
    return { dataCenter, environment };
  };
  const host = (org: OrgKey, role: HostRole): string => hosts[placeOf(org).dataCenter][role];
  return {
    placeOf,
    host,
    /** `api` is that of the org's environment. */
    crmHost: (org: OrgKey, role: HostRole): string =>
      host(org, role === 'api' ? crmHostRoles[placeOf(org).environment] : role),
  };
}
