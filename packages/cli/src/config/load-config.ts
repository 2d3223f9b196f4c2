import path from 'node:path';
import { networkSecrets, type NetworkOptions } from '@zohokit/zoho-http';
import type { TransferPolicy, TransferRules } from '@zohokit/transfer-core';
import type { CrmTrigger } from '@zohokit/zoho-crm';
import * as v from 'valibot';
import { ConfigurationError } from './configuration-error.ts';
import { databaseSecrets } from './database-url.ts';
import { homeOf } from './home-of.ts';
import type { StateAddress } from './state-address.ts';
import { loadNetwork } from './load-network.ts';
import { readSettings, settingNames, type GivenSettings } from './read-settings.ts';
import type { SettingsSource } from './settings-source.ts';
import { outletSecrets, type Outlets } from './outlets.ts';
import { sharedFields } from './shared-fields.ts';
import { unknownVariables } from './unknown-variables.ts';
import type { LogLevel } from './setting.ts';
import { Settings } from './settings.ts';
import { toRules, toValueFields } from './transfer-rules.ts';
import type { ValueFields } from '../adapters/record-value-fields.ts';

/** The credentials of one organisation, as they were set. */
export interface OrgConfig {
  /** Canonical, e.g. `eu`. */
  dataCenter: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

/** What a transfer needs to know, checked. */
export interface Config extends StateAddress {
  /** The file that was read, absolute; `undefined` when there was none. */
  envFile: string | undefined;
  /** CRM, and the WorkDrive that receives. */
  orgA: OrgConfig;
  /** The WorkDrive that is read. */
  orgB: OrgConfig;
  crm: {
    module: string;
    checkboxField: string;
    folderNameField: string;
    storeFolderField: string | undefined;
    /** What a record is told of its transfer, by value. */
    valueFields: ValueFields;
    /** Which automations a write sets off; `undefined` for all that the org has. */
    trigger: readonly CrmTrigger[] | undefined;
  };
  storeFolderId: string;
  source: { parentFolderId: string | undefined; teamId: string | undefined };
  /** When a record's box is ticked. */
  policy: TransferPolicy;
  /** Which items are transferred, and where to. */
  rules: TransferRules;
  /** Files under way at once. */
  concurrency: number;
  /** WorkDrive requests per second; `undefined` for the client's default. */
  pace: number | undefined;
  logLevel: LogLevel;
  /** Who is told how a run ended. Secrets. */
  outlets: Outlets;
  /** For how many days logs and history of a run are kept; 0 for ever. */
  logDays: number;
  /** What access tokens are encrypted with; a secret. `undefined`: they are not. */
  tokenKey: string | undefined;
  /** Proxies and certificates. Holds secrets: see `secretsOf`. */
  network: NetworkOptions;
  /** Without a slash at its end. */
  emulatorUrl: string | undefined;
}

/** Where settings are read from. */
export interface LoadConfigOptions extends SettingsSource {
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  cwd: string;
}

/**
 * Reads and checks all settings. A variable of the environment comes before the file; a blank one
 * counts as not set. A file that is named must exist; a name in it that is nearly one of ours is
 * refused. Rejects with a `ConfigurationError` that names every problem at once.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<Config> {
  return await checkSettings(await readSettings(options), options);
}

/** The same for settings that were read. */
export async function checkSettings(
  given: GivenSettings,
  { env, cwd }: Pick<LoadConfigOptions, 'env' | 'cwd'>,
): Promise<Config> {
  const { file, fileExists, namesInFile, values } = given;
  const result = v.safeParse(Settings, values, { abortPipeEarly: true });
  const problems = [
    ...(result.issues ?? []).map((issue) => toProblem(issue, given)),
    ...regionProblems(given),
    ...sharedFields(given),
    ...unknownVariables(namesInFile, file),
  ];
  if (!result.success || problems.length > 0) throw new ConfigurationError(problems);
  const settings = result.output;
  const envFile = fileExists ? file : undefined;
  const base = envFile === undefined ? cwd : path.dirname(envFile);
  const home = homeOf(given);
  const nodeKnows = !isBlank(env['NODE_EXTRA_CA_CERTS']);
  const network = await loadNetwork({ settings, base, nodeKnows });
  return toConfig(settings, { envFile, home, network });
}

/** What a program needs that asks org A's CRM something and moves nothing. */
export type CrmConfig = Pick<Config, 'envFile' | 'orgA' | 'network' | 'emulatorUrl'>;

/**
 * The settings of org A alone, read as `loadConfig` does; those of a transfer may be missing. Rejects
 * with a `ConfigurationError` that names every problem at once.
 */
export async function loadCrmConfig(options: LoadConfigOptions): Promise<CrmConfig> {
  const { env, cwd } = options;
  const given = await readSettings(options);
  const { file, fileExists, namesInFile, values } = given;
  const result = v.safeParse(CrmSettings, values, { abortPipeEarly: true });
  const region = values.ORG_A_REGION ?? values.ZOHO_REGION;
  const problems = [
    ...(result.issues ?? []).map((issue) => toProblem(issue, given)),
    ...(region === undefined
      ? ['ZOHO_REGION or ORG_A_REGION is missing: where the account lives, e.g. eu, com or in']
      : []),
    ...unknownVariables(namesInFile, file),
  ];
  if (!result.success || problems.length > 0) throw new ConfigurationError(problems);
  const settings = result.output;
  const envFile = fileExists ? file : undefined;
  const base = envFile === undefined ? cwd : path.dirname(envFile);
  const nodeKnows = !isBlank(env['NODE_EXTRA_CA_CERTS']);
  return {
    envFile,
    orgA: toOrgA(settings),
    network: await loadNetwork({ settings, base, nodeKnows }),
    emulatorUrl: settings.ZOHO_EMULATOR_URL,
  };
}

/** What must never be shown. */
export function secretsOf(config: Config): string[] {
  const { orgA, orgB, network, tokenKey, databaseUrl, outlets } = config;
  const orgs = [orgA, orgB].flatMap(({ clientSecret, refreshToken }) => [
    clientSecret,
    refreshToken,
  ]);
  const database = databaseUrl === undefined ? [] : databaseSecrets(databaseUrl);
  const key = tokenKey === undefined ? [] : [tokenKey];
  return [...orgs, ...networkSecrets(network), ...outletSecrets(outlets), ...key, ...database];
}

// --- internal ---

const CrmSettings = v.pick(Settings, [
  'ZOHO_REGION',
  'ORG_A_REGION',
  'ORG_A_CLIENT_ID',
  'ORG_A_CLIENT_SECRET',
  'ORG_A_REFRESH_TOKEN',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'ZOHO_EMULATOR_URL',
]);

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

function toProblem(issue: v.BaseIssue<unknown>, { placeOf }: GivenSettings): string {
  const name = settingNames.find((one) => one === v.getDotPath(issue));
  return `${name === undefined ? 'settings' : placeOf(name)} ${issue.message}`;
}

/** One region for both orgs, or one each. */
function regionProblems({ values, placeOf }: GivenSettings): string[] {
  if (values.ZOHO_REGION !== undefined) return [];
  if (values.ORG_A_REGION !== undefined && values.ORG_B_REGION !== undefined) return [];
  return [
    `${placeOf('ZOHO_REGION')} is missing: where the accounts live, e.g. eu, com or in; ORG_A_REGION and ORG_B_REGION when they differ`,
  ];
}

function toConfig(
  settings: v.InferOutput<typeof Settings>,
  { envFile, home, network }: Pick<Config, 'envFile' | 'home' | 'network'>,
): Config {
  return {
    envFile,
    home,
    network,
    orgA: toOrgA(settings),
    orgB: {
      dataCenter: settings.ORG_B_REGION ?? settings.ZOHO_REGION ?? '',
      clientId: settings.ORG_B_CLIENT_ID,
      clientSecret: settings.ORG_B_CLIENT_SECRET,
      refreshToken: settings.ORG_B_REFRESH_TOKEN,
    },
    crm: {
      module: settings.CRM_MODULE_API_NAME,
      checkboxField: settings.CRM_CHECKBOX_FIELD_API_NAME,
      folderNameField: settings.CRM_FOLDER_NAME_FIELD_API_NAME,
      storeFolderField: settings.CRM_DEST_FOLDER_FIELD_API_NAME,
      valueFields: toValueFields(settings),
      trigger: settings.CRM_TRIGGER,
    },
    storeFolderId: settings.WORKDRIVE_DEST_FOLDER_ID,
    source: {
      parentFolderId: settings.WORKDRIVE_SOURCE_PARENT_FOLDER_ID,
      teamId: settings.WORKDRIVE_SOURCE_TEAM_ID,
    },
    policy: settings.TRANSFER_POLICY,
    rules: toRules(settings),
    concurrency: settings.TRANSFER_CONCURRENCY,
    pace: settings.ZOHOKIT_PACE,
    logLevel: settings.LOG_LEVEL,
    outlets: {
      heartbeat: settings.ZOHOKIT_HEARTBEAT_URL,
      heartbeatFail: settings.ZOHOKIT_HEARTBEAT_FAIL_URL,
      notify: settings.ZOHOKIT_NOTIFY_URL,
    },
    logDays: settings.ZOHOKIT_LOG_DAYS,
    tokenKey: settings.ZOHOKIT_TOKEN_KEY,
    databaseUrl: settings.ZOHOKIT_DATABASE_URL,
    jobName: settings.ZOHOKIT_JOB ?? settings.CRM_MODULE_API_NAME,
    emulatorUrl: settings.ZOHO_EMULATOR_URL,
  };
}

function toOrgA(settings: v.InferOutput<typeof CrmSettings>): OrgConfig {
  return {
    dataCenter: settings.ORG_A_REGION ?? settings.ZOHO_REGION ?? '',
    clientId: settings.ORG_A_CLIENT_ID,
    clientSecret: settings.ORG_A_CLIENT_SECRET,
    refreshToken: settings.ORG_A_REFRESH_TOKEN,
  };
}
