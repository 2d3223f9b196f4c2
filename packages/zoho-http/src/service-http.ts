import type { HttpResponse, OpenBody } from './fetch.ts';
import type { Gate } from './gate.ts';
import type { Reconcile } from './reconcile.ts';

/** What every call may say for itself. */
export interface CallOptions {
  /** Rejects with its reason as soon as it aborts, also while the request waits. */
  signal?: AbortSignal | undefined;
  /** Attempts in all, the first included; 1 repeats nothing. @default that of the policy, 3 */
  attempts?: number | undefined;
  /** Lower-case names. `authorization` is not the caller's to set. */
  headers?: Record<string, string> | undefined;
  /**
   * Milliseconds that the server may keep one attempt waiting: until the answer is read (`json`) or
   * its headers have come (`bytes`). While a `body` is sent it starts anew with every chunk, and it
   * stands still while the body's own source is waited for. Real time, not the clock's.
   * @default that of the service, 60_000
   */
  timeoutMs?: number | undefined;
}

/** One request of a product client. */
export interface ServiceRequest extends CallOptions {
  /** @default 'GET' */
  method?: string | undefined;
  /** Origin and path; the query belongs into `query`. */
  url: string;
  /** Percent-encoded here, brackets and `+` included; `undefined` values are left out. */
  query?: Record<string, string | number | boolean | undefined> | undefined;
  /** A JSON value, sent as `application/json` unless `headers` says otherwise. */
  json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  form?: Record<string, string> | undefined;
  /** Raw bytes, opened once per attempt and sent through the byte transport. */
  body?: OpenBody | undefined;
  /**
   * Whether `body` can be opened again. When it cannot, a request from whose body bytes were taken
   * is never repeated: it fails with what was learnt, also when waiting or a newer token would help.
   * @default true
   */
  reopenable?: boolean | undefined;
  /** What the method needs; named by the error when Zoho refuses for its scopes. */
  scopes?: readonly string[] | undefined;
  /** Gates of this request, entered before those of the service (e.g. a folder's listing window). */
  gates?: readonly Gate[] | undefined;
  /**
   * Whether sending the request twice is harmless. When it is not, a failure after which the
   * server may have acted (a lost or unreadable answer, a timeout, a bare 5xx) rejects with kind
   * `maybe-committed` instead of a second attempt. Definite refusals (429, an expired token) and
   * connections that never came about are repeated all the same.
   * @default true for GET and HEAD, false otherwise
   */
  repeatable?: boolean | undefined;
  /**
   * Whether a success must have a body, but for 204 and 304: an empty one then is a cut answer and
   * not "nothing". It rejects with `unexpected-response`, and is asked for again if `repeatable`.
   * @default true for GET, false otherwise
   */
  expectsBody?: boolean | undefined;
  /**
   * Looks whether a write happened whose answer was lost (`json` only): then the request resolves to
   * what it found, is sent again, or rejects with `maybe-committed` after all.
   * @default it rejects with `maybe-committed`
   */
  reconcile?: Reconcile | undefined;
}

/** The answer to a request that succeeded, its body read and parsed. */
export interface JsonAnswer {
  status: number;
  /** `undefined` for an empty body: 204, 304, or see `expectsBody`. Unknown: parse it with a schema. */
  json: unknown;
  /**
   * What `json` was read from, for who needs more of its numbers than a JavaScript number holds.
   * Absent where there is no such text, as in what a `reconcile` found.
   */
  source?: string | undefined;
  /** As it was sent: it may repeat what was asked for. */
  header: (name: string) => string | null;
}

/**
 * How a product client talks to Zoho: retried, gated, authorised and classified. Rejects with a
 * `ZohoError`, with the signal's reason, or with what the request's own body threw.
 */
export interface ServiceHttp {
  /** The answer is read inside the attempt: a body cut half-way is an attempt that failed. */
  json(request: ServiceRequest): Promise<JsonAnswer>;
  /**
   * The body of the answer is left to the caller, who must read it or `discard` it; until then it
   * holds its connection and its place at the gates. A body that breaks rejects the reader with
   * kind `unavailable`.
   */
  bytes(request: ServiceRequest): Promise<HttpResponse>;
}
