import {
  createByteTransport,
  createJsonTransport,
  createRedactor,
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
  redactor: Redactor;
  onRetry: (retry: Retry) => void;
}

export function createConnectionTransport(
  options: ConnectionOptions,
  { name, clientSecret, refreshToken }: ConnectionSettings,
): ConnectionTransport {
  const { fetch, byteFetch, clock = systemClock, policy, onEvent } = options;
  return {
    fetch: createJsonTransport({ fetch }),
    byteFetch: byteFetch ?? createByteTransport(),
    clock,
    policy,
    redactor: createRedactor([clientSecret, refreshToken]),
    onRetry({ error, attempt, delayMs }) {
      const { method, path, kind, code, status } = error;
      const about = { method, path, kind, code, status };
      onEvent?.({ type: 'request-retry', connection: name, ...about, attempt, delayMs });
    },
  };
}
