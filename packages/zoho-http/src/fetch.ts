/**
 * The one shape of an HTTP exchange inside zohokit. It is the part of the standard `fetch` that we
 * use; `createJsonTransport` and `createByteTransport` make one from the global `fetch` and from
 * `undici.request`.
 */

/** A stream of bytes, read at the reader's pace. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** Opens the bytes from the start; called once per attempt, so a failed request can be repeated. */
export type OpenBody = () => ByteStream | Promise<ByteStream>;

/** A request, but for its URL. */
export interface HttpInit {
  /** @default 'GET' */
  method?: string | undefined;
  /** Lower-case names. */
  headers?: Record<string, string> | undefined;
  /** A function is opened by the innermost transport, once per attempt. */
  body?: string | Uint8Array | OpenBody | undefined;
  signal?: AbortSignal | undefined;
}

/** The answer, whose body is read once. */
export interface HttpResponse {
  readonly status: number;
  /** Zoho puts `INVALID_OAUTHSCOPE` here; empty over HTTP/2. */
  readonly statusText: string;
  readonly headers: { get(name: string): string | null };
  /** Calling `return()` of its iterator, also unread, gives the connection up: see `discard`. */
  readonly body: ByteStream | null;
  text(): Promise<string>;
}

/**
 * Sends one request. Resolves with any HTTP response, redirects included; rejects when there is
 * none. A body that throws ends the request as incomplete, and its error is the rejection.
 */
export type Fetch = (url: string, init?: HttpInit) => Promise<HttpResponse>;

/** Wraps a `Fetch` and is a `Fetch`. It sees credentials: let it log nothing of headers or bodies. */
export type Middleware = (next: Fetch) => Fetch;

/** The first middleware sees the request first and the response last. */
export function compose(fetch: Fetch, middleware: readonly Middleware[]): Fetch {
  return middleware.reduceRight((next, wrap) => wrap(next), fetch);
}
