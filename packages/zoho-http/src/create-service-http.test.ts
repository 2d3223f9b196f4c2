import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { discard } from './byte-stream.ts';
import { createClassifier, type ClassifierRow } from './classifier.ts';
import { commonRows } from './common-rows.ts';
import { createConcurrencyGate } from './concurrency-gate.ts';
import { createServiceHttp, type ServiceHttpOptions } from './create-service-http.ts';
import { errorOf } from './error-of.ts';
import { createPaceGate } from './pace-gate.ts';
import { createPenaltyGate } from './penalty-gate.ts';
import { createFakeFetch, type FakeAnswer } from './testing/fake-fetch.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';
import type { HttpEvent } from './events/http-event.ts';
import { createMemoryStore } from './store/memory-store.ts';
import { ZohoError } from './zoho-error.ts';

const url = 'https://www.zohoapis.eu/crm/v8/Deals';
const ok = { status: 200, json: { data: [] } };
const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const refused = new TypeError('fetch failed', {
  cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
});
const throttled = { status: 429, headers: { 'retry-after': '119' } };
const expired = { status: 401, json: { code: 'INVALID_TOKEN' } };

const tokenRow: ClassifierRow = {
  name: 'token',
  source: 'a refused token, for these tests',
  when: ({ code }) => code === 'INVALID_TOKEN',
  error: (facts) =>
    errorOf(facts, 'Refused', { kind: 'authorization', retry: { kind: 'refresh-once' } }),
};

