import { http, HttpResponse } from 'msw/http';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createByteTransport } from './byte-transport.ts';
import { createClassifier } from './classifier.ts';
import { commonRows } from './common-rows.ts';
import { createServiceHttp } from './create-service-http.ts';
import { createJsonTransport } from './json-transport.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

const url = 'https://www.zohoapis.eu/crm/v8/Deals';
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function service() {
  return createServiceHttp({
    classify: createClassifier(commonRows),
    bases: ['https://www.zohoapis.eu'],
    fetch: createJsonTransport(),
    byteFetch: createByteTransport(),
    authorize: async () => 'Zoho-oauthtoken secret-token',
    clock: createVirtualClock(),
  });
}

test('JSON goes there and back through the global fetch', async () => {
  server.use(
    http.put(url, async ({ request }) =>
      HttpResponse.json({
        got: await request.json(),
        token: request.headers.get('authorization'),
        type: request.headers.get('content-type'),
        language: request.headers.get('accept-language'),
      }),
    ),
  );
  const { json } = await service().json({ url, method: 'PUT', json: { name: 'Jürgen' } });
  expect(json).toEqual({
    got: { name: 'Jürgen' },
    token: 'Zoho-oauthtoken secret-token',
    type: 'application/json',
    language: 'en',
  });
});

test('a conflict is repeated by nobody', async () => {
  let asked = 0;
  server.use(
    http.get(url, () => {
      asked += 1;
      return HttpResponse.json({ code: 'X' }, { status: 409 });
    }),
  );
  await expect(service().json({ url })).rejects.toMatchObject({ status: 409 });
  expect(asked).toBe(1);
});

test('an outage is repeated by one loop only', async () => {
  let asked = 0;
  server.use(
    http.get(url, () => {
      asked += 1;
      return new HttpResponse(null, { status: 503 });
    }),
  );
  await expect(service().json({ url })).rejects.toMatchObject({ kind: 'unavailable' });
  expect(asked).toBe(3);
});

test('a redirect is not followed, and the token goes nowhere else', async () => {
  server.use(
    http.get(url, () =>
      HttpResponse.text('', { status: 302, headers: { location: 'https://example.com/' } }),
    ),
  );
  await expect(service().json({ url })).rejects.toMatchObject({
    kind: 'unexpected-response',
    status: 302,
  });
});

test('an error of the network reaches the caller without the request', async () => {
  let asked = 0;
  server.use(
    http.get(url, () => {
      asked += 1;
      return HttpResponse.error();
    }),
  );
  const error: unknown = await service()
    .json({ url, query: { q: 'canary' } })
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({ kind: 'unavailable' });
  expect(String(error)).not.toMatch(/canary|secret-token/);
  // ofetch would have asked each time twice.
  expect(asked).toBe(3);
});

test('an abort reaches the caller as its reason', async () => {
  const reason = new Error('interrupted');
  const controller = new AbortController();
  server.use(
    http.get(url, async () => {
      controller.abort(reason);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return HttpResponse.json({});
    }),
  );
  await expect(service().json({ url, signal: controller.signal })).rejects.toBe(reason);
});

test('a streamed body is refused: it belongs to the byte transport', async () => {
  const sent = createJsonTransport()(url, {
    method: 'POST',
    async *body() {
      yield new Uint8Array(1);
    },
  });
  await expect(sent).rejects.toThrow('byte transport');
});
