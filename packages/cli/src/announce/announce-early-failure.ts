import path from 'node:path';
import { createRedactor, type NetworkOptions } from '@zohokit/zoho-http';
import * as v from 'valibot';
import type { App } from '../app.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { loadNetwork } from '../config/load-network.ts';
import { outletSecrets, type Outlets } from '../config/outlets.ts';
import { findConfigFile, salvageSettings } from '../config/read-config-file.ts';
import { readSettings, type GivenSettings } from '../config/read-settings.ts';
import { resolveValue } from '../config/resolve-value.ts';
import type { SettingsSource } from '../config/settings-source.ts';
import { Settings, type SettingName } from '../config/settings.ts';
import type { RunEndEvent } from '../output/run-event.ts';
import { announceRun } from './announce-run.ts';

/**
 * Tells of a run that could not begin, with what can be read of the settings: whatever else is wrong
 * with them, an address in them that is right is told. Never rejects: resolves to a sentence for each
 * that could not be told.
 */
export async function announceEarlyFailure(
  app: Pick<App, 'env' | 'cwd' | 'hostName'>,
  source: SettingsSource,
  end: RunEndEvent,
): Promise<string[]> {
  const { values, file } = await readRemains(app, source);
  const outlets: Outlets = {
    heartbeat: undefined,
    heartbeatFail: valid(values, 'ZOHOKIT_HEARTBEAT_FAIL_URL'),
    notify: valid(values, 'ZOHOKIT_NOTIFY_URL'),
  };
  if (outlets.heartbeatFail === undefined && outlets.notify === undefined) return [];
  const redactor = createRedactor(outletSecrets(outlets));
  const about = source.job === undefined ? file : `${file}, job ${source.job}`;
  return await announceRun({
    outlets,
    network: await networkOf(values, file, app.env),
    run: { runId: undefined, about: `"${about}"`, host: app.hostName, end },
    redact: (text) => redactor.redact(text),
  });
}

// --- internal ---

const needed = [
  'ZOHOKIT_HEARTBEAT_FAIL_URL',
  'ZOHOKIT_NOTIFY_URL',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
] as const satisfies readonly SettingName[];

type Remains = Pick<GivenSettings, 'values' | 'file'>;

/** The settings as far as they can be read. */
async function readRemains(
  { env, cwd }: Pick<App, 'env' | 'cwd'>,
  source: SettingsSource,
): Promise<Remains> {
  try {
    return await readSettings({ env, cwd, ...source, only: needed });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return await salvage({ env, cwd }, source);
  }
}

async function salvage(
  { env, cwd }: Pick<App, 'env' | 'cwd'>,
  { envFile, configFile, job }: SettingsSource,
): Promise<Remains> {
  const hasJobs = configFile !== undefined || job !== undefined;
  const file = hasJobs
    ? await findConfigFile(cwd, configFile).catch(() => path.resolve(cwd, configFile ?? ''))
    : path.resolve(cwd, envFile ?? '.env');
  const inFile = hasJobs ? await salvageSettings(file, job, needed) : {};
  const values: Remains['values'] = {};
  for (const name of needed) {
    const value = env[name] ?? inFile[name];
    if (value === undefined) continue;
    const resolved = await resolveValue(value, { env, folder: path.dirname(file) });
    if ('text' in resolved && resolved.text !== '') values[name] = resolved.text;
  }
  return { file, values };
}

function valid(values: Remains['values'], name: (typeof needed)[number]): string | undefined {
  const value = values[name];
  return value !== undefined && v.is(Settings.entries[name], value) ? value : undefined;
}

/** A proxy that is wrong is as good as none: the message may get through without it. */
async function networkOf(
  values: Remains['values'],
  file: string,
  env: App['env'],
): Promise<NetworkOptions> {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'] as const;
  const settings = Object.fromEntries(names.map((name) => [name, valid(values, name)]));
  const nodeKnows = (env['NODE_EXTRA_CA_CERTS'] ?? '').trim() !== '';
  return await loadNetwork({ settings, base: path.dirname(file), nodeKnows }).catch(() => ({}));
}
