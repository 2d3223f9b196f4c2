import {
  ZohoError,
  type Clock,
  type Fetch,
  type JsonFetch,
  type NetworkOptions,
  type RetryPolicy,
  type SharedStore,
} from '@zohokit/zoho-http';
import * as v from 'valibot';
import type { ConnectionEvent } from './connection-event.ts';
import { crmEnvironments, resolveDataCenter, type CrmEnvironment } from './data-center.ts';
import type { GateRegistry } from './gate-registry.ts';
import { HostsSchema, type HostsOption } from './hosts-schema.ts';
import type { Hosts } from './hosts.ts';

/** Whose organisation it is, where it lives, and what the connection shares with others. */
export interface ConnectionOptions {
  /** Names the connection in messages, e.g. `org A`. */
  name: string;
  /** Spelling of a data centre, see `resolveDataCenter`. With `hosts` just a name. */
  dataCenter?: string | undefined;
  /** Instead of a known data centre: https origins, or http on this machine. */
  hosts?: HostsOption | undefined;
  /** Which of CRM's environments this connection reaches. @default 'production' */
  environment?: CrmEnvironment | undefined;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  /** The user's id (ZUID), if it is known: it saves asking. @default asked when it is needed */
  userId?: string | undefined;
  /**
   * CRM's id of the organisation (`zgid` of `GET /org`), if it is known: connections of one
   * organisation and client then share CRM's concurrency, credits and penalties.
   * @default connections of one refresh token share them
   */
  orgId?: string | undefined;
  /**
   * What outlives this connection and is shared with others that are given it: access tokens,
   * penalties, paces and windows, who the user is. A durable one shares it with other processes and
   * later runs. @default for the life of this connection
   */
  store?: SharedStore | undefined;
  /** Access tokens apart from the rest, e.g. `encryptedStore(…)`. @default store */
  tokenStore?: SharedStore | undefined;
  /** Given to several connections, it lets those of one user share their gates. @default its own */
  gates?: GateRegistry | undefined;
  /** @default systemClock */
  clock?: Clock | undefined;
  /**
   * Proxies, certificates, times; JSON and bytes then share connections of their own. The environment
   * is not read: see `networkFromEnvironment`. @default no proxy, what Node trusts
   */
  network?: NetworkOptions | undefined;
  /** JSON goes through it instead of the network. @default globalThis.fetch, without `network` */
  fetch?: JsonFetch | undefined;
  /** Bytes go through it instead of the network. @default createByteTransport() */
  byteFetch?: Fetch | undefined;
  /** An emulator on this machine that stands in for all hosts. */
  emulatorUrl?: string | undefined;
  /** Attempts, backoff, longest wait. @default 3 attempts, 500 ms to 30 s, 10 min */
  policy?: RetryPolicy | undefined;
  /**
   * Told of every event; they are also published on `node:diagnostics_channel` (`eventChannel`).
   * What it throws becomes a warning of the process.
   */
  onEvent?: ((event: ConnectionEvent) => void) | undefined;
}

const Text = v.pipe(v.string(), v.trim(), v.nonEmpty());

const Settings = v.object({
  name: Text,
  dataCenter: v.optional(Text),
  hosts: v.optional(HostsSchema),
  environment: v.optional(v.picklist(crmEnvironments)),
  userId: v.optional(Text),
  orgId: v.optional(Text),
  clientId: Text,
  clientSecret: Text,
  refreshToken: Text,
});

/** What identifies a connection, checked. */
export interface ConnectionSettings {
  name: string;
  dataCenter: string;
  /** Zoho's own, also when an emulator stands in. */
  hosts: Hosts;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  userId?: string | undefined;
  orgId?: string | undefined;
}

/** Rejects with kind `usage`, naming all the options at fault at once and none of their values. */
export function parseConnectionOptions(options: ConnectionOptions): ConnectionSettings {
  const result = v.safeParse(Settings, options);
  if (!result.success) {
    const paths = new Set(result.issues.map((issue) => v.getDotPath(issue) ?? '(root)'));
    throw new ZohoError(`createConnection: missing or wrong: ${[...paths].join(', ')}`, {
      kind: 'usage',
    });
  }
  const { dataCenter, hosts, environment, ...settings } = result.output;
  if (hosts !== undefined) {
    return { ...settings, dataCenter: dataCenter?.toLowerCase() ?? 'custom', hosts };
  }
  if (dataCenter === undefined) {
    throw new ZohoError('createConnection: one of dataCenter and hosts is needed', {
      kind: 'usage',
    });
  }
  const known = resolveDataCenter(dataCenter, environment);
  return { ...settings, dataCenter: known.name, hosts: known.hosts };
}
