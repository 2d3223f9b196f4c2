import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { nearestName } from '../nearest-name.ts';
import { ConfigFile, ConfigValue, type ConfigSettings } from './config-file.ts';
import { ConfigurationError } from './configuration-error.ts';
import type { SettingName } from './settings.ts';
import { configFileNames } from './settings-source.ts';
import { nearestSetting } from './unknown-variables.ts';

/**
 * The file of several jobs that was named, or the first of `configFileNames` that exists; absolute.
 * Rejects with a `ConfigurationError` when there is none.
 */
export async function findConfigFile(cwd: string, configFile: string | undefined): Promise<string> {
  const names = configFile === undefined ? configFileNames : [configFile];
  for (const name of names) {
    const file = path.resolve(cwd, name);
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists) return file;
  }
  throw new ConfigurationError([
    configFile === undefined
      ? `--job: there is no ${configFileNames.join(', ')} in "${cwd}": name one by --config`
      : `--config: there is no file "${path.resolve(cwd, configFile)}"`,
  ]);
}

/**
 * Reads a file of several jobs and checks its form: names of settings and jobs, kinds of values.
 * Rejects with a `ConfigurationError` that names every problem by its path and no value.
 */
export async function readConfigFile(file: string): Promise<ConfigFile> {
  const content = await load(file);
  const result = v.safeParse(ConfigFile, content);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${toProblem(issue)} ("${file}")`);
  throw new ConfigurationError([...new Set(problems)]);
}

/**
 * What of a file's settings can be understood, whatever else is wrong with it: those of a job before
 * those that all share. Never rejects.
 */
export async function salvageSettings(
  file: string,
  job: string | undefined,
  names: readonly SettingName[],
): Promise<ConfigSettings> {
  const content = await load(file).catch(() => undefined);
  const { shared = {}, jobs = {} } = v.parse(Rough, content);
  const own = v.parse(v.fallback(Loose, {}), job === undefined ? {} : jobs[job]);
  const found: ConfigSettings = {};
  for (const name of names) {
    const result = v.safeParse(ConfigValue, own[name] ?? shared[name]);
    if (result.success) found[name] = result.output;
  }
  return found;
}

// --- internal ---

const Loose = v.record(v.string(), v.unknown());

const Rough = v.fallback(
  v.object({ shared: v.fallback(v.optional(Loose), {}), jobs: v.fallback(v.optional(Loose), {}) }),
  {},
);

async function load(file: string): Promise<unknown> {
  return file.endsWith('.json') ? await readJson(file) : await importDefault(file);
}

async function readJson(file: string): Promise<unknown> {
  try {
    const bytes = await readFile(file);
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    return JSON.parse(new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes));
  } catch (cause) {
    // What `JSON.parse` says repeats a part of the text, which may be a secret.
    const why =
      cause instanceof SyntaxError
        ? `is no JSON${placeOf(cause)}`
        : 'cannot be read: check that it is a file and that this user may read it';
    throw new ConfigurationError([`"${file}" ${why}`], { cause });
  }
}

/** `in JSON at position 12 (line 2 column 3)` tells where; what stands there is left out. */
function placeOf({ message }: SyntaxError): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
  return line === undefined ? '' : `: see line ${line}, column ${column}`;
}

async function importDefault(file: string): Promise<unknown> {
  if (!/\.(?:[cm]?ts|m?js)$/.test(file))
    throw new ConfigurationError([`"${file}" must end in .json, .ts, .mts, .js or .mjs`]);
  try {
    const module: unknown = await import(pathToFileURL(file).href);
    return typeof module === 'object' && module !== null && 'default' in module
      ? module.default
      : undefined;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const why =
      code === 'ERR_UNKNOWN_FILE_EXTENSION'
        ? `is TypeScript, which this Node.js (${process.versions.node}) does not read: use .mjs or .json, or Node.js 22.18`
        : `cannot be loaded (${cause instanceof Error ? cause.name : 'unknown error'}${code === '' ? '' : ` ${code}`}): try node "${file}"`;
    throw new ConfigurationError([`"${file}" ${why}`], { cause });
  }
}

function toProblem(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue) ?? 'the file';
  const key = issue.path?.at(-1)?.key;
  const depth = issue.path?.length ?? 0;
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const name = String(key);
    const nearest =
      depth === 1 ? nearestName(name, ['shared', 'jobs', '$schema']) : nearestSetting(name);
    return `${place} is no setting of this program: ${nearest === undefined ? 'remove it' : `did you mean ${nearest}?`}`;
  }
  if (issue.expected === '"jobs"' || (place === 'jobs' && issue.received === 'undefined'))
    return 'jobs is missing: an object with the settings of each job by its name';
  if (issue.type === 'strict_object' || issue.type === 'record')
    return `${place} must be an object`;
  return `${place} ${issue.message}`;
}
