import { createFetch } from 'ofetch';
import type { Dispatcher } from 'undici';
import type { Fetch, HttpInit, HttpResponse } from './fetch.ts';
import { createNetworkDispatcher } from './network/create-network-dispatcher.ts';
import type { NetworkOptions } from './network/network-options.ts';
import { createRequestFetch } from './request-fetch.ts';

/** What the JSON transport asks of a fetch: the global `fetch` fits, and so does a `Fetch` of ours. */
export type JsonFetch = (url: string, init: JsonInit) => Promise<HttpResponse>;

/** What a `JsonFetch` is called with; redirects are never followed. */
export interface JsonInit {
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  signal?: AbortSignal;
  redirect: 'manual';
}

/** What carries the requests: a fetch, connections, or a network to make them of. */
export interface JsonTransportOptions {
  /** Replaces the network. @default globalThis.fetch, unless there is a `network` or `dispatcher` */
  fetch?: JsonFetch | undefined;
  /** Proxy, certificates, times. */
  network?: NetworkOptions | undefined;
  /** Connections, for example the `createNetworkDispatcher` that bytes go through too. */
  dispatcher?: Dispatcher | undefined;
}

/**
 * Small requests and their answers, through ofetch. It follows no redirect and repeats nothing: one
 * loop above it does. A body that is a function is not for this transport, because the global
 * `fetch` holds a streamed upload in memory.
 */
export function createJsonTransport(options: JsonTransportOptions = {}): Fetch {
  const { fetch = chooseFetch(options) } = options;

  return async (url, init = {}) => {
    const prepared = toJsonInit(init);
    const ofetch = createFetch({
      // ofetch touches of a Response what an HttpResponse has.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      fetch: async () => (await fetch(url, prepared)) as Response,
    });
    try {
      // Headers, body and signal are in `prepared`: ofetch would only copy them.
      return await ofetch.raw(url, {
        method: prepared.method,
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

/**
 * The global fetch is of the undici inside Node, whose version is not ours to choose: it need not
 * understand a dispatcher of this one. So what has a network of its own goes through this one's.
 */
function chooseFetch({ network, dispatcher }: JsonTransportOptions): JsonFetch {
  if (dispatcher === undefined && network === undefined) {
    // Looked up at every call, so that whatever replaces the global fetch later is used.
    return (url, init) => globalThis.fetch(url, init);
  }
  return createRequestFetch(dispatcher ?? createNetworkDispatcher(network));
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
