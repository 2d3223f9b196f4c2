import {
  ZohoError,
  type Clock,
  type JsonFetch,
  type NetworkOptions,
  type RetryPolicy,
} from '@zohokit/zoho-http';
import * as v from 'valibot';
import { crmEnvironments, resolveDataCenter, type CrmEnvironment } from '../data-center.ts';
import { HostsSchema, type HostsOption } from '../hosts-schema.ts';
import type { Hosts } from '../hosts.ts';

/** What all grants have in common: the client, where it is registered, and the network. */
export interface GrantOptions {
  /** Names what is being connected in messages, e.g. `org A`. @default 'the client' */
  name?: string | undefined;
  /** Spelling of a data centre, see `resolveDataCenter`. With `hosts` just a name. */
  dataCenter?: string | undefined;
  /** Instead of a known data centre: https origins, or http on this machine. */
  hosts?: HostsOption | undefined;
  /** Which of CRM's environments the grant is made for. @default 'production' */
  environment?: CrmEnvironment | undefined;
  clientId: string;
  clientSecret: string;
  /** An emulator on this machine that stands in for all hosts. */
  emulatorUrl?: string | undefined;
  /** What the life of a token is counted by. @default systemClock */
  clock?: Clock | undefined;
  /** Proxies, certificates, times, as for a connection. @default no proxy, what Node trusts */
  network?: NetworkOptions | undefined;
  /** Replaces the network. @default globalThis.fetch, without `network` */
  fetch?: JsonFetch | undefined;
  /**
   * Attempts and backoff. Somebody is watching: a wait that Zoho asks for is not sat out but left to
   * the caller as `retry.ms` of the error. @default 3 attempts, 500 ms to 30 s, `maxWaitMs` 0
   */
  policy?: RetryPolicy | undefined;
  /** Rejects with its reason as soon as it aborts. */
  signal?: AbortSignal | undefined;
}

/** A text that an option needs, without the spaces that pasting brings. */
export const OptionText = v.pipe(v.string(), v.trim(), v.nonEmpty());

/** At least one scope; what separates scopes on the wire cannot be in one. */
export const OptionScopes = v.pipe(
  v.array(v.pipe(OptionText, v.regex(/^[^\s,]+$/))),
  v.minLength(1),
);

const Settings = v.object({
  name: v.optional(OptionText),
  dataCenter: v.optional(OptionText),
  hosts: v.optional(HostsSchema),
  environment: v.optional(v.picklist(crmEnvironments)),
  clientId: OptionText,
  clientSecret: OptionText,
});

/** Which client of which data centre, checked. */
export interface GrantSettings {
  name: string;
  dataCenter: string;
  /** Zoho's own, also when an emulator stands in. */
  hosts: Hosts;
  /** Whether the hosts are the caller's and not the table's. */
  custom: boolean;
  clientId: string;
  clientSecret: string;
}

/**
 * The settings, and the texts in `extra` beside them. Rejects with kind `usage`, naming all the
 * options at fault at once and none of their values.
 */
export function parseGrantOptions<Extra extends v.ObjectEntries>(
  caller: string,
  options: GrantOptions,
  extra: Extra,
): GrantSettings & v.InferOutput<v.ObjectSchema<Extra, undefined>> {
  const problems: string[] = [];
  const settings = parsePart(Settings, options, problems);
  const rest = parsePart(v.object(extra), options, problems);
  if (settings === undefined || rest === undefined) {
    throw new ZohoError(`${caller}: missing or wrong: ${problems.join(', ')}`, { kind: 'usage' });
  }
  const { clientId, clientSecret, name = 'the client' } = settings;
  return { ...rest, name, clientId, clientSecret, ...findHosts(caller, settings) };
}

// --- internal ---

function parsePart<Schema extends v.GenericSchema>(
  schema: Schema,
  options: unknown,
  problems: string[],
): v.InferOutput<Schema> | undefined {
  const result = v.safeParse(schema, options);
  if (result.success) return result.output;
  problems.push(...new Set(result.issues.map((issue) => v.getDotPath(issue) ?? '(root)')));
  return undefined;
}

function findHosts(
  caller: string,
  { dataCenter, hosts, environment }: v.InferOutput<typeof Settings>,
): Pick<GrantSettings, 'dataCenter' | 'hosts' | 'custom'> {
  if (hosts !== undefined) {
    return { dataCenter: dataCenter?.toLowerCase() ?? 'custom', hosts, custom: true };
  }
  if (dataCenter === undefined) {
    throw new ZohoError(`${caller}: one of dataCenter and hosts is needed`, { kind: 'usage' });
  }
  const known = resolveDataCenter(dataCenter, environment);
  return { dataCenter: known.name, hosts: known.hosts, custom: false };
}
