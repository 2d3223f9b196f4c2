import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { App } from '../app.ts';
import { createCommand, type Command } from '../command.ts';
import { loadWay } from '../config/org-settings.ts';
import { checkEnvFileWritable } from '../config/write-env-file.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { InitAnswers } from '../init/answers.ts';
import { createAnswersPrompter } from '../init/answers-prompter.ts';
import { openDraft } from '../init/draft.ts';
import type { Prompter } from '../init/prompter.ts';
import { describeQuestions } from '../init/questions.ts';
import { setUp } from '../init/set-up.ts';
import { harmless } from '../output/harmless.ts';
import { connectEmulatorClock } from '../run/emulator-clock.ts';
import { UsageError } from '../usage-error.ts';

const flags = {
  answers: { type: 'string', valueHint: 'FILE', description: 'JSON: the answers; asks nobody' },
  settings: {
    type: 'string',
    valueHint: 'FILE',
    description: 'Write there instead of .env',
  },
} as const;

/**
 * `zohokit init`: from nothing to a dry run.
 * @param zohokit runs a command line, as `main` does
 */
export function createInitCommand(
  app: App,
  zohokit: (rawArgs: readonly string[], app: App) => Promise<ExitCode>,
): Command {
  return createCommand({
    name: 'init',
    description: 'Set up a transfer step by step, up to a dry run',
    args: flags,
    examples: [
      { line: 'init', does: 'asks for everything, and writes .env' },
      { line: 'init --answers answers.json', does: 'without a terminal' },
      { line: 'init --settings other.env', does: 'a second transfer beside the first' },
    ],
    async run({ args }) {
      const prompter = await choosePrompter(app, args.answers);
      if (prompter === undefined) {
        app.out.write(describeQuestions());
        return exitCodes.usage;
      }
      return await converse(app, prompter, { envFile: args.settings, zohokit });
    },
  });
}

/** The conversation with whoever answers, and the dry run at its end, whose exit code it has. */
export async function converse(
  app: App,
  prompter: Prompter,
  {
    envFile,
    zohokit,
  }: {
    envFile: string | undefined;
    zohokit: (rawArgs: readonly string[], app: App) => Promise<ExitCode>;
  },
): Promise<ExitCode> {
  const draft = await openDraft({ env: app.env, cwd: app.cwd, envFile });
  const { file } = draft.given;
  await checkEnvFileWritable(file);
  const way = await loadWay(draft.given, app.env);
  const { emulatorUrl: url } = way;
  const { fetch, clock: machine } = app;
  const clock = url === undefined ? machine : await connectEmulatorClock({ url, fetch, machine });
  prompter.say(
    `Each answer goes into "${file}" at once. Ctrl-C ends this; "zohokit init" goes on from there, or changes an answer.`,
  );
  await setUp({ app, prompter, draft, way, clock });
  const next = [
    `Everything is in "${file}". It opens both organisations: keep it to yourself.`,
    'Later: "zohokit doctor" checks all of it, "zohokit run --limit 1" moves the files of one record, "zohokit run" all, "zohokit schedule install" has it start by itself.',
  ];
  prompter.say(next.join('\n'));
  const message = 'See what a run would do? (a dry run; changes nothing)';
  const wanted = await prompter.confirm({ id: 'dryRun', message, initial: true });
  if (!wanted) return exitCodes.done;
  return await zohokit(['run', '--dry-run', '--settings', file], app);
}

// --- internal ---

async function choosePrompter(
  app: App,
  answersFile: string | undefined,
): Promise<Prompter | undefined> {
  if (answersFile !== undefined) {
    const answers = await readAnswers(path.resolve(app.cwd, answersFile));
    const say = (text: string): void => {
      for (const line of text.split('\n')) app.out.write(`${harmless(line)}\n`);
    };
    return createAnswersPrompter({ answers, say });
  }
  if (app.terminal === undefined) return undefined;
  const { createClackPrompter } = await import('../init/clack-prompter.ts');
  return createClackPrompter(app.terminal, app.signal);
}

async function readAnswers(file: string): Promise<InitAnswers> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    // What `JSON.parse` says repeats a part of the text, which holds secrets.
    const why = cause instanceof SyntaxError ? 'is no JSON' : 'cannot be read';
    throw new UsageError(`--answers: "${file}" ${why}`, { cause });
  }
  const result = v.safeParse(InitAnswers, json);
  if (result.success) return result.output;
  const places = result.issues.map((issue) => v.getDotPath(issue) ?? '(root)');
  throw new UsageError(`--answers: unknown or wrong: ${[...new Set(places)].join(', ')}`);
}
