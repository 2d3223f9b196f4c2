/** The command line is wrong; the message names the culprit and what was expected. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
