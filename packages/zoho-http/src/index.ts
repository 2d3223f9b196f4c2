export { abortable } from './abortable.ts';
export type { RetryAdvice } from './advice.ts';
export { discard, peek, type Peeked } from './byte-stream.ts';
export { createByteTransport, type ByteTransportOptions } from './byte-transport.ts';
export {
  chainClassifiers,
  createClassifier,
  type Classifier,
  type ClassifierRow,
  type Facts,
} from './classifier.ts';
export { createBudgetGate, type Budget, type BudgetGateOptions } from './budget-gate.ts';
export { systemClock, type Clock } from './clock.ts';
export { commonRows } from './common-rows.ts';
export { createConcurrencyGate } from './concurrency-gate.ts';
export { createServiceHttp, type ServiceHttpOptions } from './create-service-http.ts';
export { hasErrorList } from './error-body.ts';
export { errorOf } from './error-of.ts';
export {
  compose,
  type ByteStream,
  type Fetch,
  type HttpInit,
  type HttpResponse,
  type Middleware,
  type OpenBody,
} from './fetch.ts';
export { createEventStream, eventChannel } from './events/event-stream.ts';
export type { HttpEvent, RequestEnd, RequestRetry, RequestStart } from './events/http-event.ts';
export type { Gate } from './gate.ts';
export {
  createJsonTransport,
  type JsonFetch,
  type JsonInit,
  type JsonTransportOptions,
} from './json-transport.ts';
export { createNetworkDispatcher } from './network/create-network-dispatcher.ts';
export { isLoopback } from './network/is-loopback.ts';
export { createMd5, type Md5, type Md5Options } from './md5/create-md5.ts';
export { networkFromEnvironment } from './network/network-from-environment.ts';
export type { NetworkOptions, NetworkTimeouts, ProxyOptions } from './network/network-options.ts';
export { networkSecrets } from './network/network-secrets.ts';
export { outageAdvice } from './outage-advice.ts';
export { createPaceGate, type PaceGateOptions } from './pace-gate.ts';
export { paginate, paginatePages, type FetchPage, type Page } from './paginate.ts';
export { parseResponse } from './parse-response.ts';
export { pathSegment } from './path-segment.ts';
export {
  createPenaltyGate,
  type Penalty,
  type PenaltyGate,
  type PenaltyGateOptions,
} from './penalty-gate.ts';
export { rateLimitWaitMs } from './rate-limit-wait.ts';
export { createRedactor, type Redactor } from './redact.ts';
export type { Reconcile, Reconciled } from './reconcile.ts';
export { createRetryBudget, type RetryBudget, type RetryBudgetOptions } from './retry-budget.ts';
export { retryDelay, type RetryPolicy } from './retry.ts';
export type { CallOptions, JsonAnswer, ServiceHttp, ServiceRequest } from './service-http.ts';
export { createMemoryStore } from './store/memory-store.ts';
export type { SharedStore, UpdateOptions } from './store/shared-store.ts';
export {
  typedEntries,
  type TypedEntries,
  type TypedEntriesOptions,
} from './store/typed-entries.ts';
export { TransportFailure, type TransportFailureReason } from './transport-failure.ts';
export { userAgent } from './user-agent.ts';
export { createWindowGate, type WindowGateOptions } from './window-gate.ts';
export {
  withRetry,
  type Authorize,
  type Retry,
  type RetryOptions,
  type Turn,
} from './with-retry.ts';
export { isGatewayThrottle, isZohoAnswer } from './zoho-answer.ts';
export { isZohoError, ZohoError, type ZohoErrorKind, type ZohoErrorOptions } from './zoho-error.ts';
