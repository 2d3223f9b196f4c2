import { ZohoError, type ZohoErrorOptions } from '@zohokit/zoho-http';

/**
 * CRM answers 400 (no row was written) or 412 with one answer per row, in the same shape as a
 * success. The status makes it an error on its way through the classifier; this error carries the
 * answers past it, to the one method that reads them. It never reaches a caller of the package.
 */
export class RowsRefusedError extends ZohoError {
  readonly #body: unknown;

  constructor(body: unknown, options: Omit<ZohoErrorOptions, 'kind'>) {
    super('CRM refused every row of a write', { ...options, kind: 'refused' });
    this.#body = body;
  }

  /** The parsed JSON body; private so that no log of the error prints a record's values. */
  get body(): unknown {
    return this.#body;
  }
}
