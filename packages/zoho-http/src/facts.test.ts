import { expect, test } from 'vitest';
import { readFacts } from './facts.ts';
import { TransportFailure, toTransportFailure } from './transport-failure.ts';

const url = new URL('https://www.zohoapis.eu/crm/v8/Deals?page_token=x');

function read(text: string) {
  const response = { status: 400, statusText: 'No', headers: { get: () => null } };
  return readFacts({ method: 'GET', url, response, text }, { now: 0, redact: (words) => words });
}

test.each([
  [
    'WorkDrive',
    '{"errors":[{"id":"R008","title":"Unauthorized access"}]}',
    'R008',
    'Unauthorized access',
  ],
  ['WorkDrive without an id', '{"errors":[{"title":"Too small"}]}', undefined, 'Too small'],
  [
    'CRM',
    '{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}',
    'INVALID_TOKEN',
    'invalid oauth token',
  ],
  [
    'the gateway',
    '{"error":{"title":"INVALID_OAUTHTOKEN"}}',
    'INVALID_OAUTHTOKEN',
    'INVALID_OAUTHTOKEN',
  ],
  ['accounts', '{"error":"invalid_code"}', 'invalid_code', 'invalid_code'],
  [
    'a throttled accounts server',
    '{"error":"Access Denied","error_description":"too many","status":"failure"}',
    'Access Denied',
    'too many',
  ],
  ['a numeric code', '{"errors":[{"id":7003}]}', '7003', undefined],
  ['an empty list of errors', '{"errors":[]}', undefined, undefined],
  ['an unknown shape', '{"fault":{"code":1}}', undefined, undefined],
  ['broken JSON', '{"code":', undefined, undefined],
  ['a page', '<html>code</html>', undefined, undefined],
  ['nothing', '', undefined, undefined],
])('code and title are read from the body of %s', (_whose, text, code, title) => {
  const facts = read(text);
  expect([facts.code, facts.title]).toEqual([code, title]);
});

test.each([
  [400, '***'],
  [500, '***'],
  [200, 'canary'],
])('the body of a %i is kept as %s: a success is its reader’s', (status, kept) => {
  const response = { status, statusText: '', headers: { get: () => 'a canary' } };
  const facts = readFacts(
    { method: 'GET', url, response, text: '{"code":"canary","details":{"near":"canary"}}' },
    { now: 0, redact: (words) => words.replaceAll('canary', '***') },
  );
  expect(facts.json).toMatchObject({ details: { near: kept } });
  expect([facts.code, facts.header('x-request-id')]).toEqual(['***', 'a ***']);
});

test('the path has the host and no query', () => {
  expect(read('').path).toBe('www.zohoapis.eu/crm/v8/Deals');
});

test.each([
  ['never-sent', Object.assign(new Error('x'), { code: 'EAI_AGAIN' })],
  ['never-sent', Object.assign(new Error('x'), { code: 'ETIMEDOUT', syscall: 'connect' })],
  ['never-sent', Object.assign(new Error('x'), { code: 'UND_ERR_CONNECT_TIMEOUT' })],
  ['timeout', Object.assign(new Error('x'), { code: 'ETIMEDOUT', syscall: 'read' })],
  [
    'timeout',
    new TypeError('x', { cause: Object.assign(new Error('y'), { code: 'UND_ERR_BODY_TIMEOUT' }) }),
  ],
  ['broken', Object.assign(new Error('x'), { code: 'EPIPE', syscall: 'write' })],
  ['broken', 'a string'],
  ['certificate', Object.assign(new Error('x'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })],
])('a failure is %s', (reason, error) => {
  expect(toTransportFailure(error)).toMatchObject({ reason });
});

test('a failure keeps the redacted words of the innermost cause and nothing else of it', () => {
  const cause = Object.assign(new Error('canary reset'), { code: 'ECONNRESET', socket: 'canary' });
  const failure = toTransportFailure(new Error('outer', { cause }), {
    redact: (words) => words.replace('canary', '***'),
  });
  expect(failure).toBeInstanceOf(TransportFailure);
  expect(
    Object.fromEntries(Object.entries(failure).concat([['message', failure.message]])),
  ).toEqual({
    name: 'TransportFailure',
    message: '*** reset',
    reason: 'broken',
    code: 'ECONNRESET',
  });
});
