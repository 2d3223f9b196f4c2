import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createClassifier } from './classifier.ts';
import { commonRows } from './common-rows.ts';
import { readFacts } from './facts.ts';
import { createRedactor } from './redact.ts';
import type { ZohoError } from './zoho-error.ts';

interface Case {
  status?: number;
  headers?: Record<string, string>;
  text?: string;
  failure?: unknown;
}

const canary = '1000.0123456789abcdef0123456789abcdef.fedcba9876543210fedcba9876543210';
const { redact } = createRedactor(['canary-client-secret']);

function classify({ status, headers = {}, text, failure }: Case): ZohoError | undefined {
  const response =
    status === undefined
      ? undefined
      : { status, statusText: '', headers: { get: (name: string) => headers[name] ?? null } };
  const url = new URL(`https://www.zohoapis.eu/crm/v8/Deals?secret=${canary}`);
  const facts = readFacts({ method: 'GET', url, response, text, failure }, { now: 0, redact });
  return createClassifier(commonRows)(facts);
}

const withCode = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`${code} with ${canary}`), { code, headers: canary, ...more });
const html = { 'content-type': 'text/html' };
const errors = `{"errors":[{"id":"F000","title":"LESS_THAN_MIN_OCCURANCE ${canary}"}]}`;
const backoff = { kind: 'backoff' };
const never = { kind: 'never' };

const failures: [string, Case, string, object][] = [
  [
    '429 waits the whole Retry-After and a second',
    { status: 429, headers: { 'retry-after': '119' } },
    'rate-limit',
    { kind: 'wait', ms: 120_000 },
  ],
  [
    '429 without Retry-After waits a minute and a second',
    { status: 429 },
    'rate-limit',
    { kind: 'wait', ms: 61_000 },
  ],
  [
    '429 with a cut body is still a 429',
    { status: 429, failure: withCode('UND_ERR_SOCKET') },
    'rate-limit',
    { kind: 'wait', ms: 61_000 },
  ],
  ['a refused connection backs off', { failure: withCode('ECONNREFUSED') }, 'unavailable', backoff],
  [
    'an unknown host backs off',
    { failure: new TypeError('fetch failed', { cause: withCode('ENOTFOUND') }) },
    'unavailable',
    backoff,
  ],
  [
    'refused connections to all addresses back off',
    { failure: new AggregateError([withCode('ECONNREFUSED')]) },
    'unavailable',
    backoff,
  ],
  ['a reset backs off', { failure: withCode('ECONNRESET') }, 'unavailable', backoff],
  ['a timeout backs off', { failure: withCode('UND_ERR_HEADERS_TIMEOUT') }, 'unavailable', backoff],
  [
    'our own timeout backs off',
    { failure: new DOMException('late', 'TimeoutError') },
    'unavailable',
    backoff,
  ],
  [
    'a success whose body was cut backs off',
    { status: 200, failure: withCode('UND_ERR_SOCKET') },
    'unavailable',
    backoff,
  ],
  ['something unknown thrown backs off', { failure: 'odd' }, 'unavailable', backoff],
  [
    'an untrusted certificate does not get better',
    { failure: withCode('SELF_SIGNED_CERT_IN_CHAIN') },
    'unavailable',
    never,
  ],
  ['a bare 500 backs off', { status: 500 }, 'unavailable', backoff],
  ['an HTML 502 backs off', { status: 502, headers: html, text: '<html>' }, 'unavailable', backoff],
  [
    'a 503 with words of CRM backs off',
    { status: 503, text: '{"code":"SERVICE_UNAVAILABLE"}' },
    'unavailable',
    backoff,
  ],
  ['a 500 that lists errors is permanent', { status: 500, text: errors }, 'bad-request', never],
  [
    'an unknown 400 is our mistake',
    { status: 400, text: `{"code":"INVALID_DATA","message":"canary-client-secret"}` },
    'bad-request',
    never,
  ],
  [
    'a refusal without a code has a title and is permanent all the same',
    { status: 405, text: '{"errors":[{"title":"invalid method"}]}' },
    'bad-request',
    never,
  ],
  [
    'a 401 for an unknown reason is neither about the token nor permanent',
    { status: 401, text: '{"errors":[{"id":"A001","title":"?"}]}' },
    'unexpected-response',
    never,
  ],
  [
    'a 401 of the gateway that is not about the token is not permanent',
    { status: 401, text: '{"error":{"title":"INVALID_TICKET"}}' },
    'unexpected-response',
    never,
  ],
  ['an empty 401 is not permanent', { status: 401 }, 'unexpected-response', never],
  [
    'an HTML 403 of a firewall is not permanent',
    { status: 403, headers: html, text: '<html>blocked' },
    'unexpected-response',
    never,
  ],
  [
    'an HTML 404 is not permanent',
    { status: 404, headers: html, text: '<html>' },
    'unexpected-response',
    never,
  ],
  ['a 407 of a proxy is not permanent', { status: 407 }, 'unexpected-response', never],
  ['a 408 backs off', { status: 408 }, 'unavailable', backoff],
  ['a 425 backs off', { status: 425, text: errors }, 'unavailable', backoff],
  [
    'a 503 with Retry-After waits the whole of it',
    { status: 503, headers: { 'retry-after': '30' } },
    'unavailable',
    { kind: 'wait', ms: 30_000 },
  ],
  [
    'a 503 that asks for no pause backs off',
    { status: 503, headers: { 'retry-after': '0' } },
    'unavailable',
    backoff,
  ],
  [
    'a throttle of the gateway in an F000 is a throttle',
    {
      status: 400,
      text: '{"errors":[{"id":"F000","title":"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"}]}',
    },
    'rate-limit',
    { kind: 'wait', ms: 61_000 },
  ],
  [
    'a throttle of the gateway alone is a throttle',
    {
      status: 400,
      headers: { 'retry-after': '9' },
      text: '{"error":{"title":"URL_FIXED_THROTTLES_LIMIT_EXCEEDED"}}',
    },
    'rate-limit',
    { kind: 'wait', ms: 10_000 },
  ],
  [
    'a throttle of the gateway with a 500 is a throttle',
    {
      status: 500,
      text: '{"errors":[{"id":"F000","title":"URL_FIXED_THROTTLES_LIMIT_EXCEEDED"}]}',
    },
    'rate-limit',
    { kind: 'wait', ms: 61_000 },
  ],
  [
    'a success that is an error of the gateway is none',
    { status: 200, text: '{"error":{"title":"INVALID_TICKET"}}' },
    'unexpected-response',
    never,
  ],
  [
    'a redirect is not followed',
    { status: 302, headers: { location: `https://example.com/?t=${canary}` } },
    'unexpected-response',
    never,
  ],
  [
    'a success that lists errors is none',
    { status: 200, text: errors },
    'unexpected-response',
    never,
  ],
];

