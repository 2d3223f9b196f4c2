import { expect, test } from 'vitest';
import { createClassifier } from './classifier.ts';
import { commonRows } from './common-rows.ts';
import { createServiceHttp } from './create-service-http.ts';
import { createFakeFetch, type FakeAnswer } from './testing/fake-fetch.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

const url = 'https://www.zohoapis.eu/crm/v8/Deals';

function service(...answers: FakeAnswer[]) {
  const { fetch, requests } = createFakeFetch(...answers);
  const http = createServiceHttp({
    classify: createClassifier(commonRows),
    bases: ['https://www.zohoapis.eu'],
    fetch,
    byteFetch: fetch,
    clock: createVirtualClock(),
  });
  return { http, requests };
}

const empty = { status: 200 };
const rows = { status: 200, json: { data: [] } };

test('a read whose success comes without its body is asked for again', async () => {
  const { http, requests } = service(empty, { status: 200, text: ' \r\n' }, rows);
  expect(await http.json({ url })).toMatchObject({ json: { data: [] } });
  expect(requests).toHaveLength(3);
});

test('a read that stays without its body is unexpected, and never "nothing"', async () => {
  const { http, requests } = service(empty);
  await expect(http.json({ url })).rejects.toMatchObject({
    kind: 'unexpected-response',
    retry: { kind: 'backoff' },
    status: 200,
  });
  expect(requests).toHaveLength(3);
});

test('so is a POST that only reads, when it says so', async () => {
  const read = { url, method: 'POST', json: {}, repeatable: true };
  const { http } = service(empty);
  expect(await http.json(read)).toMatchObject({ status: 200, json: undefined });
  await expect(http.json({ ...read, expectsBody: true })).rejects.toMatchObject({
    kind: 'unexpected-response',
  });
});

test.each([204, 304])('%i is an answer without a body', async (status) => {
  expect(await service({ status }).http.json({ url })).toMatchObject({ status, json: undefined });
});

test('a write that expects a body and gets none may have happened', async () => {
  const { http, requests } = service(empty);
  const sent = http.json({ url, method: 'POST', json: {}, expectsBody: true });
  await expect(sent).rejects.toMatchObject({ kind: 'maybe-committed' });
  expect(requests).toHaveLength(1);
});

test('an answer tells the text that it was read from, digit by digit', async () => {
  const text = '{"Amount":1234567890123456.789}';
  const { http } = service({ status: 200, text });
  expect(await http.json({ url })).toMatchObject({ source: text });
});

test('the headers of a success are as they were sent, whatever the request held', async () => {
  const { http } = service({ ...rows, headers: { 'x-cursor': 'next-of-1234567' } });
  const { header } = await http.json({ url, query: { page_token: '1234567' } });
  expect([header('x-cursor'), header('x-absent')]).toEqual(['next-of-1234567', null]);
});
