import type { Ids } from '../random.ts';
import { includesPartOf, includesScope } from '../scopes.ts';
import type { Client } from './clients.ts';
import { type Meter, createMeter } from './meter.ts';

/** What a user has allowed a client; access tokens are minted from it. */
export interface Grant {
  /** The refresh token; of the kinds that have none nobody knows the text. */
  token: string;
  client: Client;
  scopes: readonly string[];
  /** `offline` has a refresh token, `online` has none, `org` is of client credentials. */
  kind: 'offline' | 'online' | 'org';
  mints: Meter;
}

/** The grants of all clients. */
export interface Grants {
  add(client: Client, grant: Pick<Grant, 'scopes' | 'kind'> & { token?: string }): Grant;
  get(token: string): Grant | undefined;
  /** By its refresh token, if it has one. */
  find(refreshToken: string): Grant | undefined;
  /** The one of client credentials, made at the first use. */
  ofOrg(client: Client): Grant;
  drop(grant: Grant): void;
  all(): Iterable<Grant>;
  restore(grants: Iterable<Grant>): void;
}

/** Per user and client; a client here has one user (Zoho doc: accounts/protocol/oauth). */
export const refreshTokensPerUser = 20;

export function createGrants(ids: Ids, onDrop: (grant: Grant) => void): Grants {
  const grants = new Map<string, Grant>();
  const drop = (grant: Grant): void => {
    grants.delete(grant.token);
    onDrop(grant);
  };
  const add: Grants['add'] = (client, { scopes, kind, token = ids.token() }) => {
    const own = [...grants.values()].filter(
      (one) => one.client === client && one.kind === 'offline',
    );
    // The 21st silently deletes the oldest.
    if (kind === 'offline' && own.length >= refreshTokensPerUser && own[0]) drop(own[0]);
    const grant: Grant = { token, client, scopes, kind, mints: createMeter() };
    grants.set(token, grant);
    return grant;
  };
  return {
    add,
    get: (token) => grants.get(token),
    find(refreshToken) {
      const grant = grants.get(refreshToken);
      return grant?.kind === 'offline' ? grant : undefined;
    },
    ofOrg(client) {
      const known = [...grants.values()].find((one) => one.client === client && one.kind === 'org');
      return known ?? add(client, { scopes: [], kind: 'org' });
    },
    drop,
    all: () => grants.values(),
    restore(rows) {
      grants.clear();
      for (const grant of rows) grants.set(grant.token, grant);
    },
  };
}

/** Zoho grants a subset of what was asked without an error; asking for `ALL` of a part gives it. */
export function toGranted(
  { scopes }: Client,
  asked: readonly string[],
  withheld: readonly string[],
): string[] {
  const allowed = new Set(scopes);
  const given = asked.flatMap((scope) => {
    if (includesScope(allowed, scope) || includesPartOf(allowed, scope)) return [scope];
    const parts = scope.replace(/\.ALL$/i, '.');
    return parts === scope ? [] : scopes.filter((one) => one.startsWith(parts));
  });
  const kept = new Set(withheld.map((scope) => scope.toLowerCase()));
  return [...new Set(given)].filter((scope) => !kept.has(scope.toLowerCase()));
}
