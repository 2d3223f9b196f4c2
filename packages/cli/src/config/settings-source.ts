import { UsageError } from '../usage-error.ts';

/** Which settings a command works with. */
export interface SettingsSource {
  /** Instead of `.env`; relative to the working directory. */
  envFile?: string | undefined;
  /** A file of several jobs instead; relative to the working directory. */
  configFile?: string | undefined;
  /** Which of its jobs. @default the only one */
  job?: string | undefined;
}

/** The flags that choose settings. */
export const sourceFlags = {
  settings: { type: 'string', valueHint: 'FILE', description: 'Instead of .env' },
  config: {
    type: 'string',
    valueHint: 'FILE',
    description: 'A file of several jobs, e.g. zohokit.config.json',
  },
  job: { type: 'string', valueHint: 'NAME', description: 'Which job of that file' },
} as const;

/** Where these files are looked for when only a job is named, the first that exists. */
export const configFileNames = [
  'zohokit.config.json',
  'zohokit.config.ts',
  'zohokit.config.mjs',
] as const;

/** What the flags choose. Throws a `UsageError` for flags that exclude each other. */
export function settingsSource({
  settings: envFile,
  config: configFile,
  job,
}: {
  [Flag in keyof typeof sourceFlags]?: string | undefined;
}): SettingsSource {
  if (envFile !== undefined && (configFile !== undefined || job !== undefined))
    throw new UsageError('--settings excludes --config and --job: give one or the other');
  return { envFile, configFile, job };
}
