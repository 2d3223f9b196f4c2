import path from 'node:path';
import * as v from 'valibot';
import { ConfigurationError } from './configuration-error.ts';
import { readEnvFile } from './read-env-file.ts';
import { readJob } from './read-job.ts';
import type { SettingsSource } from './settings-source.ts';
import { Settings, type SettingName } from './settings.ts';

/** Where settings are read from. */
export interface ReadSettingsOptions extends SettingsSource {
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  cwd: string;
  /** Whether a file that was named may be absent: it is about to be written. @default false */
  mayBeAbsent?: boolean | undefined;
  /** In a file of several jobs: the settings whose values are looked for. @default all */
  only?: readonly SettingName[] | undefined;
}

/** From where a setting has its value. */
export type SettingOrigin = 'environment' | 'file';

/** The settings as they were given; nothing of them is checked. */
export interface GivenSettings {
  /** The file that was looked for, absolute. */
  file: string;
  fileExists: boolean;
  /** Which job of a file of several; `undefined` for a settings file of one. */
  job: string | undefined;
  /** Where state and logs live when no setting says it; absolute. */
  defaultHome: string;
  /** How a problem names a setting: the variable, or its path in a file of several jobs. */
  placeOf: (name: SettingName) => string;
  /** The names of all variables in the file that has not been checked for them, ours or not. */
  namesInFile: readonly string[];
  /** Blank ones are left out. */
  values: Partial<Record<SettingName, string>>;
  origins: Partial<Record<SettingName, SettingOrigin>>;
}

/** All names of settings, in the order of the documentation. */
export const settingNames = v.keyof(Settings).options;

/**
 * Reads the settings as they stand. A variable of the environment comes before the file; a blank
 * one counts as not set. Rejects with a `ConfigurationError` for a file that cannot be read.
 */
export async function readSettings(options: ReadSettingsOptions): Promise<GivenSettings> {
  const { configFile, job } = options;
  const hasJobs = configFile !== undefined || job !== undefined;
  return hasJobs ? await readOneOfSeveral(options) : await readOnlyOne(options);
}

// --- internal ---

async function readOnlyOne(options: ReadSettingsOptions): Promise<GivenSettings> {
  const { env, cwd, envFile, mayBeAbsent = false } = options;
  const file = path.resolve(cwd, envFile ?? '.env');
  const inFile = await readEnvFile(file);
  if (inFile === undefined && envFile !== undefined && !mayBeAbsent)
    throw new ConfigurationError([`--settings: there is no file "${file}"`]);
  const given: GivenSettings = {
    file,
    fileExists: inFile !== undefined,
    job: undefined,
    defaultHome: path.join(path.dirname(file), '.zohokit'),
    placeOf: (name) => name,
    namesInFile: Object.keys(inFile ?? {}),
    values: {},
    origins: {},
  };
  return merge(given, env, (name) => textOf(inFile ?? {}, name));
}

async function readOneOfSeveral(options: ReadSettingsOptions): Promise<GivenSettings> {
  const { env, only = settingNames } = options;
  const isOverridden = (name: SettingName): boolean => textOf(env, name) !== undefined;
  const isWanted = (name: SettingName): boolean => only.includes(name) && !isOverridden(name);
  const { file, job, values, places } = await readJob({ ...options, isWanted });
  const folder = path.dirname(file);
  const empty: GivenSettings = {
    file,
    fileExists: true,
    job,
    defaultHome: path.join(folder, '.zohokit', job),
    placeOf: (name) => (isOverridden(name) ? name : (places[name] ?? `jobs.${job}.${name}`)),
    namesInFile: [],
    values: {},
    origins: {},
  };
  const given = merge(empty, env, (name) => values[name]);
  // What is not of one job alone is the folder of all their folders.
  const { ZOHOKIT_HOME: home } = given.values;
  if (home !== undefined && places.ZOHOKIT_HOME !== `jobs.${job}.ZOHOKIT_HOME`)
    given.values.ZOHOKIT_HOME = path.join(home, job);
  return given;
}

/** The environment comes before the file. */
function merge(
  given: GivenSettings,
  env: Readonly<Record<string, string | undefined>>,
  inFile: (name: SettingName) => string | undefined,
): GivenSettings {
  for (const name of settingNames) {
    const fromEnvironment = textOf(env, name);
    const value = fromEnvironment ?? inFile(name);
    if (value === undefined) continue;
    given.values[name] = value;
    given.origins[name] = fromEnvironment === undefined ? 'file' : 'environment';
  }
  return given;
}

function textOf(
  layer: Readonly<Record<string, string | undefined>>,
  name: SettingName,
): string | undefined {
  return spellings(name)
    .map((one) => layer[one]?.trim() ?? '')
    .find((one) => one !== '');
}

/** Programs have never agreed on the case of these; the lower-case one counts, as for curl. */
function spellings(name: SettingName): string[] {
  return name.endsWith('_PROXY') ? [name.toLowerCase(), name] : [name];
}
