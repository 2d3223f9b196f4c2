import type { State } from '@zohokit/state';
import type { HeldLock } from '@zohokit/transfer-core';
import type { Config } from '../config/load-config.ts';
import { RunLockedError } from './run-locked-error.ts';

/** Works while nobody else does. Rejects with a `RunLockedError` when somebody else holds the lock. */
export async function underRunLock<Result>(
  { config, state }: { config: Pick<Config, 'home' | 'databaseUrl'>; state: State },
  work: (lock: HeldLock) => Promise<Result>,
): Promise<Result> {
  const lock = await state.lock.acquire();
  if (lock === undefined)
    throw new RunLockedError(config.databaseUrl === undefined ? `"${config.home}"` : state.place);
  try {
    return await work(lock);
  } finally {
    await lock.release();
  }
}
