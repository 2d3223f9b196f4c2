import {
  commonRows,
  createClassifier,
  createJsonTransport,
  createNetworkDispatcher,
  createRedactor,
  createServiceHttp,
  networkSecrets,
  systemClock,
  type Authorize,
  type ClassifierRow,
  type RetryPolicy,
  type ServiceHttp,
} from '@zohokit/zoho-http';
import { emulatedHosts } from '../emulated-hosts.ts';
import { createGrantRows } from '../grant-rows.ts';
import type { GrantOptions, GrantSettings } from './grant-options.ts';
import { createTokenEndpoint, type TokenEndpoint } from './token-endpoint.ts';

export interface AccountsServerOptions {
  /** The caller's, for everything but the settings. */
  options: GrantOptions;
  settings: Pick<GrantSettings, 'name' | 'dataCenter' | 'hosts' | 'clientId' | 'clientSecret'>;
  /** Kept out of errors, beside the client's secret. */
  secrets: readonly string[];
  /** What codes mean for this grant; see `createGrantRows`. */
  meanings?: Readonly<Record<string, string>> | undefined;
  /** Answers that this grant knows better than the rows of all grants. */
  rows?: readonly ClassifierRow[] | undefined;
  /** Taken where the caller's policy says nothing. */
  policy?: RetryPolicy | undefined;
  authorize?: Authorize | undefined;
}

/** The accounts server of one data centre. */
export interface AccountsServer {
  /** Where it is reached, e.g. `https://accounts.zoho.eu`. */
  url: string;
  http: ServiceHttp;
  askForToken: TokenEndpoint;
}

/**
 * How long to stay away after a throttle answer, which names no time: hammering prolongs the block
 * (guanguans/notify Authenticator.php).
 */
const throttleWaitMs = 60_000;

/** For one grant that somebody waits for: no wait that Zoho asks for is sat out. */
export function openAccountsServer(server: AccountsServerOptions): AccountsServer {
  const { options, settings, secrets, meanings, rows = [], authorize } = server;
  const { name: connectionName, dataCenter, hosts, clientId, clientSecret } = settings;
  const { emulatorUrl, network, clock = systemClock, policy = {} } = options;
  const url = (emulatorUrl === undefined ? hosts : emulatedHosts(hosts, emulatorUrl)).accounts;
  const dispatcher = network === undefined ? undefined : createNetworkDispatcher(network);
  const fetch = createJsonTransport({ fetch: options.fetch, dispatcher });
  const grantRows = createGrantRows({
    connectionName,
    dataCenter,
    throttleWaitMs: () => throttleWaitMs,
    throttleHint: 'Try again after that time, not before: it would only take longer',
    meanings,
  });
  const http = createServiceHttp({
    fetch,
    byteFetch: fetch,
    classify: createClassifier(rows, grantRows, commonRows),
    bases: [url],
    clock,
    policy: { ...server.policy, ...policy, maxWaitMs: policy.maxWaitMs ?? 0 },
    timeoutMs: network?.timeouts?.attemptMs,
    redactor: createRedactor([clientSecret, ...secrets, ...networkSecrets(network ?? {})]),
    authorize,
  });
  const askForToken = createTokenEndpoint({
    connectionName,
    dataCenter,
    http,
    accounts: url,
    apiHosts: hosts,
    clientId,
    clientSecret,
    clock,
  });
  return { url, http, askForToken };
}
