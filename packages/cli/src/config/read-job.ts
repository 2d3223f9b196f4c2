import path from 'node:path';
import * as v from 'valibot';
import { nearestName } from '../nearest-name.ts';
import type { ConfigFile } from './config-file.ts';
import { ConfigurationError } from './configuration-error.ts';
import { findConfigFile, readConfigFile } from './read-config-file.ts';
import { resolveValue } from './resolve-value.ts';
import { Settings, type SettingName } from './settings.ts';

/** One job of a file of several. */
export interface JobSettings {
  /** Absolute. */
  file: string;
  job: string;
  /** Texts as they would stand in `.env`; only those that are wanted. */
  values: Partial<Record<SettingName, string>>;
  /** By its path in the file: `jobs.deals.CRM_MODULE_API_NAME`, `shared.ZOHO_REGION`. */
  places: Partial<Record<SettingName, string>>;
}

export interface ReadJobOptions {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  configFile?: string | undefined;
  job?: string | undefined;
  /** Whether a setting's value is looked for: a program is not asked for what nobody uses. */
  isWanted: (name: SettingName) => boolean;
}

/** The jobs of a file, in its order. Rejects with a `ConfigurationError` as `readConfigFile` does. */
export async function listJobs(
  options: Pick<ReadJobOptions, 'cwd' | 'configFile'>,
): Promise<{ file: string; jobs: string[] }> {
  const file = await findConfigFile(options.cwd, options.configFile);
  return { file, jobs: Object.keys((await readConfigFile(file)).jobs) };
}

/**
 * The settings of one job: its own before those that all share. Rejects with a `ConfigurationError`
 * that names every problem at once.
 */
export async function readJob(options: ReadJobOptions): Promise<JobSettings> {
  const { env, cwd, configFile, isWanted } = options;
  const file = await findConfigFile(cwd, configFile);
  const config = await readConfigFile(file);
  const job = chooseJob(config, options.job, file);
  const own = config.jobs[job] ?? {};
  const merged = { ...config.shared, ...own };
  const found: JobSettings = { file, job, values: {}, places: {} };
  const problems: string[] = [];
  for (const name of v.keyof(Settings).options) {
    const value = merged[name];
    if (value === undefined || !isWanted(name)) continue;
    const place = own[name] === undefined ? `shared.${name}` : `jobs.${job}.${name}`;
    const resolved = await resolveValue(value, { env, folder: path.dirname(file) });
    found.places[name] = place;
    if ('problem' in resolved) problems.push(`${place} ${resolved.problem}`);
    else if (resolved.text !== '') found.values[name] = resolved.text;
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return found;
}

// --- internal ---

function chooseJob({ jobs }: ConfigFile, job: string | undefined, file: string): string {
  const names = Object.keys(jobs);
  const [only] = names;
  if (job === undefined) {
    if (only !== undefined && names.length === 1) return only;
    throw new ConfigurationError([`--job is missing: "${file}" has ${names.join(', ')}`]);
  }
  if (Object.hasOwn(jobs, job)) return job;
  const nearest = nearestName(job, names);
  const hint = nearest === undefined ? `it has ${names.join(', ')}` : `did you mean ${nearest}?`;
  throw new ConfigurationError([`--job: "${file}" has no job ${JSON.stringify(job)}: ${hint}`]);
}
