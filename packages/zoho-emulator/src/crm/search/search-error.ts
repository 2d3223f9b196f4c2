/** A search that is refused, in the words of the wire; always HTTP 400. */
export class SearchError extends Error {
  override readonly name = 'SearchError';
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(code: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** The error for a parameter that cannot be understood (zoho/crm-oas: module_search). */
export function invalidParam(name: string): SearchError {
  return new SearchError('INVALID_QUERY', 'Invalid query formed', { param_name: name });
}
