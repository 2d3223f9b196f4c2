import type { NetworkOptions } from '@zohokit/zoho-http';
import path from 'node:path';
import * as v from 'valibot';
import type { OrgName } from '../scopes/feature.ts';
import { ConfigurationError } from './configuration-error.ts';
import { loadNetwork } from './load-network.ts';
import type { GivenSettings } from './read-settings.ts';
import { Settings, type SettingName } from './settings.ts';

/** How one organisation is reached, as far as it is known. */
export interface OrgSettings {
  /** Canonical; `undefined` when no variable says it. */
  dataCenter: string | undefined;
  clientId: string;
  clientSecret: string;
}

/** The way to Zoho, whatever the organisation. */
export interface Way {
  network: NetworkOptions;
  /** Without a slash at its end. */
  emulatorUrl: string | undefined;
}

/** The variables of an organisation by what they hold. */
export const variablesOf = (org: OrgName) =>
  ({
    region: `ORG_${org}_REGION`,
    clientId: `ORG_${org}_CLIENT_ID`,
    clientSecret: `ORG_${org}_CLIENT_SECRET`,
    refreshToken: `ORG_${org}_REFRESH_TOKEN`,
  }) as const satisfies Record<string, SettingName>;

/** The client of an organisation. Rejects with a `ConfigurationError` that names all at fault. */
export function orgSettings({ values }: GivenSettings, org: OrgName): OrgSettings {
  const names = variablesOf(org);
  const [clientId, clientSecret] = parseSettings(values, [names.clientId, names.clientSecret]);
  return { dataCenter: regionOf(values, org), clientId, clientSecret };
}

/** The refresh token of an organisation. Rejects with a `ConfigurationError` without one. */
export function refreshTokenOf({ values }: GivenSettings, org: OrgName): string {
  const [refreshToken] = parseSettings(values, [variablesOf(org).refreshToken]);
  return refreshToken;
}

/** Where the settings say that an organisation lives; canonical. */
export function regionOf(values: GivenSettings['values'], org: OrgName): string | undefined {
  const name = variablesOf(org).region;
  const [region, common] = [values[name], values.ZOHO_REGION];
  if (region !== undefined) return parseOptional(values, name);
  return common === undefined ? undefined : parseOptional(values, 'ZOHO_REGION');
}

/** Proxies, certificates and emulator. Rejects with a `ConfigurationError` that names what is wrong. */
export async function loadWay(
  given: GivenSettings,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Way> {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'] as const;
  const settings = Object.fromEntries(
    names.map((name) => [name, parseOptional(given.values, name)]),
  );
  const nodeKnows = (env['NODE_EXTRA_CA_CERTS'] ?? '').trim() !== '';
  const base = path.dirname(given.file);
  return {
    network: await loadNetwork({ settings, base, nodeKnows }),
    emulatorUrl: parseOptional(given.values, 'ZOHO_EMULATOR_URL'),
  };
}

// --- internal ---

function parseSettings<const Names extends readonly SettingName[]>(
  values: GivenSettings['values'],
  names: Names,
): { [Index in keyof Names]: string } {
  const problems: string[] = [];
  const texts = names.map((name) => {
    const result = v.safeParse(Settings.entries[name], values[name], { abortPipeEarly: true });
    if (!result.success) problems.push(...result.issues.map(({ message }) => `${name} ${message}`));
    return String(result.output);
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `map` keeps the length
  return texts as { [Index in keyof Names]: string };
}

function parseOptional(values: GivenSettings['values'], name: SettingName): string | undefined {
  return values[name] === undefined ? undefined : parseSettings(values, [name])[0];
}
