import { Pool, type Dispatcher } from 'undici';
import { toTransportFailure, TransportFailure } from '../transport-failure.ts';
import { connectFailure } from './connect-failure.ts';
import { withErrors } from './explain-failures.ts';
import { parseProxyAddress } from './proxy-address.ts';

export interface ProxyClientOptions {
  /** How long a proxy may think about a CONNECT, in milliseconds. */
  answerMs: number;
}

/**
 * How long a proxy that refused our credentials is not asked again: each question counts as a log-in
 * that failed, and some of them lock the account.
 */
const refusedMs = 60_000;

/** Makes what asks a proxy for tunnels. It fails with `TransportFailure`s of reason `proxy`. */
export function createProxyClient({ answerMs }: ProxyClientOptions) {
  return (proxy: URL, options: object): Dispatcher => {
    const shown = parseProxyAddress(proxy.href)?.shown ?? '';
    const pool = new Pool(proxy.origin, { ...options, headersTimeout: answerMs });
    return pool.compose(judgeTunnels(shown));
  };
}

// --- internal ---

function judgeTunnels(proxy: string): Dispatcher.DispatcherComposeInterceptor {
  let refused = { until: 0, failure: new Error() };
  return (dispatch) => (options, handler) => {
    if (performance.now() < refused.until) throw refused.failure;
    return dispatch(options, {
      ...withErrors(handler, (error) => tunnelFailure(error, proxy)),
      onRequestUpgrade(controller, status, headers, socket) {
        if (status === 200) {
          handler.onRequestUpgrade?.(controller, status, headers, socket);
          return;
        }
        socket.on('error', () => undefined).destroy();
        const failure = refusal(status, proxy);
        if (status === 407) refused = { until: performance.now() + refusedMs, failure };
        handler.onResponseError?.(controller, failure);
      },
    });
  };
}

function tunnelFailure(error: Error, proxy: string): Error {
  return connectFailure(toTransportFailure(error, { stage: 'proxy', proxy }));
}

function refusal(status: number, proxy: string): Error {
  return connectFailure(
    new TransportFailure(`the proxy ${proxy} answered ${status}`, {
      reason: 'proxy',
      proxy,
      proxyStatus: status,
    }),
  );
}
