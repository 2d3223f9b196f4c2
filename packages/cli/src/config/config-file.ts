import * as v from 'valibot';
import { Settings, type SettingName } from './settings.ts';

/** Where a value comes from that does not stand in the file itself. */
const Reference = v.union([
  v.pipe(
    v.strictObject({ env: v.pipe(v.string(), v.minLength(1)) }),
    v.description('A variable of the environment'),
  ),
  v.pipe(
    v.strictObject({ file: v.pipe(v.string(), v.minLength(1)) }),
    v.description('The text of a file; a relative path starts beside this file'),
  ),
  v.pipe(
    v.strictObject({ command: v.pipe(v.array(v.string()), v.minLength(1)) }),
    v.description('What a program prints, given with its arguments; no shell is involved'),
  ),
]);

/** A setting: a text, a number, a switch, a list, or where it comes from. */
export const ConfigValue = v.union(
  [v.string(), v.number(), v.boolean(), v.array(v.string()), Reference],
  'must be a text, number, true, false, a list of texts, {"env": NAME}, {"file": PATH} or {"command": [PROGRAM, ...]}',
);

/** What may stand for a setting in a file of several jobs. */
export type ConfigValue = v.InferOutput<typeof ConfigValue>;

/** Settings by the names that they have in `.env`. */
export type ConfigSettings = { [Name in SettingName]?: ConfigValue | undefined };

/**
 * How a job may be called: it becomes a folder, also on Windows, and a part of what a scheduler
 * calls it.
 */
const JobName = v.pipe(
  v.string(),
  v.regex(
    /^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z\d][a-z\d_-]{0,39}$/,
    'is no name of a job: up to 40 small letters, digits, - and _, a letter or digit first',
  ),
);

const settingEntries = Object.fromEntries(
  v.keyof(Settings).options.map((name) => [name, v.optional(ConfigValue)]),
);

// `fromEntries` forgets the names.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const JobSettings = v.strictObject(settingEntries) as v.GenericSchema<ConfigSettings>;

/** A file of several jobs: `zohokit.config.json`, or what a `.ts` or `.mjs` exports by default. */
export const ConfigFile = v.strictObject({
  $schema: v.optional(v.string()),
  shared: v.pipe(
    v.optional(JobSettings),
    v.description('Settings of every job that does not have its own'),
  ),
  jobs: v.pipe(
    v.record(JobName, JobSettings),
    v.check((jobs) => Object.keys(jobs).length > 0, 'holds no job'),
    v.description('The jobs by name'),
  ),
});

/** The contents of a file of several jobs. */
export type ConfigFile = v.InferOutput<typeof ConfigFile>;
