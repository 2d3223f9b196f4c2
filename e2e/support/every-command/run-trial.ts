import { stripVTControlCharacters } from 'node:util';
import { createTypist } from '../../../packages/cli/src/testing/talk-to-terminal.ts';
import { startAtTerminal } from '../at-terminal.ts';
import { startProgram, type Going } from '../workplace.ts';
import { openRoom, type Room } from './room.ts';
import type { Trial } from './trial.ts';
import { schemaOf, violations } from './published-schema.ts';

/** What a trial came to. */
interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/**
 * Spawns the program as a trial says. Resolves to what was not as it must be: the exit code, the words that
 * were expected, and what nobody wants to see of any command line. With `json` also whether what a
 * program reads is by the published schema.
 */
export async function runTrial(trial: Trial, { json = false } = {}): Promise<string[]> {
  const room = await openRoom(trial.seed);
  try {
    await trial.arrange?.(room);
    const words = [...trial.command.split(' ').filter(Boolean), ...trial.args(room)];
    const ended = await spawn(trial, room, json ? [...words, '--json'] : words);
    const problems = problemsOf(trial, room, ended, json);
    return problems.length === 0 ? [] : [...problems, JSON.stringify(ended, undefined, 2)];
  } finally {
    await room.close();
  }
}

// --- internal ---

async function spawn(trial: Trial, room: Room, words: readonly string[]): Promise<Ended> {
  if (trial.terminal !== undefined) return await spawnAtTerminal(trial.terminal, room, words);
  const { ctrlC } = trial;
  const isRequest = ctrlC !== undefined && !(ctrlC instanceof RegExp);
  const fault = isRequest
    ? room.emulator.faults.add({ match: { ...ctrlC, times: 9 }, effect: { kind: 'hang' } })
    : undefined;
  const going = startProgram(words, room.cwd, room.env);
  if (ctrlC !== undefined) {
    await Promise.race([fault?.whenFired ?? said(going, ctrlC as RegExp), going.ended]);
    going.child.kill('SIGINT');
  }
  return await going.ended;
}

async function spawnAtTerminal(
  { shows, press }: NonNullable<Trial['terminal']>,
  { cwd, env }: Room,
  words: readonly string[],
): Promise<Ended> {
  const going = startAtTerminal(words, { cwd, env });
  await createTypist(going).waitFor(shows);
  going.press(press);
  const code = await going.ended;
  return { code, out: stripVTControlCharacters(going.shown()), err: '' };
}

async function said({ child }: Going, what: RegExp): Promise<void> {
  let out = '';
  await new Promise<void>((resolve) => {
    child.stdout?.on('data', (text: string) => {
      out += text;
      if (what.test(out)) resolve();
    });
  });
}

function problemsOf(trial: Trial, room: Room, ended: Ended, json: boolean): string[] {
  const { code, out, err } = ended;
  const all = out + err;
  const says = (text: string, what: RegExp | string | undefined): boolean =>
    what === undefined || (typeof what === 'string' ? text.includes(what) : what.test(text));
  const rules: [string, boolean][] = [
    [`the exit code is ${trial.code}`, code === trial.code],
    [`standard output says ${trial.out}`, json || says(out, trial.out)],
    // A document may say what is wrong itself.
    [`standard error says ${trial.err}`, says(json ? all : err, trial.err)],
    [`it says ${trial.says}`, json || says(all, trial.says)],
    ['no escape codes where nobody watches', !all.includes('\u001B')],
    ['no stack trace', !/^ {4}at /mu.test(all)],
    ['everything is foreseen', !all.includes('unexpected error')],
    ['no secret is shown', trial.showsSecrets === true || !showsSecrets(all, room)],
    ['a mistyped command line is sent to the help', !isMistyped(trial, ended) || sendsToHelp(err)],
  ];
  return [
    ...rules.filter(([, holds]) => !holds).map(([rule]) => `not so: ${rule}`),
    ...(json ? violationsOf(trial.command, out) : []),
  ];
}

/** Also what access tokens, refresh tokens and codes look like. */
function showsSecrets(text: string, room: Room): boolean {
  return room.secrets().some((one) => text.includes(one)) || /1000\.[0-9a-f]{32}/u.test(text);
}

/** A command may end with 2 in its report as well. */
function isMistyped({ bad }: Trial, { code, err }: Ended): boolean {
  return bad !== undefined && code === 2 && err !== '';
}

function sendsToHelp(err: string): boolean {
  return /^zohokit: .+\nSee zohokit[ a-z]* --help\n$/su.test(err);
}

/** A document, or one on each line; nothing where a command could not begin. */
function violationsOf(command: string, out: string): string[] {
  const schema = schemaOf(command);
  const lines = out.trimEnd() === '' ? [] : out.trimEnd().split('\n');
  const isStream = command === 'run' || command === 'retry';
  if (lines.length > 1 && !isStream) return [`${lines.length} lines instead of one document`];
  return lines.flatMap((line) => violations(schema, JSON.parse(line)));
}
