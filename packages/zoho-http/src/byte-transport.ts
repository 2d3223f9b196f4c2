import { Agent, request, type Dispatcher } from 'undici';
import type { ByteStream, Fetch, HttpInit, HttpResponse, OpenBody } from './fetch.ts';

export interface ByteTransportOptions {
  /** Replaces the connections, for example by an `EnvHttpProxyAgent`. It stays the caller's to close. */
  dispatcher?: Dispatcher | undefined;
  /** Longest silence before the headers of an answer, in milliseconds. @default 900_000 */
  headersTimeoutMs?: number | undefined;
  /** Longest silence between two parts of an answer, in milliseconds. @default 120_000 */
  bodyTimeoutMs?: number | undefined;
}

/**
 * Bytes in both directions at the pace of the slower side, in flat memory: `undici.request`, because
 * the global `fetch` buffers a streamed upload (measured: 2 GiB sent, 2.2 GiB resident). A body's
 * `content-length` is kept to: a body of another length rejects. Over HTTP/1.1, where the reason
 * phrase still exists. It follows no redirect and repeats nothing.
 */
export function createByteTransport(options: ByteTransportOptions = {}): Fetch {
  const { headersTimeoutMs = 900_000, bodyTimeoutMs = 120_000 } = options;
  const dispatcher =
    options.dispatcher ?? new Agent({ allowH2: false, connect: { timeout: 30_000 } });

  return async (url, init = {}) => {
    const { method = 'GET', headers = {}, signal } = init;
    const { body, failure } = await openRequestBody(init.body);
    try {
      const answer = await request(url, {
        method,
        // Nothing here decompresses: the bytes of a file must arrive as they are.
        headers: { 'accept-encoding': 'identity', ...headers },
        body,
        signal: signal ?? null,
        dispatcher,
        headersTimeout: headersTimeoutMs,
        bodyTimeout: bodyTimeoutMs,
      });
      return toHttpResponse(answer);
    } catch (error) {
      const thrown = failure();
      throw thrown === undefined ? error : thrown.error;
    }
  };
}

// --- internal ---

type RequestBody = string | Uint8Array | null;

/** Opens a body and remembers what it throws: undici would report some of it as its own. */
async function openRequestBody(
  body: HttpInit['body'],
): Promise<{ body: RequestBody; failure: () => { error: unknown } | undefined }> {
  if (typeof body !== 'function') return { body: body ?? null, failure: () => undefined };
  let failure: { error: unknown } | undefined;
  const opened = await (body satisfies OpenBody)();
  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* opened;
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  // undici writes any async iterable with backpressure, reading one chunk at a time; its type says
  // Readable only, whose buffer would read ahead of what is sent.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { body: chunks() as unknown as RequestBody, failure: () => failure };
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
