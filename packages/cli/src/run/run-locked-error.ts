/** Another run works on the same state. Exit code 6. */
export class RunLockedError extends Error {
  override readonly name = 'RunLockedError';

  /** @param place what messages call the state */
  constructor(place: string) {
    super(`another run holds the lock of ${place}: wait for it to end`);
  }
}
