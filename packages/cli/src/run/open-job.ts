import path from 'node:path';
import { isTransferFailure, TransferFailure } from '@zohokit/transfer-core';
import { openState, type State } from '@zohokit/state';
import { createRedactor, type Clock } from '@zohokit/zoho-http';
import type { App } from '../app.ts';
import { secretsOf, type Config } from '../config/load-config.ts';
import { openLogFile, type LogFile } from '../output/log-file.ts';
import type { RunListener } from '../output/run-event.ts';
import { readVersion } from '../version.ts';
import { connectEmulatorClock } from './emulator-clock.ts';
import { openOrgs, type Orgs } from './open-orgs.ts';
import { prepareHome } from './prepare-home.ts';

/** A run's surroundings: state, log, both orgs. */
export interface Job extends Orgs {
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
  /** Makes the listener that shows the run, once it is known by what clock and name. */
  createOutput: (run: {
    runId: string;
    now: () => number;
    redact: (text: string) => string;
  }) => RunListener;
}

/**
 * Opens all that a run works on. Rejects with a `ConfigurationError` or a `TransferFailure` of
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
  const state = await openOwnState(config, clock);
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

// --- internal ---

async function chooseClock({ emulatorUrl }: Config, { clock, fetch }: App): Promise<Clock> {
  if (emulatorUrl === undefined) return clock;
  return await connectEmulatorClock({ url: emulatorUrl, fetch, machine: clock });
}

async function openOwnState(config: Config, clock: Clock): Promise<State> {
  const { home, crm, emulatorUrl } = config;
  const undo = await prepareHome(home);
  try {
    return await openState({
      directory: home,
      clock: () => clock.now(),
      release: `zohokit ${readVersion()}`,
      // Who the orgs are takes requests to know: `Orgs.identify`.
      binding: { module: crm.module, origin: emulatorUrl === undefined ? 'zoho' : 'emulator' },
    });
  } catch (cause) {
    await undo();
    if (!isTransferFailure(cause)) throw cause;
    // Before a run has begun, a state that cannot be used is a matter of where it lies.
    throw new TransferFailure(cause.message, { reach: 'run', reason: 'configuration', cause });
  }
}
