import type { Classifier } from './classifier.ts';
import { systemClock, type Clock } from './clock.ts';
import { reportAttempt, type AttemptReport } from './events/attempt-report.ts';
import type { HttpEvent } from './events/http-event.ts';
import { createExchange, type Exchange } from './exchange.ts';
import type { Fetch } from './fetch.ts';
import type { Gate } from './gate.ts';
import { keepBytes } from './keep-bytes.ts';
import type { PenaltyGate } from './penalty-gate.ts';
import { prepareRequest } from './prepare-request.ts';
import { readJson } from './read-json.ts';
import { settleDoubt } from './reconcile.ts';
import { createRedactor, type Redactor } from './redact.ts';
import type { RetryBudget } from './retry-budget.ts';
import type { RetryPolicy } from './retry.ts';
import type { ServiceHttp, ServiceRequest } from './service-http.ts';
import {
  withRetry,
  type Authorize,
  type Retry,
  type RetryOptions,
  type Turn,
} from './with-retry.ts';

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
  /** Shared by all that is one connection's. @default as many repetitions as the policy has */
  budget?: RetryBudget | undefined;
  /** What a request without a `timeoutMs` has; see there. @default 60_000 */
  timeoutMs?: number | undefined;
  /** @default systemClock */
  clock?: Clock | undefined;
  /** Cleans what ends up in errors. @default what looks like a secret of Zoho */
  redactor?: Redactor | undefined;
  /** Told of every attempt; it must not throw. */
  onEvent?: ((event: HttpEvent) => void) | undefined;
}

/** See `ServiceHttp`. */
export function createServiceHttp(options: ServiceHttpOptions): ServiceHttp {
  const { gates = [], clock = systemClock, redactor = createRedactor(), onEvent } = options;

  // Read once: every request is held against all of them.
  const bases = options.bases.map((base) => URL.parse(base) ?? base);

  const run = async <T>(
    request: ServiceRequest,
    read: Read<T>,
    settle?: RetryOptions<T>['settle'],
  ): Promise<T> => {
    const prepared = prepareRequest(request, bases);
    const { method, url } = prepared;
    const about = { method, path: url.host + url.pathname, onEvent, signal: request.signal };
    const exchange = createExchange({ ...options, clock, redactor, request, prepared });
    const attempt = async (turn: Turn): Promise<T> => {
      const report = reportAttempt({ ...about, attempt: turn.attempt, waitMs: turn.waitMs });
      try {
        return await read(exchange, turn, report);
      } catch (error) {
        report.fail(error);
        throw error;
      }
    };
    return withRetry(attempt, {
      ...options,
      clock,
      policy: { ...options.policy, attempts: request.attempts ?? options.policy?.attempts },
      gates: [...(request.gates ?? []), ...gates],
      signal: request.signal,
      canRepeat: () => request.reopenable !== false || !exchange.bodyTaken(),
      settle,
      onRetry: (retry) => onEvent?.(toEvent(retry)),
    });
  };

  return {
    json(request) {
      const { reconcile, signal } = request;
      if (reconcile === undefined) return run(request, readJson);
      return run(request, readJson, (doubt) => settleDoubt(doubt, reconcile, signal));
    },
    bytes: (request) => run(request, keepBytes),
  };
}

// --- internal ---

/** Sends once and reads what comes back. It tells the report of a success; a failure is told here. */
type Read<T> = (exchange: Exchange, turn: Turn, report: AttemptReport) => Promise<T>;

function toEvent({ error, attempt, delayMs }: Retry): HttpEvent {
  const { method, path, kind, code, status } = error;
  return { type: 'request-retry', method, path, attempt, delayMs, kind, code, status };
}
