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
export function describeSettings(given: GivenSettings): DescribedSetting[] {
  const { values, origins, defaultHome } = given;
  return settingNames.map((name): DescribedSetting => {
    const isSecret = secretNames.test(name);
    const origin = origins[name];
    const text = values[name];
    if (text !== undefined && origin !== undefined)
      return { name, value: show(name, text, isSecret), origin, isSecret };
    const value = defaultOf(name, defaultHome);
    return { name, value, origin: value === undefined ? 'unset' : 'default', isSecret };
  });
}

// --- internal ---

const secretNames =
  /_(?:CLIENT_SECRET|REFRESH_TOKEN|TOKEN_KEY|DATABASE_URL|HEARTBEAT_URL|HEARTBEAT_FAIL_URL|NOTIFY_URL)$|^HTTPS?_PROXY$/;

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

function defaultOf(name: SettingName, defaultHome: string): string | undefined {
  if (name === 'ZOHOKIT_HOME') return defaultHome;
  if (name === 'ZOHOKIT_PACE') return defaultPace;
  const fallback: unknown = v.getDefault<v.GenericSchema>(Settings.entries[name]);
  // A variable that must be there has an empty text, so that its schema can say what it is.
  return typeof fallback === 'string' && fallback !== '' ? fallback : undefined;
}
