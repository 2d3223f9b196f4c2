import { describe, expect, test } from 'vitest';
import {
  misshapen,
  unknownFlags,
  wrongValues,
  wrongWords,
} from './support/every-command/bad-input.ts';
import { commands, hasJson } from './support/every-command/commands.ts';
import { exampleTrials, helpTrials } from './support/every-command/examples.ts';
import { exitTrials } from './support/every-command/exit-trials.ts';
import { runTrial } from './support/every-command/run-trial.ts';
import { successTrials } from './support/every-command/usual.ts';
import { nameOf } from './support/every-command/trial.ts';

/** Every command, spawned: what a person reads when all is well, and each other way to end. */

describe.each([
  ['all is well', successTrials],
  ['examples', exampleTrials],
  ['help', helpTrials],
  ['exit codes', exitTrials],
  ['bad input: flags', [...unknownFlags, ...misshapen]],
  ['bad input: words', wrongWords],
  ['bad input: values', wrongValues],
])('%s', (_, trials) => {
  test.concurrent.each(trials.map((trial) => [nameOf(trial), trial] as const))(
    '%s',
    async (__, trial) => {
      expect(await runTrial(trial)).toEqual([]);
    },
  );
});

const speaksJson = new Set(commands.filter(hasJson).map(({ name }) => name));

describe('for a program', () => {
  const spoken = exitTrials.filter(
    ({ command, ctrlC, terminal }) =>
      speaksJson.has(command) && ctrlC === undefined && terminal === undefined,
  );
  test.concurrent.each(spoken.map((trial) => [nameOf(trial), trial] as const))(
    '%s with --json',
    async (_, trial) => {
      expect(await runTrial(trial, { json: true })).toEqual([]);
    },
  );
});
