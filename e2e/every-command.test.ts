import { expect, test } from 'vitest';
import { commands, hasJson } from './support/every-command/commands.ts';
import { runTrial } from './support/every-command/run-trial.ts';
import { successTrials } from './support/every-command/usual.ts';
import { nameOf } from './support/every-command/trial.ts';

/** Every command, spawned. What takes longer is in `every-command.full.test.ts`. */

const speaksJson = new Set(commands.filter(hasJson).map(({ name }) => name));

test.concurrent.each(successTrials.map((trial) => [nameOf(trial), trial] as const))(
  '%s',
  async (_, trial) => {
    const json = speaksJson.has(trial.command);
    expect(await runTrial(trial, { json })).toEqual([]);
  },
);
