import type { Classifier } from './classifier.ts';
import { systemClock, type Clock } from './clock.ts';
import { createExchange, type Exchange } from './exchange.ts';
import type { Fetch } from './fetch.ts';
import type { Gate } from './gate.ts';
import { keepBytes } from './keep-bytes.ts';
import type { PenaltyGate } from './penalty-gate.ts';
import { prepareRequest } from './prepare-request.ts';
import { readJson } from './read-json.ts';
import { createRedactor, type Redactor } from './redact.ts';
import type { RetryPolicy } from './retry.ts';
import type { ServiceHttp, ServiceRequest } from './service-http.ts';
import { withRetry, type Authorize, type Retry, type Turn } from './with-retry.ts';

/** What a service is made of: its transports, its classifier, and what its requests wait for. */
export interface ServiceHttpOptions {
  /** The whole chain, e.g. `chainClassifiers(product, createClassifier(commonRows))`. */
  classify: Classifier;
  /** Origins, or origins with a path, that requests and their token may go to. */
  bases: readonly string[];
  /** Texts in, texts out; see `createJsonTransport`. */
  fetch: Fetch;
  /** Bodies that are functions, and everything of `bytes()`; see `createByteTransport`. */
  byteFetch: Fetch;
  /** Supplies the `authorization` header; without it none is sent. */
  authorize?: Authorize | undefined;
  /** Every request waits at these, in order, after its own. */
  gates?: readonly Gate[] | undefined;
  /** Waited at before all others, and closed by every answer of kind `rate-limit`. */
  penalty?: PenaltyGate | undefined;
  policy?: RetryPolicy | undefined;
  /** What a request without a `timeoutMs` has; see there. @default 60_000 */
  timeoutMs?: number | undefined;
  /** @default systemClock */
  clock?: Clock | undefined;
  /** Cleans what ends up in errors. @default what looks like a secret of Zoho */
  redactor?: Redactor | undefined;
  /** Called before every repetition. */
  onRetry?: ((retry: Retry) => void) | undefined;
}

/** See `ServiceHttp`. */
export function createServiceHttp(options: ServiceHttpOptions): ServiceHttp {
  const { bases, gates = [], clock = systemClock, redactor = createRedactor() } = options;

  const run = async <T>(
    request: ServiceRequest,
    read: (exchange: Exchange, turn: Turn) => Promise<T>,
  ): Promise<T> => {
    const prepared = prepareRequest(request, bases);
    const exchange = createExchange({ ...options, clock, redactor, request, prepared });
    return withRetry((turn) => read(exchange, turn), {
      ...options,
      clock,
      gates: [...(request.gates ?? []), ...gates],
      signal: request.signal,
      canRepeat: () => request.reopenable !== false || !exchange.bodyTaken(),
    });
  };

  return {
    json: (request) => run(request, readJson),
    bytes: (request) => run(request, keepBytes),
  };
}
