import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { createClassifier } from '../classifier.ts';
import { commonRows } from '../common-rows.ts';
import { createServiceHttp } from '../create-service-http.ts';
import { createFakeFetch, type FakeAnswer } from '../testing/fake-fetch.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createEventStream } from './event-stream.ts';
import type { HttpEvent } from './http-event.ts';

function telemetry() {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.register();
  onTestFinished(() => provider.shutdown());
  return { provider, spans: () => exporter.getFinishedSpans() };
}

afterEach(() => {
  trace.disable();
  context.disable();
});

function service(...answers: FakeAnswer[]) {
  const network = createFakeFetch(...answers);
  const http = createServiceHttp({
    classify: createClassifier(commonRows),
    bases: ['https://www.zohoapis.eu'],
    fetch: network.fetch,
    byteFetch: network.fetch,
    clock: createVirtualClock(),
    authorize: () => Promise.resolve('Zoho-oauthtoken canary-token'),
    onEvent: createEventStream<HttpEvent>(),
  });
  const url = 'https://www.zohoapis.eu/crm/v8/Deals';
  return { ask: () => http.json({ url, query: { criteria: 'canary-value' } }) };
}

test('each attempt is a client span by the conventions for HTTP, below the active span', async () => {
  const { provider, spans } = telemetry();
  const { ask } = service({ status: 503 }, { status: 200, json: { data: [] } });
  await provider.getTracer('test').startActiveSpan('job', async (job) => {
    await ask();
    job.end();
  });
  const [failed, succeeded, job] = spans();
  expect([failed?.name, succeeded?.name, job?.name]).toEqual(['GET', 'GET', 'job']);
  expect(failed?.attributes).toMatchObject({
    'http.request.method': 'GET',
    'server.address': 'www.zohoapis.eu',
    'url.path': '/crm/v8/Deals',
    'http.response.status_code': 503,
    'http.request.resend_count': 0,
    'error.type': 'unavailable',
  });
  expect(failed?.status.code).toBe(SpanStatusCode.ERROR);
  expect(succeeded?.attributes).toMatchObject({ 'http.request.resend_count': 1 });
  expect(succeeded?.status.code).toBe(SpanStatusCode.UNSET);
  expect(succeeded?.parentSpanContext?.spanId).toBe(job?.spanContext().spanId);
});

test('a span holds no token, no query and no body', async () => {
  const { spans } = telemetry();
  await service({ status: 200, json: { name: 'canary-body' } }).ask();
  const [span] = spans();
  expect(span?.name).toBe('GET');
  expect(JSON.stringify([span?.attributes, span?.events, span?.status])).not.toContain('canary');
});

test('a program without OpenTelemetry makes requests as before', async () => {
  const { ask } = service({ status: 200, json: { data: [] } });
  expect(await ask()).toMatchObject({ status: 200 });
});
