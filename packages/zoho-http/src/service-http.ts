import type { Gate } from './gate.ts';
import type { HttpResponse, OpenBody } from './fetch.ts';

/** One request of a product client. */
export interface ServiceRequest {
  /** @default 'GET' */
  method?: string | undefined;
  /** Origin and path; the query belongs into `query`. */
  url: string;
  /** Percent-encoded here, brackets and `+` included; `undefined` values are left out. */
  query?: Record<string, string | number | boolean | undefined> | undefined;
  /** Lower-case names. */
  headers?: Record<string, string> | undefined;
  /** A JSON value, sent as `application/json` unless `headers` says otherwise. */
  json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  form?: Record<string, string> | undefined;
  /** Raw bytes, opened once per attempt and sent through the byte transport. */
  body?: OpenBody | undefined;
  /** What the method needs; named by the error when Zoho refuses for its scopes. */
  scopes?: readonly string[] | undefined;
  /** Gates of this request, beside those of the service (e.g. a folder's listing window). */
  gates?: readonly Gate[] | undefined;
  /** See `HttpInit.repeatable`. @default true for GET and HEAD, false otherwise */
  repeatable?: boolean | undefined;
  signal?: AbortSignal | undefined;
  /** For one attempt, until its headers have come. @default 60_000 */
  timeoutMs?: number | undefined;
}

export interface JsonAnswer {
  status: number;
  /** `undefined` for an empty body (204, 304). Unknown: parse it with a schema. */
  json: unknown;
  header(name: string): string | null;
}

/**
 * How a product client talks to Zoho: retried, gated, authorised and classified. Rejects with a
 * `ZohoError`, or with the signal's reason.
 */
export interface ServiceHttp {
  /** The answer is read inside the attempt: a body cut half-way is an attempt that failed. */
  json(request: ServiceRequest): Promise<JsonAnswer>;
  /** The body of the answer is left to the caller, who must read or destroy it. */
  bytes(request: ServiceRequest): Promise<HttpResponse>;
}
