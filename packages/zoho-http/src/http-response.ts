import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Dispatcher } from 'undici';
import type { ByteStream, HttpResponse } from './fetch.ts';

/** What `undici.request` answered, with its body, or with what was decoded from it. */
export function toHttpResponse(
  { statusCode, statusText, headers, body: sent }: Dispatcher.ResponseData,
  decoded?: Readable,
): HttpResponse {
  const body = decoded ?? sent;
  // A body that breaks tells its reader; without a listener it would also end the process.
  body.on('error', () => undefined);
  return {
    status: statusCode,
    statusText,
    headers: { get: (name) => headerOf(headers, name) },
    body: destroyable(body),
    text: () => (decoded === undefined ? sent.text() : text(decoded)),
  };
}

/** A header of an answer; one that came twice is joined by a comma. */
export function headerOf(headers: Dispatcher.ResponseData['headers'], name: string): string | null {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}

// --- internal ---

/** `return()` destroys the stream also when nobody has begun to read it. */
function destroyable(body: Readable): ByteStream {
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
