/**
 * The one shape of an HTTP exchange inside zohokit. It is the part of the standard `fetch` that we
 * use, so that the global `fetch` fits as it is, and so does `undici.request` behind an adapter.
 */

/** A stream of bytes, read at the reader's pace. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** Opens the bytes from the start; called once per attempt, so a failed request can be repeated. */
export type OpenBody = () => ByteStream | Promise<ByteStream>;

export interface HttpInit {
  /** @default 'GET' */
  method?: string | undefined;
  /** Lower-case names. */
  headers?: Record<string, string> | undefined;
  /** A function is opened by the innermost transport, once per attempt. */
  body?: string | Uint8Array | OpenBody | undefined;
  signal?: AbortSignal | undefined;
  /**
   * Whether sending the request twice is harmless. When it is not, a failure after which the
   * server may have acted becomes a `MaybeCommittedError` instead of a second attempt.
   * @default true for GET and HEAD, false otherwise
   */
  repeatable?: boolean | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Zoho puts `INVALID_OAUTHSCOPE` here; empty over HTTP/2. */
  readonly statusText: string;
  readonly headers: { get(name: string): string | null };
  readonly body: ByteStream | null;
  text(): Promise<string>;
}

/** Sends one request. Resolves with any HTTP response; rejects when there is none. */
export type Fetch = (url: string, init?: HttpInit) => Promise<HttpResponse>;

/** Wraps a `Fetch` and is a `Fetch`. */
export type Middleware = (next: Fetch) => Fetch;

/** The first middleware sees the request first and the response last. */
export function compose(fetch: Fetch, middleware: readonly Middleware[]): Fetch {
  return middleware.reduceRight((next, wrap) => wrap(next), fetch);
}
