import { readFile } from 'node:fs/promises';
import { describe, expect, it, test } from 'vitest';
import { commandExits } from '../packages/cli/src/command-exits.ts';
import {
  misshapen,
  unknownFlags,
  wrongValues,
  wrongWords,
} from './support/every-command/bad-input.ts';
import { commands, hasJson } from './support/every-command/commands.ts';
import { exitTrials } from './support/every-command/exit-trials.ts';
import { runTrial } from './support/every-command/run-trial.ts';
import { nameOf } from './support/every-command/trial.ts';
import { successTrials } from './support/every-command/usual.ts';

/**
 * Every command, spawned, when all is well and with a mistyped flag; and whether each way to end has a
 * trial. The trials that take longer are in `every-command.full.test.ts`.
 */

const all = [
  ...successTrials,
  ...exitTrials,
  ...unknownFlags,
  ...misshapen,
  ...wrongWords,
  ...wrongValues,
];

const names = commands.map(({ name }) => name);

const codes = (command: string): number[] =>
  [...new Set(all.filter((one) => one.command === command).map(({ code }) => code))].toSorted(
    (a, b) => a - b,
  );

const speaksJson = new Set(commands.filter(hasJson).map(({ name }) => name));

describe('the trials', () => {
  it('are about commands that there are', () => {
    expect(Object.keys(commandExits).toSorted()).toEqual(names.toSorted());
    expect(successTrials.map(({ command }) => command).toSorted()).toEqual(names.toSorted());
  });

  test.each(names)('have each exit code of %s, and none that its help does not tell', (name) => {
    const told = Object.keys(commandExits[name] ?? {}).map(Number);
    expect(codes(name)).toEqual(told);
  });

  test.each(commands.map((command) => [command.name, command] as const))(
    'have a wrong value of each flag and word of %s',
    (name, { args }) => {
      const bad = new Set(
        all.filter(({ command }) => command === name).map((one) => one.bad?.split(' ')[0]),
      );
      const values = Object.entries(args).filter(([, { type }]) => type !== 'boolean');
      const untried = values
        .map(([flag, { type, valueHint }]) => (type === 'positional' ? valueHint : `--${flag}`))
        .filter(
          (one) => !bad.has(one?.includes('|') === true && !one.startsWith('-') ? 'SHELL' : one),
        );
      expect(untried).toEqual([]);
    },
  );
});

test('the README tells the exit codes that the help tells', async () => {
  const readme = await readFile(new URL('../packages/cli/README.md', import.meta.url), 'utf8');
  const run = [...readme.matchAll(/^\| (\d+) \|/gmu)].map(([, code]) => Number(code));
  expect(run).toEqual(Object.keys(commandExits['run'] ?? {}).map(Number));
  const rows = [...readme.matchAll(/^\| `(\w+)[^|]*\|.*\| ([\d][^|]*) \|$/gmu)];
  expect(rows.length).toBeGreaterThan(8);
  for (const [, command = '', cell = ''] of rows) {
    const told = [...cell.matchAll(/\b\d+\b/gu)].map(Number);
    const given = Object.keys(commandExits[command] ?? {}).map(Number);
    expect([command, given]).toEqual([command, expect.arrayContaining(told)]);
    const common = new Set([2, 3, 4, 5, 130]);
    expect([command, given.filter((code) => !common.has(code))]).toEqual([command, told]);
  }
});

test.concurrent.each(successTrials.map((trial) => [nameOf(trial), trial] as const))(
  '%s',
  async (_, trial) => {
    const json = speaksJson.has(trial.command);
    expect(await runTrial(trial, { json })).toEqual([]);
  },
);

test.concurrent.each(unknownFlags.map((trial) => [nameOf(trial), trial] as const))(
  '%s',
  async (_, trial) => {
    expect(await runTrial(trial)).toEqual([]);
  },
);
