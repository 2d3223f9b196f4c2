import { createRequire } from 'node:module';
import type * as openTelemetry from '@opentelemetry/api';
import type { Span, Tracer } from '@opentelemetry/api';
import { userAgent } from '../user-agent.ts';
import type { RequestEnd, RequestStart } from './http-event.ts';

/** The part of `@opentelemetry/api` that spans are made with. */
export type SpanApi = Pick<typeof openTelemetry, 'trace' | 'SpanKind' | 'SpanStatusCode'>;

/**
 * Listens to events and makes a client span of every attempt, as OpenTelemetry's conventions for
 * HTTP have it: method, host and status, never a query or header. Its parent is whatever span is
 * active where the request is made.
 */
export function createRequestSpans(api: SpanApi): (event: RequestStart | RequestEnd) => void {
  const tracer = api.trace.getTracer('zohokit', userAgent.split('/')[1]);
  const open = new Map<number, Span>();

  return (event) => {
    if (event.type === 'request-start') {
      open.set(event.id, startSpan(api, tracer, event));
      return;
    }
    const span = open.get(event.id);
    open.delete(event.id);
    if (span !== undefined) endSpan(api, span, event);
  };
}

/**
 * `@opentelemetry/api`, if the program has set it up: whoever registers a provider leaves a global
 * behind (OpenTelemetry API, internal/global-utils), so that a program without one loads nothing.
 */
export function findSpanApi(): SpanApi | undefined {
  if (!(Symbol.for('opentelemetry.js.api.1') in globalThis)) return undefined;
  try {
    // Synchronous, because the first request already wants its span; the package comes as CommonJS.
    const api: SpanApi = createRequire(import.meta.url)('@opentelemetry/api');
    return api;
  } catch {
    // It is installed elsewhere, out of our reach.
    return undefined;
  }
}

// --- internal ---

function startSpan({ SpanKind }: SpanApi, tracer: Tracer, event: RequestStart): Span {
  const [host = '', ...segments] = event.path.split('/');
  return tracer.startSpan(event.method, {
    kind: SpanKind.CLIENT,
    attributes: {
      'http.request.method': event.method,
      'server.address': host,
      'url.path': `/${segments.join('/')}`,
      'http.request.resend_count': event.attempt,
      'zohokit.wait_ms': event.waitMs,
    },
  });
}

function endSpan({ SpanStatusCode }: SpanApi, span: Span, event: RequestEnd): void {
  span.setAttributes({
    'http.request.body.size': event.sentBytes,
    'http.response.body.size': event.receivedBytes,
  });
  if (event.status !== undefined) span.setAttribute('http.response.status_code', event.status);
  if (event.outcome !== 'success') {
    span.setAttribute('error.type', event.code ?? event.outcome);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