test.each(failures)('%s', (_rule, given, kind, retry) => {
  expect(classify(given)).toMatchObject({ kind, retry });
});

test.each(failures)('no secret is in the error: %s', (_rule, given) => {
  const error = classify(given);
  const all = [
    error?.message,
    error?.stack,
    inspect(error, { depth: 9, showHidden: true }),
    JSON.stringify(error),
  ];
  expect(all.join('\n')).not.toMatch(/0123456789abcdef|canary-client-secret/);
});

test.each([
  ['200 with data', { status: 200, text: '{"data":[]}' }],
  ['200 with data and errors beside', { status: 200, text: '{"data":[],"errors":[{"id":"x"}]}' }],
  ['201', { status: 201, text: '{}' }],
  ['204', { status: 204 }],
  ['206', { status: 206 }],
  ['207', { status: 207, text: '{"data":[{"code":"INVALID_DATA"}]}' }],
  ['304', { status: 304 }],
])('%s is a success', (_what, given) => {
  expect(classify(given)).toBeUndefined();
});

test('a refusal without a word of Zoho names the proxy that may have spoken', () => {
  expect(classify({ status: 403, text: '{"message":"Forbidden"}' })?.hint).toMatch(
    /proxy|firewall/,
  );
  expect(classify({ status: 403, text: errors })?.hint).not.toMatch(/proxy|firewall/);
});

test('every row says where it comes from', () => {
  expect(commonRows.every(({ source }) => source.length > 10)).toBe(true);
});

test('the message names method, path, status, code and the words of Zoho, without the query', () => {
  const text = '{"code":"INVALID_MODULE","message":"the module name given seems to be invalid"}';
  expect(classify({ status: 400, text })?.message).toBe(
    'Zoho refused the request (GET www.zohoapis.eu/crm/v8/Deals: 400 INVALID_MODULE "the module name given seems to be invalid")',
  );
});
