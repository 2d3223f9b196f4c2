import path from 'node:path';
import type * as v from 'valibot';
import type { App } from '../app.ts';
import { createCommand, type Command } from '../command.ts';
import type { ConfigShowResult } from '../config/config-result.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { describeSettings, type DescribedSetting } from '../config/describe-settings.ts';
import { checkSettings } from '../config/load-config.ts';
import { readSettings, type GivenSettings } from '../config/read-settings.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { exitCodes } from '../exit-code.ts';
import { harmless } from '../output/harmless.ts';

const flags = {
  origin: { type: 'boolean', description: 'Also where each value comes from' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
} as const;

/** `zohokit config show`: the settings in force, secrets masked. */
export function createConfigShowCommand(app: App): Command {
  return createCommand({
    name: 'config show',
    description: 'Show every setting, where it comes from, and what is wrong with it',
    args: flags,
    examples: [
      { line: 'config show', does: 'the settings in force' },
      { line: 'config show --origin', does: 'and from where each one is' },
      { line: 'config show --json', does: 'both, for a program' },
      { line: 'config show --config jobs.json --job deals', does: 'those of one of several jobs' },
    ],
    async run({ args }) {
      const given = await readSettings({ env: app.env, cwd: app.cwd, ...settingsSource(args) });
      const problems = await problemsOf(given, app);
      const settings = describeSettings(given);
      if (args.json === true) {
        const result: v.InferOutput<typeof ConfigShowResult> = {
          type: 'config',
          file: given.file,
          fileExists: given.fileExists,
          job: given.job ?? null,
          settings: settings.map((one) => ({ ...one, value: one.value ?? null })),
          problems: [...problems],
        };
        app.out.write(`${JSON.stringify(result)}\n`);
      } else {
        const nameOfFile = path.basename(given.file);
        const lines = toLines(settings, args.origin === true ? nameOfFile : undefined);
        const of = given.job === undefined ? 'settings of' : `job ${given.job} of`;
        const where = `${given.fileExists ? of : 'there is no file'} "${given.file}"`;
        for (const line of [where, ...lines]) app.out.write(`${harmless(line)}\n`);
        for (const problem of problems) app.err.write(`zohokit: ${harmless(problem)}\n`);
      }
      return problems.length === 0 ? exitCodes.done : exitCodes.configuration;
    },
  });
}

// --- internal ---

async function problemsOf(given: GivenSettings, app: App): Promise<readonly string[]> {
  try {
    await checkSettings(given, app);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

/** @param nameOfFile how the file is called in the column of origins; `undefined` without it */
function toLines(settings: readonly DescribedSetting[], nameOfFile: string | undefined): string[] {
  const words = {
    environment: 'environment',
    file: nameOfFile ?? '',
    default: 'default',
    unset: '',
  };
  const width = Math.max(...settings.map(({ name }) => name.length));
  const originWidth = Math.max(...Object.values(words).map((word) => word.length));
  return settings.map(({ name, value = '(not set)', origin }) => {
    const from = nameOfFile === undefined ? '' : `${words[origin].padEnd(originWidth)}  `;
    return `${name.padEnd(width)}  ${from}${value}`;
  });
}
