import {
  createByteTransport,
  createJsonTransport,
  createNetworkDispatcher,
  createRedactor,
  networkSecrets,
  systemClock,
  type Clock,
  type Fetch,
  type Redactor,
  type Retry,
  type RetryPolicy,
} from '@zohokit/zoho-http';
import type { ConnectionOptions, ConnectionSettings } from './connection-options.ts';

/** What all services of a connection share. */
export interface ConnectionTransport {
  fetch: Fetch;
  byteFetch: Fetch;
  clock: Clock;
  policy: RetryPolicy | undefined;
  timeoutMs: number | undefined;
  redactor: Redactor;
  onRetry: (retry: Retry) => void;
}

export function createConnectionTransport(
  options: ConnectionOptions,
  { name, clientSecret, refreshToken }: ConnectionSettings,
): ConnectionTransport {
  const { fetch, byteFetch, network, clock = systemClock, policy, onEvent } = options;
  const dispatcher = network === undefined ? undefined : createNetworkDispatcher(network);
  return {
    fetch: createJsonTransport({ fetch, dispatcher }),
    byteFetch: byteFetch ?? createByteTransport({ dispatcher }),
    clock,
    policy,
    timeoutMs: network?.timeouts?.attemptMs,
    redactor: createRedactor([clientSecret, refreshToken, ...networkSecrets(network ?? {})]),
    onRetry({ error, attempt, delayMs }) {
      const { method, path, kind, code, status } = error;
      const about = { method, path, kind, code, status };
      onEvent?.({ type: 'request-retry', connection: name, ...about, attempt, delayMs });
    },
  };
}
