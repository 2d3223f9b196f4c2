import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { discard } from '../byte-stream.ts';
import { createClassifier } from '../classifier.ts';
import { commonRows } from '../common-rows.ts';
import { createServiceHttp } from '../create-service-http.ts';
import { createPaceGate } from '../pace-gate.ts';
import type { ServiceRequest } from '../service-http.ts';
import { createFakeFetch, type FakeAnswer } from '../testing/fake-fetch.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createEventStream, eventChannel } from './event-stream.ts';
import type { HttpEvent } from './http-event.ts';

const url = 'https://download.zoho.eu/v1/workdrive/download/x';
const path = 'download.zoho.eu/v1/workdrive/download/x';
const file: FakeAnswer = {
  status: 200,
  text: 'twelve bytes',
  headers: { 'content-type': 'application/octet-stream' },
};

function service(...answers: FakeAnswer[]) {
  const clock = createVirtualClock();
  const network = createFakeFetch(...answers);
  const events: HttpEvent[] = [];
  const http = createServiceHttp({
    classify: createClassifier(commonRows),
    bases: ['https://download.zoho.eu'],
    fetch: network.fetch,
    byteFetch: network.fetch,
    clock,
    policy: { random: () => 1 },
    gates: [createPaceGate({ perSecond: 1, clock })],
    onEvent: (event) => events.push(event),
  });
  const ends = () => events.filter((event) => event.type === 'request-end');
  return { http, clock, events, ends };
}

test('a request tells that it starts and how it ended, with what it waited and what was read', async () => {
  const { http, events } = service({ status: 200, json: { name: 'Müller' } });
  await http.json({ url, query: { secret: 'canary' } });
  await http.json({ url, method: 'POST', json: { a: 1 } });
  expect(events).toMatchObject([
    { type: 'request-start', method: 'GET', path, attempt: 0, waitMs: 0 },
    { type: 'request-end', attempt: 0, status: 200, outcome: 'success', receivedBytes: 18 },
    { type: 'request-start', method: 'POST', path, attempt: 0, waitMs: 1000 },
    { type: 'request-end', outcome: 'success', sentBytes: 7, receivedBytes: 18 },
  ]);
  expect(JSON.stringify(events)).not.toContain('canary');
});

test('start and end of an attempt have one id, and no other attempt has it', async () => {
  const { http, events } = service({ status: 503 }, { status: 204 });
  await http.json({ url });
  const ids = events.flatMap((event) => (event.type === 'request-retry' ? [] : [event.id]));
  expect(ids).toEqual([ids[0], ids[0], ids[2], ids[2]]);
  expect(ids[0]).not.toBe(ids[2]);
});

test('a refusal tells its kind, code and rule, and a repetition its pause', async () => {
  const body = { errors: [{ id: 'F7008', title: 'limit' }] };
  const { http, events } = service({ status: 429, json: body }, { status: 204 });
  await http.json({ url });
  expect(events).toMatchObject([
    { type: 'request-start', attempt: 0 },
    { type: 'request-end', outcome: 'rate-limit', code: 'F7008', rule: 'rate-limit', status: 429 },
    { type: 'request-retry', attempt: 0, delayMs: 61_000, kind: 'rate-limit', status: 429 },
    { type: 'request-start', attempt: 1 },
    { type: 'request-end', attempt: 1, outcome: 'success', status: 204 },
  ]);
});

test('a download is over when its body is, and not when it begins', async () => {
  const { http, ends } = service(file);
  const response = await http.bytes({ url });
  expect(ends()).toEqual([]);
  await response.text();
  expect(ends()).toMatchObject([{ outcome: 'success', receivedBytes: 12 }]);
});

test('a download that nobody reads is over when it is given up', async () => {
  const { http, ends } = service(file);
  await discard(await http.bytes({ url }));
  expect(ends()).toMatchObject([{ outcome: 'success', receivedBytes: 0 }]);
});

test('a download that breaks has failed, with what had come', async () => {
  const cut = Object.assign(new Error('terminated'), { code: 'ECONNRESET' });
  const { http, ends } = service({ ...file, cut });
  const response = await http.bytes({ url });
  await expect(response.text()).rejects.toMatchObject({ kind: 'unavailable' });
  expect(ends()).toMatchObject([{ outcome: 'unavailable', rule: 'broken', receivedBytes: 12 }]);
});

const uploading = (body: ServiceRequest['body']): ServiceRequest => ({ url, method: 'POST', body });

test('bytes of an upload are counted, also of one whose body throws', async () => {
  const { http, ends } = service({ status: 200, json: {} });
  await http.json(
    uploading(async function* () {
      yield Buffer.alloc(1000);
      yield Buffer.alloc(500);
    }),
  );
  const broken = http.json(
    uploading(async function* () {
      yield Buffer.alloc(10);
      throw new Error('the disk');
    }),
  );
  await expect(broken).rejects.toThrow('the disk');
  expect(ends()).toMatchObject([
    { outcome: 'success', sentBytes: 1500 },
    { outcome: 'thrown', sentBytes: 10 },
  ]);
});

test('an attempt that its caller aborts says so', async () => {
  const controller = new AbortController();
  const { http, ends } = service(() => {
    controller.abort(new Error('enough'));
    return new Error('aborted');
  });
  await expect(http.json({ url, signal: controller.signal })).rejects.toThrow('enough');
  expect(ends()).toMatchObject([{ outcome: 'aborted', status: undefined }]);
});

test('an event reaches the callback and the subscribers of the channel', () => {
  const [heard, told]: [unknown[], unknown[]] = [[], []];
  const listen = (event: unknown): unknown => heard.push(event);
  subscribe(eventChannel, listen);
  onTestFinished(() => void unsubscribe(eventChannel, listen));
  const tell = createEventStream<{ type: string }>((event) => told.push(event));
  tell({ type: 'token-mint' });
  expect([heard, told]).toEqual([[{ type: 'token-mint' }], [{ type: 'token-mint' }]]);
});

test('a callback that throws ends nothing, and becomes a warning without its message', async () => {
  const warned = once(process, 'warning');
  const tell = createEventStream(() => {
    throw new RangeError('canary');
  });
  tell({ type: 'token-mint' });
  const [warning] = await warned;
  expect(String(warning)).toMatch(/RangeError/);
  expect(String(warning)).not.toMatch(/canary/);
});
