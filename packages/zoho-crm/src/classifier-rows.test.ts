import { createClassifier, type Facts } from '@zohokit/zoho-http';
import { expect, test } from 'vitest';
import { crmRows } from './classifier-rows.ts';

const classify = createClassifier(crmRows);

const facts = (status: number, code?: string, extra: Partial<Facts> = {}): Facts => ({
  method: 'GET',
  path: 'www.zohoapis.eu/crm/v8/Deals',
  status,
  reason: '',
  header: () => null,
  contentType: 'application/json',
  code,
  title: code && `words of ${code}`,
  text: '',
  ...extra,
});

test.each([
  [429, 'TOO_MANY_REQUESTS', 'rate-limit', 'wait'],
  [429, undefined, 'rate-limit', 'wait'],
  [400, 'TOO_MANY_REQUESTS', 'rate-limit', 'wait'],
  [429, 'RATE_LIMIT_EXCEEDED', 'rate-limit', 'wait'],
  [412, 'ALREADY_MODIFIED', 'conflict', 'never'],
  [400, 'EXPIRED_VALUE', 'conflict', 'never'],
  [400, 'PAGINATION_LIMIT_EXCEEDED', 'refused', 'never'],
  [403, 'NO_PERMISSION', 'authorization', 'never'],
  [400, 'AUTHORIZATION_FAILED', 'authorization', 'never'],
  [400, 'INVALID_MODULE', 'bad-request', 'never'],
  [400, 'INVALID_QUERY', 'bad-request', 'never'],
  [404, 'INVALID_URL_PATTERN', 'bad-request', 'never'],
  [500, 'INTERNAL_ERROR', 'unavailable', 'backoff'],
  [503, 'SERVICE_UNAVAILABLE', 'unavailable', 'backoff'],
])('%i %s is %s, advice %s', (status, code, kind, advice) => {
  expect(classify(facts(status, code))).toMatchObject({ kind, retry: { kind: advice } });
});

test('a Retry-After is waited for whole, with a margin; without one it is 5 s', () => {
  const limited = facts(429, 'TOO_MANY_REQUESTS', { retryAfterMs: 30_000 });
  expect(classify(limited)?.retry).toEqual({ kind: 'wait', ms: 31_000 });
  expect(classify(facts(429))?.retry).toEqual({ kind: 'wait', ms: 5_000 });
});

test('an outage that says for how long is waited for', () => {
  const outage = facts(503, 'SERVICE_UNAVAILABLE', { retryAfterMs: 30_000 });
  expect(classify(outage)?.retry).toEqual({ kind: 'wait', ms: 30_000 });
});

test("a throttle of the gateway is left to the shared rows, whose wait is the gateway's", () => {
  const title = 'URL_ROLLING_THROTTLES_LIMIT_EXCEEDED';
  expect(classify(facts(429, title))).toBeUndefined();
  expect(classify(facts(429, 'F000', { title }))).toBeUndefined();
});

test('a success is no error, whatever its rows say', () => {
  expect(classify(facts(200, 'SUCCESS'))).toBeUndefined();
  expect(classify(facts(204))).toBeUndefined();
  expect(classify(facts(200, 'INVALID_DATA'))).toBeUndefined();
});

test('what is not known here is left to the rows that all products share', () => {
  expect(classify(facts(502))).toBeUndefined();
  expect(classify(facts(418, 'TEAPOT'))).toBeUndefined();
});

test('every row says where it comes from', () => {
  for (const { source } of crmRows) expect(source).toMatch(/Zoho|clients/);
});

test.each([
  ['Deal_Name', ' because of "Deal_Name"'],
  ['a-cursor/of=ours', ''],
  ['x'.repeat(61), ''],
])('what is at fault is quoted when it looks like a name: %s', (api_name, quoted) => {
  const json = { code: 'INVALID_DATA', details: { api_name } };
  expect(classify(facts(400, 'INVALID_DATA', { json }))?.message).toContain(
    `CRM refused the request${quoted} (`,
  );
});
