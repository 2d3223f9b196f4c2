import path from 'node:path';
import * as v from 'valibot';
import { ConfigurationError } from './configuration-error.ts';
import { readEnvFile } from './read-env-file.ts';
import { Settings, type SettingName } from './settings.ts';

/** Where settings are read from. */
export interface ReadSettingsOptions {
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  cwd: string;
  /** Instead of `.env` in `cwd`; relative to `cwd`. */
  envFile?: string | undefined;
  /** Whether a file that was named may be absent: it is about to be written. @default false */
  mayBeAbsent?: boolean | undefined;
}

/** From where a setting has its value. */
export type SettingOrigin = 'environment' | 'file';

/** The settings as they were given; nothing of them is checked. */
export interface GivenSettings {
  /** The file that was looked for, absolute. */
  file: string;
  fileExists: boolean;
  /** The names of all variables in the file, ours or not. */
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
  const { env, cwd, envFile, mayBeAbsent = false } = options;
  const file = path.resolve(cwd, envFile ?? '.env');
  const inFile = await readEnvFile(file);
  if (inFile === undefined && envFile !== undefined && !mayBeAbsent)
    throw new ConfigurationError([`--settings: there is no file "${file}"`]);
  const given: GivenSettings = {
    file,
    fileExists: inFile !== undefined,
    namesInFile: Object.keys(inFile ?? {}),
    values: {},
    origins: {},
  };
  for (const name of settingNames) {
    const fromEnvironment = textOf(env, name);
    const value = fromEnvironment ?? textOf(inFile ?? {}, name);
    if (value === undefined) continue;
    given.values[name] = value;
    given.origins[name] = fromEnvironment === undefined ? 'file' : 'environment';
  }
  return given;
}

// --- internal ---

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
