import type { State } from '@zohokit/state';
import type { App } from '../app.ts';
import type { SettingsSource } from '../config/settings-source.ts';
import { loadConfig, type Config } from '../config/load-config.ts';
import { knownBinding, openOwnState } from './open-own-state.ts';

/** Why a state is opened. */
export type StateUse =
  /** To read in it: it must be there. */
  | 'look'
  /** To fill it: it is made where it is absent, and belongs to nobody before that. */
  | 'fill';

/** What a command has that asks Zoho nothing. */
export interface Desk {
  config: Config;
  state: State;
}

export interface DeskOptions {
  app: App;
  source: SettingsSource;
  use: StateUse;
}

/** Works with the settings and the state alone, and closes the state whatever happens. */
export async function withOwnState<Result>(
  { app, source, use }: DeskOptions,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  const config = await loadConfig({ env: app.env, cwd: app.cwd, ...source });
  const state = await openOwnState({
    address: config,
    binding: use === 'fill' ? undefined : knownBinding(config),
    clock: app.clock,
    create: use === 'fill',
  });
  try {
    return await work({ config, state });
  } finally {
    await state.close();
  }
}
