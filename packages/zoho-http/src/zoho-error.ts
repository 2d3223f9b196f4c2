import type { RetryAdvice } from './advice.ts';

/**
 * Errors carry advice, never the request: no header, body or query string can leak from them.
 * `instanceof` fails when two copies of this package are installed; use `isZohoError` and `kind`.
 */
const marker = Symbol.for('zohokit.ZohoError');

/** What went wrong, coarse enough to switch on. */
export type ZohoErrorKind =
  /** The grant or token is refused for good: the operator must authorise again. */
  | 'authorization'
  /** The token lacks a scope; `scopes` names what the method needs. */
  | 'scope'
  /** Missing, trashed, foreign or forbidden: Zoho does not tell these apart. */
  | 'not-found'
  /** The name or record changed or exists already. */
  | 'conflict'
  /** Throttled; `retry.ms` is what Zoho asked for. */
  | 'rate-limit'
  /** Storage or plan limits: a person must make room. */
  | 'quota'
  /** Blocked, locked, too large or otherwise refused for this one thing. */
  | 'refused'
  /** Zoho did not understand the request: our mistake or a wrong setting. */
  | 'bad-request'
  /** No answer, or a bare 5xx. */
  | 'unavailable'
  /** The write may or may not have happened. */
  | 'maybe-committed'
  /** An answer of a shape that we do not know. */
  | 'unexpected-response'
  /** An option of this library is wrong. */
  | 'usage';

/** What a `ZohoError` tells besides its message. */
export interface ZohoErrorOptions {
  kind: ZohoErrorKind;
  /** @default { kind: 'never' } */
  retry?: RetryAdvice | undefined;
  /** Zoho's own code, e.g. `R008` or `INVALID_TOKEN`. */
  code?: string | undefined;
  /** HTTP status. */
  status?: number | undefined;
  /** Zoho's request id, when it sent one. */
  requestId?: string | undefined;
  /** The classifier row that decided; see `ClassifierRow.name`. */
  rule?: string | undefined;
  /** What to do, in plain words. */
  hint?: string | undefined;
  method?: string | undefined;
  /** Host and path, without query. */
  path?: string | undefined;
  /** The scopes that the method needs, when the failure is about scopes. */
  scopes?: readonly string[] | undefined;
  cause?: unknown;
}

/** A failure of Zoho, or of the way to it: a kind to switch on, and advice. It holds no secret. */
export class ZohoError extends Error {
  override readonly name: string = 'ZohoError';
  readonly kind: ZohoErrorKind;
  readonly retry: RetryAdvice;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** The classifier row that decided, e.g. `rate-limit`: for a report to us, and for tests. */
  readonly rule: string | undefined;
  readonly hint: string | undefined;
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly scopes: readonly string[] | undefined;

  constructor(message: string, options: ZohoErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = options.kind;
    this.retry = options.retry ?? { kind: 'never' };
    this.code = options.code;
    this.status = options.status;
    this.requestId = options.requestId;
    this.rule = options.rule;
    this.hint = options.hint;
    this.method = options.method;
    this.path = options.path;
    this.scopes = options.scopes;
    Object.defineProperty(this, marker, { value: true });
  }
}

/** Whether `value` is a `ZohoError` of any installed copy of this package. */
export function isZohoError(value: unknown): value is ZohoError {
  return typeof value === 'object' && value !== null && marker in value;
}
