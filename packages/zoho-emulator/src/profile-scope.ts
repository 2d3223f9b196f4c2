import { AsyncLocalStorage } from 'node:async_hooks';
import type { Profile } from './profiles.ts';

/** The profile in force, which a fault may bend for one request. */
export interface ProfileScope {
  /** For the request that is being answered, or for everybody outside of one. */
  current(): Profile;
  /** Runs `action`, and all that follows from it, with `changes` laid over the profile. */
  run<T>(changes: Partial<Profile>, action: () => T): T;
}

/**
 * Services ask for the profile deep in their calls and need not know whose request it is: Node
 * carries the bent profile along the request's own chain of calls.
 */
export function createProfileScope(base: () => Profile): ProfileScope {
  const bent = new AsyncLocalStorage<Partial<Profile>>();
  return {
    current() {
      const changes = bent.getStore();
      return changes === undefined ? base() : { ...base(), ...changes };
    },
    run: (changes, action) => bent.run({ ...bent.getStore(), ...changes }, action),
  };
}
