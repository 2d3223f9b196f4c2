import { TransferFailure } from '../failure.ts';
import type { HeldLock, RunLock } from '../journal.ts';

/** Where locks meet: two locks of one place exclude each other, as two processes would. */
export interface LockPlace {
  holder?: HeldLock | undefined;
}

/** A `RunLock` between callers of one process. */
export class InMemoryRunLock implements RunLock {
  readonly #place: LockPlace;

  constructor(place: LockPlace = {}) {
    this.#place = place;
  }

  /** Takes the lock from whoever holds it, as a dropped database session would. */
  lose(): void {
    this.#place.holder = undefined;
  }

  async acquire(): Promise<HeldLock | undefined> {
    const place = this.#place;
    if (place.holder) return undefined;

    const held: HeldLock = {
      async check() {
        if (place.holder === held) return;
        throw new TransferFailure('The run lock is no longer held by this run', {
          reach: 'run',
          reason: 'state',
        });
      },
      async release() {
        if (place.holder === held) place.holder = undefined;
      },
    };
    place.holder = held;
    return held;
  }
}
