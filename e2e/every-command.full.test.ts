import { expect, test } from 'vitest';
import { exitTrials } from './support/every-command/exit-trials.ts';
import { runTrial } from './support/every-command/run-trial.ts';
import { successTrials } from './support/every-command/usual.ts';
import { nameOf } from './support/every-command/trial.ts';

/** Every command, spawned: what a person reads when all is well, and each other way to end. */

const trials = [...successTrials, ...exitTrials];

test.concurrent.each(trials.map((trial) => [nameOf(trial), trial] as const))(
  '%s',
  async (_, trial) => {
    expect(await runTrial(trial)).toEqual([]);
  },
);
