/** Another run works on the same state. Exit code 6. */
export class RunLockedError extends Error {
  override readonly name = 'RunLockedError';

  constructor(home: string) {
    super(`another run holds the lock of "${home}": wait for it to end`);
  }
}
