import type { ZohoErrorKind } from '../zoho-error.ts';

/**
 * What happens on the wire. No event holds a header, a query, a body or a token. `path` is host and
 * path; `attempt` counts from 0, and repetitions for a newer token count too.
 */
export type HttpEvent = RequestStart | RequestEnd | RequestRetry;

/** An attempt is about to be sent. */
export interface RequestStart {
  type: 'request-start';
  /** Names the attempt within this process. */
  id: number;
  method: string;
  path: string;
  attempt: number;
  /** Milliseconds of the clock that gates, penalties and the token have taken before it. */
  waitMs: number;
}

/** An attempt is over: its answer was read, its body ended or was given up, or there was none. */
export interface RequestEnd {
  type: 'request-end';
  id: number;
  method: string;
  path: string;
  attempt: number;
  /** HTTP status; absent when no answer came. */
  status?: number | undefined;
  /** `aborted` by the caller, `thrown` by the request's own body, or the kind of the error. */
  outcome: 'success' | 'aborted' | 'thrown' | ZohoErrorKind;
  /** Zoho's own code, e.g. `R008`. */
  code?: string | undefined;
  /** The classifier row that decided, e.g. `rate-limit`. */
  rule?: string | undefined;
  /** Milliseconds of the machine's time. */
  durationMs: number;
  /** Bytes of the request's body. */
  sentBytes: number;
  /** Bytes of the answer's body, as they were read; of a JSON answer its characters as UTF-8. */
  receivedBytes: number;
}

/** A request is about to be repeated. */
export interface RequestRetry {
  type: 'request-retry';
  method: string | undefined;
  path: string | undefined;
  /** The attempt that failed, as its `request-end` has it. */
  attempt: number;
  delayMs: number;
  kind: ZohoErrorKind;
  code: string | undefined;
  status: number | undefined;
}
