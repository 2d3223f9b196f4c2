import { isTransferFailure, TransferFailure } from '@zohokit/transfer-core';
import { openState, type Binding, type State } from '@zohokit/state';
import type { Clock } from '@zohokit/zoho-http';
import type { Config } from '../config/load-config.ts';
import type { StateAddress } from '../config/state-address.ts';
import { readVersion } from '../version.ts';
import { prepareHome } from './prepare-home.ts';

export interface OpenOwnStateOptions {
  /** A `Config` is one. */
  address: StateAddress;
  /**
   * Whose it has to be, and will be from then on: see `knownBinding`. `undefined` for a state that is
   * read or filled whoever it belongs to.
   */
  binding: Binding | undefined;
  clock: Clock;
  /** Whether it is made where it is absent; otherwise it must be there. */
  create: boolean;
}

/**
 * The state of a transfer, in its folder or in the database of the settings: the one way in which a
 * command comes to it. Rejects with a `ConfigurationError`, or a `TransferFailure` of reason
 * `configuration`, when it cannot be used; what was created for it is taken back then.
 */
export async function openOwnState(options: OpenOwnStateOptions): Promise<State> {
  const { address, create } = options;
  const undo = create ? await prepareHome(address.home) : async () => undefined;
  try {
    return await open(options);
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

async function open({ address, binding, clock, create }: OpenOwnStateOptions): Promise<State> {
  const { home, databaseUrl: url, jobName: job } = address;
  const shared = { release: `zohokit ${readVersion()}`, binding, create };
  if (url === undefined)
    return await openState({ ...shared, directory: home, clock: () => clock.now() });
  const { openPostgresState } = await import('@zohokit/state/postgres');
  return await openPostgresState({ ...shared, url, job });
}
