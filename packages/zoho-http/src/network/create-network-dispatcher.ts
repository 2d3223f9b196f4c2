import { Agent, buildConnector, EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici';
import { withConnectFailures } from './connect-failure.ts';
import { explainFailures } from './explain-failures.ts';
import { isLoopback } from './is-loopback.ts';
import {
  parseNetworkOptions,
  type NetworkOptions,
  type NetworkSettings,
} from './network-options.ts';
import { parseProxyAddress } from './proxy-address.ts';
import { createProxyClient } from './proxy-client.ts';
import { trustAlso } from './trust.ts';

/**
 * The connections of one network, for both transports. What its requests fail with is a
 * `TransportFailure`, an abort, or what a body threw. It holds the process no longer than its
 * requests. Throws an error of kind `usage` that names every option at fault and none of their values.
 */
export function createNetworkDispatcher(options: NetworkOptions = {}): Dispatcher {
  const settings = parseNetworkOptions(options);
  const { proxy, timeouts } = settings;
  const connect = connectOptions(settings);
  const direct = withConnectFailures(buildConnector(connect));
  const common = {
    // Over HTTP/1.1 the reason phrase exists, in which Zoho names some errors.
    allowH2: false,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
  };
  const agent = new Agent({ ...common, connect: direct });
  if (proxy.https === '') return agent.compose(explainFailures(() => undefined));
  /** The proxies by the origins that were reached through them: undici knows `NO_PROXY` itself. */
  const proxied = new Map<string, string>();
  const proxies = new EnvHttpProxyAgent({
    ...common,
    httpProxy: proxy.http,
    httpsProxy: proxy.https,
    noProxy: proxy.noProxy,
    connect: direct,
    connectTimeout: timeouts.connectMs,
    proxyTls: connect,
    requestTls: connect,
    clientFactory: createProxyClient({ answerMs: timeouts.connectMs }),
    factory(origin, { connect: made, ...rest }: Pool.Options) {
      if (made === direct || typeof made !== 'function')
        return new Pool(origin, { ...rest, connect: direct });
      const url = new URL(origin);
      const used = url.protocol === 'http:' ? proxy.http : proxy.https;
      const shown = parseProxyAddress(used)?.shown ?? url.host;
      proxied.set(url.origin, shown);
      return new Pool(origin, { ...rest, connect: withConnectFailures(made, shown) });
    },
  });
  return proxies.compose(
    explainFailures((origin) => proxied.get(origin)),
    (dispatch) => (request, handler) =>
      isLoopback(new URL(String(request.origin)).hostname)
        ? agent.dispatch(request, handler)
        : dispatch(request, handler),
  );
}

// --- internal ---

/**
 * The time that one of several addresses of a name has before the next one is tried. Node's 250 ms
 * give up servers that are merely far away; a lost first packet is sent again after 1 s (RFC 6298).
 */
const addressMs = 2_000;

function connectOptions({ ca, timeouts, lookup }: NetworkSettings): buildConnector.BuildOptions {
  return {
    allowH2: false,
    timeout: timeouts.connectMs,
    autoSelectFamilyAttemptTimeout: addressMs,
    ...(ca.length === 0 ? {} : { secureContext: trustAlso(ca) }),
    ...(lookup === undefined ? {} : { lookup }),
  };
}
