import type { State } from '@zohokit/state';
import { createRedactor, type Clock } from '@zohokit/zoho-http';
import type { App } from '../app.ts';
import type { SettingsSource } from '../config/settings-source.ts';
import { loadConfig, secretsOf, type Config } from '../config/load-config.ts';
import type { RunListener } from '../output/run-event.ts';
import { createTextOutput } from '../output/text-output.ts';
import { chooseClock } from './choose-clock.ts';
import { openOrgs, type Orgs } from './open-orgs.ts';
import { knownBinding, openOwnState } from './open-own-state.ts';

/** What a command has that is no run and asks Zoho something: settings, state, both orgs. */
export interface Workspace extends Orgs {
  config: Config;
  clock: Clock;
  state: State;
  /** Shows warnings and waits on standard error. */
  tell: RunListener;
}

export interface WorkspaceOptions {
  app: App;
  source: SettingsSource;
}

/**
 * Works with both orgs and the state, and closes what was opened whatever happens. Nothing is sent
 * before `work` does; nothing is logged.
 */
export async function withWorkspace<Result>(
  { app, source }: WorkspaceOptions,
  work: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const config = await loadConfig({ env: app.env, cwd: app.cwd, ...source });
  const clock = await chooseClock(config, app);
  const redactor = createRedactor(secretsOf(config));
  const tell = createTextOutput({
    out: app.err,
    quiet: true,
    now: () => clock.now(),
    redact: (text) => redactor.redact(text),
  });
  const onWarning = (message: string): void => tell({ type: 'warning', message });
  const state = await openOwnState({
    address: config,
    binding: knownBinding(config),
    clock,
    create: true,
  });
  try {
    const orgs = openOrgs({ config, state, clock, onEvent: tell, onWarning });
    return await work({ ...orgs, config, clock, state, tell });
  } finally {
    await state.close();
  }
}
