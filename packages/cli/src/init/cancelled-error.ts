/** A person ended a conversation. What was settled so far is kept. Exit code 130. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  constructor() {
    super('cancelled');
  }
}
