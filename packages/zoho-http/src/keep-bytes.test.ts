import { expect, test } from 'vitest';
import { createClassifier } from './classifier.ts';
import { commonRows } from './common-rows.ts';
import { createServiceHttp } from './create-service-http.ts';
import { createFakeFetch, type FakeAnswer } from './testing/fake-fetch.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

const url = 'https://download.zoho.eu/v1/workdrive/download/x';

function bytes(answer: FakeAnswer) {
  const { fetch } = createFakeFetch(answer);
  const bases = ['https://download.zoho.eu'];
  const http = createServiceHttp({
    classify: createClassifier(commonRows),
    bases,
    fetch,
    byteFetch: fetch,
    clock: createVirtualClock(),
  });
  return http.bytes({ url });
}

const json = { 'content-type': 'application/json;charset=UTF-8' };
const attachment = { 'content-disposition': 'attachment; filename="a.json"' };
const list = '{"errors":[{"id":"R009","title":"no"}]}';
const gateway = '{"error":{"title":"INVALID_TICKET"}}';

test.each<[string, string, object]>([
  ['an error of WorkDrive', list, { code: 'R009' }],
  ['an error of WorkDrive without a code', '{"errors":[{"title":"no"}]}', { status: 200 }],
  ['an error of the gateway', gateway, { code: 'INVALID_TICKET' }],
])('JSON with status 200 that is %s is no file', async (_what, text, error) => {
  await expect(bytes({ status: 200, headers: json, text })).rejects.toMatchObject({
    kind: 'unexpected-response',
    ...error,
  });
});

test('a throttle with status 200 is a throttle', async () => {
  const text = '{"errors":[{"id":"F000","title":"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"}]}';
  await expect(bytes({ status: 200, headers: json, text })).rejects.toMatchObject({
    kind: 'rate-limit',
  });
});

test.each([
  ['an object', '{"name":"a stored file"}'],
  ['errors of its own', '{"errors":[{"line":3}]}'],
  ['a list', '[1,2]'],
  ['text that is no JSON', '{"half":'],
  ['more than is looked at', `{"errors":[{"id":"R009"}],"x":"${'x'.repeat(100_000)}"}`],
  ['nothing', ''],
])('stored JSON is delivered also when it is no attachment: %s', async (_what, text) => {
  expect(await (await bytes({ status: 200, headers: json, text })).text()).toBe(text);
});

test.each([list, gateway])('stored JSON that is an attachment is a file: %s', async (text) => {
  const headers = { ...json, ...attachment };
  expect(await (await bytes({ status: 200, headers, text })).text()).toBe(text);
});

test("an error under WorkDrive's own type is one, also as an attachment", async () => {
  const headers = { 'content-type': 'application/vnd.api+json', ...attachment };
  await expect(bytes({ status: 200, headers, text: list })).rejects.toMatchObject({ code: 'R009' });
});
