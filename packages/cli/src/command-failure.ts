/** A command could not do its work for a reason that a person can mend. Exit code 1. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
