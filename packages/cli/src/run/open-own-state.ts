import { isTransferFailure, TransferFailure } from '@zohokit/transfer-core';
import { openState, type State } from '@zohokit/state';
import type { Clock } from '@zohokit/zoho-http';
import type { Config } from '../config/load-config.ts';
import { readVersion } from '../version.ts';
import { prepareHome } from './prepare-home.ts';

/** Why a state is opened. */
export type StateUse =
  /** To work: it is made where it is absent, and belongs to this transfer from then on. */
  | 'work'
  /** To read in it: it must be there. */
  | 'look'
  /** To fill it: it is made where it is absent, and belongs to nobody before that. */
  | 'fill';

export interface OpenOwnStateOptions {
  config: Pick<Config, 'home' | 'crm' | 'emulatorUrl' | 'databaseUrl' | 'jobName'>;
  clock: Clock;
  /** @default 'work' */
  use?: StateUse | undefined;
}

/**
 * The state of this transfer, in its folder or in the database of the settings. Rejects with a
 * `ConfigurationError`, or a `TransferFailure` of reason `configuration`, when it cannot be used;
 * what was created for it is taken back then.
 */
export async function openOwnState({
  config,
  clock,
  use = 'work',
}: OpenOwnStateOptions): Promise<State> {
  const undo = use === 'look' ? async () => undefined : await prepareHome(config.home);
  try {
    return await open(config, clock, use);
  } catch (cause) {
    await undo();
    if (!isTransferFailure(cause)) throw cause;
    // Before a run has begun, a state that cannot be used is a matter of where it lies.
    throw new TransferFailure(cause.message, { reach: 'run', reason: 'configuration', cause });
  }
}

/** What is known of a transfer before any request; who the orgs are takes requests to know. */
export function knownBinding({ crm, emulatorUrl }: Pick<Config, 'crm' | 'emulatorUrl'>) {
  return { module: crm.module, origin: emulatorUrl === undefined ? 'zoho' : 'emulator' };
}

// --- internal ---

async function open(
  config: OpenOwnStateOptions['config'],
  clock: Clock,
  use: StateUse,
): Promise<State> {
  const { home, crm, databaseUrl: url, jobName: job = crm.module } = config;
  const shared = {
    release: `zohokit ${readVersion()}`,
    binding: use === 'fill' ? undefined : knownBinding(config),
  };
  if (url === undefined) {
    const create = use !== 'look';
    return await openState({ ...shared, directory: home, clock: () => clock.now(), create });
  }
  const { openPostgresState } = await import('@zohokit/state/postgres');
  return await openPostgresState({ ...shared, url, job });
}