function service(answers: FakeAnswer[], options: Partial<ServiceHttpOptions> = {}) {
  const clock = createVirtualClock();
  const network = createFakeFetch(...answers);
  const events: HttpEvent[] = [];
  let minted = 1;
  const http = createServiceHttp({
    classify: createClassifier([tokenRow], commonRows),
    bases: ['https://www.zohoapis.eu'],
    fetch: network.fetch,
    byteFetch: network.fetch,
    clock,
    policy: { random: () => 1 },
    authorize: async ({ rejected }) => {
      if (rejected === `Zoho-oauthtoken t${minted}`) minted += 1;
      return `Zoho-oauthtoken t${minted}`;
    },
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { http, clock, events, requests: network.requests, minted: () => minted };
}

test('a request carries the token, our name, English, and its encoded query', async () => {
  const { http, requests } = service([ok]);
  await http.json({ url, query: { 'page[limit]': 50, q: 'a+b c', none: undefined, yes: true } });
  expect(requests).toMatchObject([
    {
      url: `${url}?page%5Blimit%5D=50&q=a%2Bb%20c&yes=true`,
      method: 'GET',
      headers: {
        authorization: 'Zoho-oauthtoken t1',
        'accept-language': 'en',
        'user-agent': expect.stringMatching(/^zohokit\/\d+\.\d+\.\d+/),
      },
    },
  ]);
});

test.each([
  ['json', { json: { a: 1 } }, 'application/json', '{"a":1}'],
  ['form', { form: { a: 'b c', d: '&' } }, 'application/x-www-form-urlencoded', 'a=b+c&d=%26'],
])('%s is sent with its content type', async (_what, body, contentType, text) => {
  const { http, requests } = service([ok]);
  await http.json({ url, method: 'POST', ...body });
  expect(requests[0]).toMatchObject({ body: text, headers: { 'content-type': contentType } });
});

test('a caller cannot replace the token', async () => {
  const { http, requests } = service([ok]);
  await http.json({ url, headers: { authorization: 'Bearer other', accept: '*/*' } });
  expect(requests[0]?.headers).toMatchObject({
    authorization: 'Zoho-oauthtoken t1',
    accept: '*/*',
  });
});

test("nothing is sent to a host that is not the connection's", async () => {
  const { http, requests } = service([ok]);
  const sent = http.json({ url: 'https://download-accl.zoho.com/v1/x' });
  await expect(sent).rejects.toMatchObject({ kind: 'usage' });
  expect(requests).toEqual([]);
});

test('a request with two bodies is refused before it is sent', async () => {
  const { http, requests } = service([ok]);
  await expect(http.json({ url, json: 1, form: {} })).rejects.toMatchObject({ kind: 'usage' });
  expect(requests).toEqual([]);
});

test.each([
  ['an empty 204', { status: 204 }, undefined],
  ['a 304', { status: 304 }, undefined],
  ['JSON under a wrong content type', { status: 200, text: '[1]', headers: {} }, [1]],
])('%s is a success', async (_what, answer, json) => {
  const { http } = service([answer]);
  expect(await http.json({ url })).toMatchObject({ status: answer.status, json });
});

test('a page instead of JSON is unexpected, and is not repeated', async () => {
  const { http, requests } = service([{ status: 200, text: '<html>', headers: {} }]);
  await expect(http.json({ url })).rejects.toMatchObject({ kind: 'unexpected-response' });
  expect(requests).toHaveLength(1);
});

test('an outage is tried three times, with a growing pause', async () => {
  const { http, clock, requests, events } = service([{ status: 503 }]);
  await expect(http.json({ url })).rejects.toMatchObject({ kind: 'unavailable', status: 503 });
  expect(requests).toHaveLength(3);
  expect(clock.slept).toEqual([500, 1000]);
  expect(events.filter(({ type }) => type === 'request-retry')).toMatchObject([
    { attempt: 0, delayMs: 500 },
    { attempt: 1, delayMs: 1000 },
  ]);
});

test('a repetition after one for a newer token names the attempt that failed', async () => {
  const { http, events } = service([expired, { status: 503 }, ok]);
  await http.json({ url });
  expect(events.map(({ type, attempt }) => [type, attempt])).toEqual([
    ['request-start', 0],
    ['request-end', 0],
    ['request-start', 1],
    ['request-end', 1],
    ['request-retry', 1],
    ['request-start', 2],
    ['request-end', 2],
  ]);
});

test('a body that is cut is an attempt that failed', async () => {
  const { http, requests } = service([{ ...ok, cut: reset }, ok]);
  expect(await http.json({ url })).toMatchObject({ json: { data: [] } });
  expect(requests).toHaveLength(2);
});

test('a permanent refusal is not repeated', async () => {
  const { http, clock, requests } = service([{ status: 400, json: { code: 'INVALID_DATA' } }]);
  await expect(http.json({ url })).rejects.toMatchObject({ code: 'INVALID_DATA', status: 400 });
  expect([requests.length, clock.now()]).toEqual([1, 0]);
});

test('a 429 waits the whole of what Zoho asks for, exactly', async () => {
  const { http, clock } = service([throttled, ok]);
  await http.json({ url });
  expect(clock.now()).toBe(120_000);
});

test('the third 429 in a row fails, with the wait in the error', async () => {
  const { http, clock, requests } = service([throttled]);
  await expect(http.json({ url })).rejects.toMatchObject({
    kind: 'rate-limit',
    retry: { kind: 'wait', ms: 120_000 },
  });
  expect([requests.length, clock.now()]).toEqual([3, 240_000]);
});

test('a wait of more than ten minutes fails at once', async () => {
  const { http, clock } = service([{ status: 429, headers: { 'retry-after': '601' } }]);
  await expect(http.json({ url })).rejects.toMatchObject({
    kind: 'rate-limit',
    retry: { ms: 602_000 },
  });
  expect(clock.now()).toBe(0);
});

function penalised(answers: FakeAnswer[]) {
  const clock = createVirtualClock();
  const penalties: unknown[] = [];
  const penalty = createPenaltyGate({
    key: 'user',
    clock,
    store: createMemoryStore(),
    onPenalty: (one) => penalties.push(one),
  });
  const pace = createPaceGate({ perSecond: 5, clock });
  return { penalties, ...service(answers, { clock, penalty, gates: [pace] }), clock };
}

test('a 429 holds every request of its penalty gate, is announced once, and the pace holds after it', async () => {
  const times: number[] = [];
  let first = true;
  const setup = penalised([
    () => {
      times.push(setup.clock.now());
      if (!first) return ok;
      first = false;
      return throttled;
    },
  ]);
  await Promise.all([0, 1, 2].map(() => setup.http.json({ url })));
  expect(times).toEqual([0, 120_000, 120_200, 120_400]);
  expect(setup.penalties).toHaveLength(1);
});

test('the third 429 in a row fails whichever requests got them', async () => {
  const { http, requests, clock } = penalised([throttled]);
  const results = await Promise.allSettled([0, 1].map(() => http.json({ url })));
  expect(results).toMatchObject([
    { status: 'rejected', reason: { kind: 'rate-limit' } },
    { status: 'rejected', reason: { kind: 'rate-limit' } },
  ]);
  expect(requests.length).toBeLessThanOrEqual(4);
  expect(clock.now()).toBeLessThan(10 * 60_000);
});

test('an answer between them ends the refusals in a row', async () => {
  const { http, requests } = penalised([throttled, ok, throttled, ok, throttled, ok]);
  for (let n = 0; n < 3; n += 1) expect(await http.json({ url })).toMatchObject({ status: 200 });
  expect(requests).toHaveLength(6);
});

test('a request that failed gives its place at the gates back', async () => {
  const untrusted = Object.assign(new Error('x'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
  const { http } = service([untrusted, ok], { gates: [createConcurrencyGate({ limit: 1 })] });
  await expect(http.json({ url })).rejects.toMatchObject({ kind: 'unavailable' });
  expect(await http.json({ url })).toMatchObject({ status: 200 });
});

test('requests that waited for the same token leave at the pace and not in a burst', async () => {
  const clock = createVirtualClock();
  const times: number[] = [];
  let mint: Promise<string> | undefined;
  const { http } = service([() => (times.push(clock.now()), ok)], {
    clock,
    gates: [createPaceGate({ perSecond: 5, clock })],
    authorize: () => (mint ??= clock.sleep(10_000).then(() => 'Zoho-oauthtoken t1')),
  });
  await Promise.all([0, 1, 2].map(() => http.json({ url })));
  expect(times).toEqual([10_000, 10_200, 10_400]);
});

test('a refused token is replaced once, without using up an attempt or time', async () => {
  const { http, requests, clock, minted } = service([
    expired,
    { status: 503 },
    { status: 503 },
    ok,
  ]);
  await http.json({ url });
  expect(requests.map(({ headers }) => headers['authorization']?.slice(-2))).toEqual([
    't1',
    't2',
    't2',
    't2',
  ]);
  expect([minted(), clock.now()]).toEqual([2, 1500]);
});

test('a new token that is refused too ends in authorization', async () => {
  const { http, requests, minted } = service([expired]);
  await expect(http.json({ url })).rejects.toMatchObject({
    kind: 'authorization',
    retry: { kind: 'never' },
    hint: expect.stringContaining('Authorise'),
  });
  expect([requests.length, minted()]).toEqual([2, 2]);
});

test("an error of the token is the caller's as it is, and closes no gate", async () => {
  const error = new ZohoError('mints', { kind: 'rate-limit', retry: { kind: 'wait', ms: 1 } });
  const { http, requests, clock } = service([ok], { authorize: () => Promise.reject(error) });
  await expect(http.json({ url })).rejects.toBe(error);
  expect([requests.length, clock.slept]).toEqual([0, []]);
});

const write = { url, method: 'POST', json: {} };

test.each<[string, FakeAnswer]>([
  ['a reset', reset],
  ['a timeout', Object.assign(new Error('x'), { code: 'UND_ERR_HEADERS_TIMEOUT' })],
  ['a bare 500', { status: 500 }],
  ['an HTML 502', { status: 502, text: '<html>' }],
  ['a cut answer', { ...ok, cut: reset }],
  ['a page', { status: 200, text: '<html>' }],
  ['a success that lists errors', { status: 200, json: { errors: [{ id: 'X' }] } }],
  ['a 408', { status: 408 }],
])('a write that must not be repeated is maybe committed after %s', async (_what, answer) => {
  const { http, requests } = service([answer, ok]);
  await expect(http.json(write)).rejects.toMatchObject({
    kind: 'maybe-committed',
    retry: { kind: 'never' },
    cause: { name: 'ZohoError' },
  });
  expect(requests).toHaveLength(1);
});

test.each<[string, FakeAnswer]>([
  ['a refused connection', refused],
  ['a 429', throttled],
  ['an expired token', expired],
])(
  'a write that must not be repeated is repeated after %s, which did nothing',
  async (_what, answer) => {
    const { http, requests } = service([answer, ok]);
    await expect(http.json(write)).resolves.toMatchObject({ status: 200 });
    expect(requests).toHaveLength(2);
  },
);

test.each<[string, FakeAnswer, string]>([
  ['a 5xx that lists errors', { status: 500, json: { errors: [{ id: 'F000' }] } }, 'bad-request'],
  ['a 400', { status: 400, json: { code: 'X' } }, 'bad-request'],
  ['a proxy', { status: 403, text: '<html>' }, 'unexpected-response'],
  ['a redirect', { status: 302 }, 'unexpected-response'],
])('a write is definitely refused by %s', async (_what, answer, kind) => {
  const { http } = service([answer]);
  await expect(http.json(write)).rejects.toMatchObject({ kind });
});

test('a write declared repeatable is repeated like a read', async () => {
  const { http, requests } = service([reset, ok]);
  await http.json({ ...write, repeatable: true });
  expect(requests).toHaveLength(2);
});

test('a body is opened anew for every attempt', async () => {
  let opened = 0;
  const { http, requests } = service([throttled, ok]);
  await http.json({
    url,
    method: 'POST',
    body: async function* () {
      opened += 1;
      yield Buffer.from(`body ${opened}`);
    },
  });
  expect(requests.map(({ body }) => body)).toEqual(['body 1', 'body 2']);
});

test('what a body throws reaches the caller as it is, also for a write that must not be repeated', async () => {
  const error = new Error('the source failed');
  const { http, requests } = service([ok]);
  const sent = http.json({
    url,
    method: 'POST',
    body: async function* () {
      yield Buffer.from('a');
      throw error;
    },
  });
  await expect(sent).rejects.toBe(error);
  expect(requests).toEqual([]);
});

test.each<[string, FakeAnswer, object, number]>([
  ['a 429', throttled, { kind: 'rate-limit', retry: { ms: 120_000 } }, 1],
  ['a refused token', expired, { kind: 'unavailable', retry: { kind: 'backoff' } }, 2],
])('a body that cannot be opened again is not, after %s', async (_what, answer, error, minted) => {
  const setup = service([answer, ok]);
  async function* body() {
    yield Buffer.from('once');
  }
  const sent = setup.http.json({ url, method: 'POST', body, reopenable: false });
  await expect(sent).rejects.toMatchObject(error);
  expect([setup.requests.length, setup.minted()]).toEqual([1, minted]);
});

test('an abort while waiting rejects with its reason at once', async () => {
  const reason = new Error('interrupted');
  const controller = new AbortController();
  const { http, requests } = service([throttled], {
    onEvent: ({ type }) => {
      if (type === 'request-retry') setImmediate(() => controller.abort(reason));
    },
    clock: {
      now: () => 0,
      sleep: (_ms, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    },
  });
  await expect(http.json({ url, signal: controller.signal })).rejects.toBe(reason);
  expect(requests).toHaveLength(1);
});

test('an abort during a write rejects with its reason and not as maybe committed', async () => {
  const reason = new Error('interrupted');
  const controller = new AbortController();
  const { http } = service([
    () => {
      controller.abort(reason);
      return reset;
    },
  ]);
  await expect(http.json({ ...write, signal: controller.signal })).rejects.toBe(reason);
});

test('a server that keeps silent is a timeout', async () => {
  const { http } = service([
    ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  ]);
  await expect(http.json({ ...write, timeoutMs: 10 })).rejects.toMatchObject({
    kind: 'maybe-committed',
    cause: { kind: 'unavailable', message: expect.stringContaining('No answer within 10 ms') },
  });
});

test("a source that is slow is not the server's fault", async () => {
  const { http } = service([ok]);
  const answer = await http.json({
    url,
    method: 'POST',
    timeoutMs: 20,
    body: async function* () {
      await new Promise((resolve) => setTimeout(resolve, 60));
      yield Buffer.from('late');
    },
  });
  expect(answer.status).toBe(200);
});

test('bytes are handed over unread, and hold their place until they are read', async () => {
  const { http } = service([{ status: 200, text: 'content' }], {
    gates: [createConcurrencyGate({ limit: 1 })],
  });
  const first = await http.bytes({ url });
  let second = false;
  const waiting = http.bytes({ url }).then(async (response) => {
    second = true;
    return response.text();
  });
  await new Promise(setImmediate);
  expect(second).toBe(false);
  expect(await first.text()).toBe('content');
  expect(await waiting).toBe('content');
});

test('bytes that are discarded unread give their place back', async () => {
  const { http } = service([{ status: 200, text: 'content' }], {
    gates: [createConcurrencyGate({ limit: 1 })],
  });
  await discard(await http.bytes({ url }));
  expect(await (await http.bytes({ url })).text()).toBe('content');
});

test('bytes that break reject their reader as unavailable', async () => {
  const { http } = service([{ status: 200, text: 'half', cut: reset }]);
  const { body } = await http.bytes({ url });
  const read: string[] = [];
  const reading = (async () => {
    for await (const chunk of body ?? []) read.push(Buffer.from(chunk).toString());
  })();
  await expect(reading).rejects.toMatchObject({ kind: 'unavailable', retry: { kind: 'backoff' } });
  expect(read).toEqual(['half']);
});

const jsonApi = { 'content-type': 'application/vnd.api+json;charset=UTF-8' };

test.each<[string, FakeAnswer, object]>([
  [
    'an error status',
    { status: 400, json: { errors: [{ id: 'F6003' }] } },
    { code: 'F6003', kind: 'bad-request' },
  ],
  [
    'JSON:API with status 200',
    { status: 200, headers: jsonApi, text: '{"errors":[{"id":"R009"}]}' },
    { code: 'R009', kind: 'unexpected-response' },
  ],
  [
    'a page with status 200',
    { status: 200, headers: { 'content-type': 'text/html' }, text: '<html>' },
    { kind: 'unexpected-response' },
  ],
])('bytes are no file but an error: %s', async (_what, answer, error) => {
  await expect(service([answer]).http.bytes({ url })).rejects.toMatchObject(error);
});

test('a stored web page is a file: it comes as an attachment', async () => {
  const headers = {
    'content-type': 'text/html',
    'content-disposition': 'attachment; filename="a.html"',
  };
  const { http } = service([{ status: 200, headers, text: `<html>${'x'.repeat(100_000)}` }]);
  expect(await (await http.bytes({ url })).text()).toHaveLength(100_006);
});

test('no more of an error is read than it can be long', async () => {
  const { http } = service([{ status: 404, text: `{"code":"${'x'.repeat(70_000)}"}` }]);
  await expect(http.bytes({ url })).rejects.toMatchObject({ status: 404, code: undefined });
});

test('a server that echoes the token does not get it into an error', async () => {
  const { http } = service(
    [{ status: 400, json: { code: 'canary-token', message: 'you sent canary-token' } }],
    { authorize: async () => 'Zoho-oauthtoken canary-token' },
  );
  const error: unknown = await http.json({ url }).catch((caught: unknown) => caught);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary');
});

test('what a server repeats of a query or a header is not in the error; names of fields are', async () => {
  const message = 'no q=canary-query, x-note=canary-header, field Deal_Name';
  const headers = { 'x-request-id': 'canary-query' };
  const { http } = service([{ status: 404, headers, json: { code: 'NO', message } }]);
  const call = http.json({
    url,
    query: { q: 'canary-query' },
    headers: { 'x-note': 'canary-header', accept: 'application/json' },
  });
  const error = await call.catch((thrown: unknown) => thrown);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary');
  expect(error).toMatchObject({
    message: expect.stringContaining('no ***, x-note=***, field Deal_Name') as string,
    requestId: '***',
  });
});
