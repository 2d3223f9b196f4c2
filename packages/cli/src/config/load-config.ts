import path from 'node:path';
import { networkSecrets, type NetworkOptions } from '@zohokit/zoho-http';
import type { TransferPolicy } from '@zohokit/transfer-core';
import * as v from 'valibot';
import { ConfigurationError } from './configuration-error.ts';
import { loadNetwork } from './load-network.ts';
import { readSettings } from './read-settings.ts';
import { unknownVariables } from './unknown-variables.ts';
import type { LogLevel } from './setting.ts';
import { Settings, type SettingName } from './settings.ts';

/** The credentials of one organisation, as they were set. */
export interface OrgConfig {
  /** Canonical, e.g. `eu`. */
  dataCenter: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

/** What a transfer needs to know, checked. */
export interface Config {
  /** The file that was read, absolute; `undefined` when there was none. */
  envFile: string | undefined;
  /** Where state and logs live, absolute. */
  home: string;
  /** CRM, and the WorkDrive that receives. */
  orgA: OrgConfig;
  /** The WorkDrive that is read. */
  orgB: OrgConfig;
  crm: {
    module: string;
    checkboxField: string;
    folderNameField: string;
    storeFolderField: string | undefined;
  };
  storeFolderId: string;
  source: { parentFolderId: string | undefined; teamId: string | undefined };
  /** When a record's box is ticked. */
  policy: TransferPolicy;
  /** WorkDrive requests per second; `undefined` for the client's default. */
  pace: number | undefined;
  logLevel: LogLevel;
  /** What access tokens are encrypted with; a secret. `undefined`: they are not. */
  tokenKey: string | undefined;
  /** Proxies and certificates. Holds secrets: see `secretsOf`. */
  network: NetworkOptions;
  /** Without a slash at its end. */
  emulatorUrl: string | undefined;
}

/** Where settings are read from. */
export interface LoadConfigOptions {
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  cwd: string;
  /** Instead of `.env` in `cwd`; relative to `cwd`. It must exist. */
  envFile?: string | undefined;
}

/**
 * Reads and checks all settings. A variable of the environment comes before the file; a blank one
 * counts as not set. A name in the file that is nearly one of ours is refused. Rejects with a `ConfigurationError` that names every problem at once.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<Config> {
  const { env, cwd } = options;
  const { file, fileExists, namesInFile, values } = await readSettings(options);
  const result = v.safeParse(Settings, values, { abortPipeEarly: true });
  const problems = [
    ...(result.issues ?? []).map(toProblem),
    ...regionProblems(values),
    ...unknownVariables(namesInFile, file),
  ];
  if (!result.success || problems.length > 0) throw new ConfigurationError(problems);
  const settings = result.output;
  const envFile = fileExists ? file : undefined;
  // A relative path must mean the same folder wherever a scheduler starts us.
  const base = envFile === undefined ? cwd : path.dirname(envFile);
  const home = path.resolve(base, settings.ZOHOKIT_HOME ?? '.zohokit');
  const nodeKnows = !isBlank(env['NODE_EXTRA_CA_CERTS']);
  const network = await loadNetwork({ settings, base, nodeKnows });
  return toConfig(settings, { envFile, home, network });
}

/** What must never be shown. */
export function secretsOf({ orgA, orgB, network, tokenKey }: Config): string[] {
  const orgs = [orgA, orgB].flatMap(({ clientSecret, refreshToken }) => [
    clientSecret,
    refreshToken,
  ]);
  return [...orgs, ...networkSecrets(network), ...(tokenKey === undefined ? [] : [tokenKey])];
}

// --- internal ---

type Values = Partial<Record<SettingName, string>>;

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

function toProblem(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? 'settings'} ${issue.message}`;
}

/** One region for both orgs, or one each. */
function regionProblems(values: Values): string[] {
  if (values.ZOHO_REGION !== undefined) return [];
  if (values.ORG_A_REGION !== undefined && values.ORG_B_REGION !== undefined) return [];
  return [
    'ZOHO_REGION is missing: where the accounts live, e.g. eu, com or in; ORG_A_REGION and ORG_B_REGION when they differ',
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
    orgA: {
      dataCenter: settings.ORG_A_REGION ?? settings.ZOHO_REGION ?? '',
      clientId: settings.ORG_A_CLIENT_ID,
      clientSecret: settings.ORG_A_CLIENT_SECRET,
      refreshToken: settings.ORG_A_REFRESH_TOKEN,
    },
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
    },
    storeFolderId: settings.WORKDRIVE_DEST_FOLDER_ID,
    source: {
      parentFolderId: settings.WORKDRIVE_SOURCE_PARENT_FOLDER_ID,
      teamId: settings.WORKDRIVE_SOURCE_TEAM_ID,
    },
    policy: settings.TRANSFER_POLICY,
    pace: settings.ZOHOKIT_PACE,
    logLevel: settings.LOG_LEVEL,
    tokenKey: settings.ZOHOKIT_TOKEN_KEY,
    emulatorUrl: settings.ZOHO_EMULATOR_URL,
  };
}
