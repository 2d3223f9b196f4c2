import { createFetch } from 'ofetch';
import type { Fetch, HttpInit, HttpResponse } from './fetch.ts';

/** What the JSON transport asks of a fetch: the global `fetch` fits, and so does a `Fetch` of ours. */
export type JsonFetch = (url: string, init: JsonInit) => Promise<HttpResponse>;

export interface JsonInit {
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  signal?: AbortSignal;
  redirect: 'manual';
}

export interface JsonTransportOptions {
  /** Replaces the network, for example to go through a proxy. @default globalThis.fetch */
  fetch?: JsonFetch | undefined;
}

/**
 * Small requests and their answers, through ofetch. It follows no redirect and repeats nothing: one
 * loop above it does. A body that is a function is not for this transport, because the global
 * `fetch` holds a streamed upload in memory.
 */
export function createJsonTransport(options: JsonTransportOptions = {}): Fetch {
  // Looked up at every call, so that whatever replaces the global fetch later is used.
  const { fetch = (url: string, init: JsonInit) => globalThis.fetch(url, init) } = options;

  return async (url, init = {}) => {
    const prepared = toJsonInit(init);
    const ofetch = createFetch({
      // ofetch touches of a Response what an HttpResponse has.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      fetch: async () => (await fetch(url, prepared)) as Response,
    });
    try {
      return await ofetch.raw(url, {
        ...prepared,
        // The body is left to the caller: status and headers must survive a body that is cut.
        responseType: 'stream',
        retry: false,
        ignoreResponseError: true,
      });
    } catch (error) {
      // ofetch's own error holds the request, with its token, and the URL in the message.
      throw error instanceof Error && error.name === 'FetchError' ? (error.cause ?? error) : error;
    }
  };
}

function toJsonInit({ method = 'GET', headers = {}, body, signal }: HttpInit): JsonInit {
  if (typeof body === 'function') throw new TypeError('A streamed body needs the byte transport');
  return {
    method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    ...(signal === undefined ? {} : { signal }),
  };
}
