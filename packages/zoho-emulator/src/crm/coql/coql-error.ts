/** A query that is refused, in the words of the wire; always HTTP 400. */
export class CoqlError extends Error {
  override readonly name = 'CoqlError';
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(code: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
