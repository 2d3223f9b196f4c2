import path from 'node:path';
import type { State } from '@zohokit/state';
import { createRedactor, type Clock } from '@zohokit/zoho-http';
import type { App } from '../app.ts';
import { secretsOf, type Config } from '../config/load-config.ts';
import type { CreateOutput } from '../output/side-output.ts';
import { openLogFile, type LogFile } from '../output/log-file.ts';
import type { RunListener } from '../output/run-event.ts';
import { chooseClock } from './choose-clock.ts';
import { openOrgs, type Orgs } from './open-orgs.ts';
import { knownBinding, openOwnState } from './open-own-state.ts';

/** What work is done at: state, log, both orgs. */
export interface Job extends Orgs {
  /** Of this work, whether a run or another command. */
  runId: string;
  config: Config;
  clock: Clock;
  state: State;
  logFile: string;
  /** Lets another one listen from now on. */
  hear: (listener: RunListener) => void;
  /** Tells the log and whoever else listens. */
  tell: RunListener;
  close(): Promise<void>;
}

export interface OpenJobOptions {
  config: Config;
  app: App;
  /** Makes the listener that shows the work. */
  createOutput: CreateOutput;
}

/**
 * Opens all that a run or a command around one works on. Rejects with a `ConfigurationError` or a `TransferFailure` of
 * reason `configuration` when it cannot be used; nothing stays open then.
 */
export async function openJob({ config, app, createOutput }: OpenJobOptions): Promise<Job> {
  const clock = await chooseClock(config, app);
  const now = (): number => clock.now();
  const runId = app.newId();
  const redactor = createRedactor(secretsOf(config));
  const redact = (text: string): string => redactor.redact(text);
  const output = createOutput({ runId, now, redact });
  const onLost = (message: string): void => output({ type: 'warning', message });
  const state = await openOwnState({
    address: config,
    binding: knownBinding(config),
    clock,
    create: true,
  });
  let log: LogFile;
  try {
    const directory = path.join(config.home, 'logs');
    log = openLogFile({ directory, runId, level: config.logLevel, now, redact, onLost });
  } catch (error) {
    await state.close();
    throw error;
  }
  const listeners: RunListener[] = [log.listen, output];
  const tell: RunListener = (event) => {
    for (const listen of listeners) listen(event);
  };
  const onWarning = (message: string): void => tell({ type: 'warning', message });
  return {
    ...openOrgs({ config, state, clock, onEvent: tell, onWarning }),
    runId,
    config,
    clock,
    state,
    tell,
    hear: (listener) => void listeners.push(listener),
    logFile: log.file,
    async close() {
      log.close();
      await state.close();
    },
  };
}
