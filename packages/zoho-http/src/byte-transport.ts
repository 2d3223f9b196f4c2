import { request, type Dispatcher } from 'undici';
import type { ByteStream, Fetch, HttpInit, HttpResponse } from './fetch.ts';
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
    const answer = await request(url, {
      method,
      // Nothing here decompresses: the bytes of a file must arrive as they are.
      headers: { 'accept-encoding': 'identity', ...headers },
      body: await openRequestBody(init.body),
      signal: signal ?? null,
      dispatcher,
      ...(headersTimeoutMs === undefined ? {} : { headersTimeout: headersTimeoutMs }),
      ...(bodyTimeoutMs === undefined ? {} : { bodyTimeout: bodyTimeoutMs }),
    });
    return toHttpResponse(answer);
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

function toHttpResponse(answer: Dispatcher.ResponseData): HttpResponse {
  const { statusCode, statusText, headers, body } = answer;
  // A body that breaks tells its reader; without a listener it would also end the process.
  body.on('error', () => undefined);
  return {
    status: statusCode,
    statusText,
    headers: {
      get(name) {
        const value = headers[name.toLowerCase()];
        return Array.isArray(value) ? value.join(', ') : (value ?? null);
      },
    },
    body: destroyable(body),
    text: () => body.text(),
  };
}

/** `return()` destroys the stream also when nobody has begun to read it. */
function destroyable(body: Dispatcher.ResponseData['body']): ByteStream {
  return {
    [Symbol.asyncIterator]() {
      const iterator: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
      return {
        next: () => iterator.next(),
        async return() {
          body.destroy();
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
