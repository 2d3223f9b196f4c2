import {
  createByteTransport,
  createJsonTransport,
  createNetworkDispatcher,
  createEventStream,
  createRedactor,
  networkSecrets,
  systemClock,
  type Clock,
  type Fetch,
  type HttpEvent,
  type Redactor,
  type RetryPolicy,
} from '@zohokit/zoho-http';
import type { ConnectionEvent } from './connection-event.ts';
import type { ConnectionOptions, ConnectionSettings } from './connection-options.ts';

/** What all services of a connection share. */
export interface ConnectionTransport {
  fetch: Fetch;
  byteFetch: Fetch;
  clock: Clock;
  policy: RetryPolicy | undefined;
  timeoutMs: number | undefined;
  redactor: Redactor;
  onEvent: (event: Untold) => void;
}

/** An event before it bears the connection's name. */
type Untold = Untitled<ConnectionEvent> | HttpEvent;
type Untitled<Event> = Event extends unknown ? Omit<Event, 'connection'> : never;

export function createConnectionTransport(
  options: ConnectionOptions,
  { name, clientSecret, refreshToken }: ConnectionSettings,
): ConnectionTransport {
  const { fetch, byteFetch, network, clock = systemClock, policy } = options;
  const tell = createEventStream<ConnectionEvent>(options.onEvent);
  const dispatcher = network === undefined ? undefined : createNetworkDispatcher(network);
  return {
    fetch: createJsonTransport({ fetch, dispatcher }),
    byteFetch: byteFetch ?? createByteTransport({ dispatcher }),
    clock,
    policy,
    timeoutMs: network?.timeouts?.attemptMs,
    redactor: createRedactor([clientSecret, refreshToken, ...networkSecrets(network ?? {})]),
    onEvent: (event) => tell({ ...event, connection: name }),
  };
}
