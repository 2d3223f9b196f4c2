import { createClassifier, type Facts } from '@zohokit/zoho-http';
import { expect, test } from 'vitest';
import { workDriveRows } from './classifier-rows.ts';

const classify = createClassifier(workDriveRows);

const facts = (status: number, code?: string, extra: Partial<Facts> = {}): Facts => ({
  method: 'GET',
  path: 'www.zohoapis.eu/workdrive/api/v1/files/1',
  status,
  reason: '',
  header: () => null,
  contentType: 'application/vnd.api+json',
  code,
  title: code && `words of ${code}`,
  text: '',
  ...extra,
});

test.each([
  [429, 'F7008', 'rate-limit', 'wait'],
  [429, undefined, 'rate-limit', 'wait'],
  [401, 'R008', 'not-found', 'never'],
  [404, 'R009', 'not-found', 'never'],
  [401, 'F900', 'not-found', 'never'],
  [400, 'R602', 'not-found', 'never'],
  [409, undefined, 'conflict', 'never'],
  [402, undefined, 'quota', 'never'],
  [507, undefined, 'quota', 'never'],
  [509, undefined, 'quota', 'never'],
  [500, 'D9211', 'quota', 'never'],
  [413, undefined, 'refused', 'never'],
  [423, undefined, 'refused', 'never'],
  [451, 'F918', 'refused', 'never'],
  [403, 'F1', 'refused', 'never'],
  [422, 'F1', 'refused', 'never'],
  [400, 'F6003', 'bad-request', 'never'],
  [400, 'F6005', 'bad-request', 'never'],
  [500, 'F000', 'bad-request', 'never'],
  [415, undefined, 'bad-request', 'never'],
])('%i %s is %s, advice %s', (status, code, kind, advice) => {
  expect(classify(facts(status, code))).toMatchObject({ kind, retry: { kind: advice } });
});

test('a Retry-After is waited for whole, with a margin; without one it is a minute', () => {
  const limited = facts(429, 'F7008', { retryAfterMs: 119_000 });
  expect(classify(limited)?.retry).toEqual({ kind: 'wait', ms: 120_000 });
  expect(classify(facts(429, 'F7008'))?.retry).toEqual({ kind: 'wait', ms: 61_000 });
});

test.each([403, 422])('a %i without a word of Zoho is not known to be WorkDrive’s', (status) => {
  expect(classify(facts(status))).toBeUndefined();
  expect(classify(facts(status, undefined, { title: 'Forbidden' }))).toMatchObject({
    kind: 'refused',
  });
});

test('a throttle of the gateway in an F000 is a throttle and not permanent', () => {
  const title = 'URL_ROLLING_THROTTLES_LIMIT_EXCEEDED';
  expect(classify(facts(400, 'F000', { title }))).toMatchObject({
    kind: 'rate-limit',
    retry: { kind: 'wait', ms: 61_000 },
  });
});

test('a 401 about chunks has no code and is permanent; any other is left to the shared rows', () => {
  const title = 'Chunk Upload is not allowed for this file size.';
  expect(classify(facts(401, undefined, { title }))).toMatchObject({ kind: 'bad-request' });
  expect(classify(facts(401, 'A001'))).toBeUndefined();
  expect(classify(facts(401))).toBeUndefined();
});

test('a 404 about a size is refused, any other 404 is left to the shared rows', () => {
  const tooLarge = facts(404, 'X1', { title: 'File size limit exceeded' });
  expect(classify(tooLarge)).toMatchObject({ kind: 'refused' });
  expect(classify(facts(404))).toBeUndefined();
});

test('an error that comes with 200 is an error all the same', () => {
  expect(classify(facts(200, 'R008'))).toMatchObject({ kind: 'not-found' });
});

test('a success and an outage are not WorkDrive’s own to judge', () => {
  expect(classify(facts(200))).toBeUndefined();
  expect(classify(facts(201))).toBeUndefined();
  expect(classify(facts(503))).toBeUndefined();
});

test('every row says where it comes from', () => {
  for (const { source } of workDriveRows)
    expect(source).toMatch(/^(Zoho doc|rclone|zoho-workdrive-sync)/);
});
