import path from 'node:path';
import * as v from 'valibot';
import { describeDatabaseUrl } from './database-url.ts';
import type { GivenSettings, SettingOrigin } from './read-settings.ts';
import { settingNames } from './read-settings.ts';
import { Settings, type SettingName } from './settings.ts';

/** A setting as it may be shown to anybody. */
export interface DescribedSetting {
  name: SettingName;
  /** Masked when it is a secret; `undefined` when it has none. */
  value: string | undefined;
  origin: SettingOrigin | 'default' | 'unset';
  isSecret: boolean;
}

/** Every setting with its value and where that comes from. Nothing shown is a secret. */
export function describeSettings({ values, origins, file }: GivenSettings): DescribedSetting[] {
  return settingNames.map((name): DescribedSetting => {
    const isSecret = secretNames.test(name);
    const origin = origins[name];
    const given = values[name];
    if (given !== undefined && origin !== undefined)
      return { name, value: show(name, given, isSecret), origin, isSecret };
    const value = defaultOf(name, file);
    return { name, value, origin: value === undefined ? 'unset' : 'default', isSecret };
  });
}

// --- internal ---

const secretNames = /_(?:CLIENT_SECRET|REFRESH_TOKEN|TOKEN_KEY|DATABASE_URL)$|^HTTPS?_PROXY$/;

/** WorkDrive's client has this one: see its `WorkDriveClientOptions`. */
const defaultPace = '5';

function show(name: SettingName, value: string, isSecret: boolean): string {
  if (name === 'NO_PROXY') return value;
  if (name.endsWith('_PROXY')) return withoutPassword(value);
  if (name === 'ZOHOKIT_DATABASE_URL') return describeDatabaseUrl(value);
  if (isSecret) return `*** (${value.length} characters)`;
  // What is wrong may be a secret that slipped into the wrong line.
  return v.is(Settings.entries[name], value) ? value : '*** (not shown: it is wrong)';
}

function withoutPassword(proxy: string): string {
  const text = proxy.includes('://') ? proxy : `http://${proxy}`;
  if (!URL.canParse(text)) return '*** (not shown: it is wrong)';
  const { protocol, host, username, password } = new URL(text);
  const who = username === '' && password === '' ? '' : '***@';
  return `${protocol}//${who}${host}`;
}

function defaultOf(name: SettingName, file: string): string | undefined {
  if (name === 'ZOHOKIT_HOME') return path.join(path.dirname(file), '.zohokit');
  if (name === 'ZOHOKIT_PACE') return defaultPace;
  const fallback: unknown = v.getDefault<v.GenericSchema>(Settings.entries[name]);
  // A variable that must be there has an empty text, so that its schema can say what it is.
  return typeof fallback === 'string' && fallback !== '' ? fallback : undefined;
}
