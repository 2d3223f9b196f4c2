import { request, type Dispatcher } from 'undici';
import { abortable } from './abortable.ts';
import type { Fetch, HttpInit } from './fetch.ts';
import { toHttpResponse } from './http-response.ts';
import { createNetworkDispatcher } from './network/create-network-dispatcher.ts';
import type { NetworkOptions } from './network/network-options.ts';

/** Which connections bytes take, and how long they may be silent. */
export interface ByteTransportOptions {
  /** Proxy, certificates, times. @default no proxy, what Node trusts */
  network?: NetworkOptions | undefined;
  /**
   * Replaces the connections, for example by the `createNetworkDispatcher` that JSON goes through
   * too. It stays the caller's to close. @default one of `network`
   */
  dispatcher?: Dispatcher | undefined;
  /** Longest silence before the headers of an answer, in milliseconds. @default that of the connections */
  headersTimeoutMs?: number | undefined;
  /** Longest silence between two parts of an answer, in milliseconds. @default that of the connections */
  bodyTimeoutMs?: number | undefined;
}

/**
 * Bytes in both directions at the pace of the slower side, in flat memory: `undici.request`, because
 * the global `fetch` buffers a streamed upload (measured: 2 GiB sent, 2.2 GiB resident). A body's
 * `content-length` is kept to: a body of another length rejects. Over HTTP/1.1, where the reason
 * phrase still exists. It follows no redirect and repeats nothing.
 */
export function createByteTransport(options: ByteTransportOptions = {}): Fetch {
  const { headersTimeoutMs, bodyTimeoutMs } = options;
  const { dispatcher = createNetworkDispatcher(options.network) } = options;

  return async (url, init = {}) => {
    const { method = 'GET', headers = {}, signal } = init;
    const asked = request(url, {
      method,
      // Nothing here decompresses: the bytes of a file must arrive as they are.
      headers: { 'accept-encoding': 'identity', ...headers },
      body: await openRequestBody(init.body),
      signal: signal ?? null,
      dispatcher,
      ...(headersTimeoutMs === undefined ? {} : { headersTimeout: headersTimeoutMs }),
      ...(bodyTimeoutMs === undefined ? {} : { bodyTimeout: bodyTimeoutMs }),
    });
    // undici itself would tell of an abort only when there is a connection.
    return toHttpResponse(await abortable(asked, signal));
  };
}

// --- internal ---

type RequestBody = string | Uint8Array | null;

/**
 * undici writes any async iterable with backpressure, one chunk at a time, and rejects with the very
 * error that it throws. Its type says Readable only, whose buffer would read ahead of what is sent.
 */
async function openRequestBody(body: HttpInit['body']): Promise<RequestBody> {
  if (typeof body !== 'function') return body ?? null;
  const opened = await body();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return opened as unknown as RequestBody;
}
