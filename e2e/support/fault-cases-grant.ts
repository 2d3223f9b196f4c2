import { times, wait, type FaultCase } from './fault-case.ts';
import { grantError, item, page, record, withHeader } from './zoho-answers.ts';
import { tokenAnswer } from './scripted-server.ts';

const chinese = { error_description: '您的请求过于频繁，请稍后再试', error: '拒绝访问' };
const throttled = { status: 400, json: { ...chinese, status: 'failure' } };
const inEnglish = {
  error_description: 'You have made too many requests continuously. Please try again later.',
  error: 'Access Denied',
  status: 'failure',
};

const throttles: FaultCase[] = [
  {
    rule: 'grant-throttle',
    what: 'too many mints: patience grows, and the third in a row is the last',
    call: 'records.get',
    accounts: times(3, throttled),
    mints: 3,
    waits: [60_000, 120_000],
    ends: {
      kind: 'rate-limit',
      retry: wait(300_000),
      code: '拒绝访问',
      status: 400,
      hint: /same refresh token/,
    },
  },
  {
    rule: 'grant-throttle',
    what: 'in Chinese, without its shape',
    call: 'records.get',
    accounts: [{ status: 400, json: chinese }],
    answers: [record],
    mints: 2,
    waits: [60_000],
    ends: 'resolves',
  },
  {
    rule: 'grant-throttle',
    what: 'in English, with status 200',
    call: 'items.get',
    accounts: [{ json: inEnglish }],
    answers: [item],
    mints: 2,
    waits: [60_000],
    ends: 'resolves',
  },
  {
    rule: 'grant-throttle',
    what: 'a code that somebody waits for: no wait is sat out',
    call: 'exchangeCode',
    accounts: [throttled],
    ends: { kind: 'rate-limit', retry: wait(60_000), code: '拒绝访问', status: 400 },
  },
  {
    rule: 'rate-limit',
    what: '429 of the accounts server, with Retry-After',
    call: 'records.get',
    accounts: [withHeader({ status: 429 }, 'retry-after', '20')],
    answers: [record],
    mints: 2,
    waits: [21_000],
    ends: 'resolves',
  },
  {
    rule: 'rate-limit',
    what: '429 with a page, three times',
    call: 'coql.page',
    accounts: times(3, page(429)),
    mints: 3,
    waits: [61_000, 61_000],
    ends: { kind: 'rate-limit', retry: wait(61_000), status: 429 },
  },
];

const refused = (error: string, hint: RegExp, call: FaultCase['call'] = 'records.get') =>
  ({
    rule: 'grant-refusal',
    what: `${error} to ${call}`,
    call,
    accounts: [grantError(error)],
    ends: { kind: 'authorization', code: error, status: 200, hint },
  }) satisfies FaultCase;

const refusals: FaultCase[] = [
  refused('invalid_code', /re-authorise/),
  refused('invalid_client', /client id/),
  refused('invalid_client_secret', /client secret/),
  refused('invalid_redirect_uri', /redirect URI/),
  refused('invalid_scope', /scope/),
  refused('scope_does_not_exist', /scope/),
  refused('missing_org_info', /organisation/),
  refused('unauthorized_client', /grant/),
  refused('access_denied', /denied/),
  refused('invalid_token', /revoked/),
  refused('invalid_code', /make a new one/, 'exchangeCode'),
  refused('invalid_redirect_uri', /to the letter/, 'exchangeCode'),
  refused('missing_org_info', /soid/, 'grantClientCredentials'),
  refused('invalid_client', /client id/, 'revokeToken'),
  {
    rule: 'grant-refusal',
    what: 'INVALID_CODE in capitals, with 400 and in text/plain',
    call: 'items.get',
    accounts: [{ ...grantError('INVALID_CODE', 400), type: 'text/plain' }],
    ends: { kind: 'authorization', code: 'INVALID_CODE', status: 400, hint: /data centre eu/ },
  },
];

/** After a mint that an outage failed, the accounts server is left alone for a minute. */
const leftAlone = { kind: 'rate-limit', retry: wait(60_000) } as const;

const outages: FaultCase[] = [
  {
    rule: 'grant-general-error',
    what: 'three times',
    call: 'records.get',
    accounts: times(3, grantError('general_error')),
    mints: 3,
    waits: [5_000, 10_000],
    ends: { ...leftAlone, code: 'general_error', status: 200, hint: /data centre/ },
  },
  {
    rule: 'grant-general-error',
    what: 'once, to a token for an organisation',
    call: 'grantClientCredentials',
    accounts: [grantError('general_error', 500), tokenAnswer('org-token')],
    rules: 'untold',
    mints: 2,
    waits: [5_000],
    ends: 'resolves',
  },
  {
    rule: 'grant-outage',
    what: 'a bare 500 three times',
    call: 'items.get',
    accounts: times(3, { status: 500 }),
    mints: 3,
    waits: [5_000, 10_000],
    ends: { ...leftAlone, status: 500 },
  },
  {
    rule: 'grant-outage',
    what: '503 with a page and Retry-After',
    call: 'records.get',
    accounts: times(3, withHeader(page(503), 'retry-after', '90')),
    mints: 3,
    waits: [90_000, 90_000],
    ends: { ...leftAlone, retry: wait(90_000), status: 503 },
  },
  {
    rule: 'grant-outage',
    what: '403 of a firewall, then a token',
    call: 'records.get',
    accounts: [page(403)],
    answers: [record],
    mints: 2,
    waits: [5_000],
    ends: 'resolves',
  },
  {
    rule: 'grant-outage',
    what: 'a code whose answer is lost may be used up',
    call: 'exchangeCode',
    accounts: [{ status: 502 }],
    ends: { kind: 'maybe-committed', status: 502, hint: /new code/ },
  },
  {
    rule: 'broken',
    what: 'a mint is asked for again, because it leaves the first token valid',
    call: 'records.get',
    accounts: [{ fault: 'reset' }],
    answers: [record],
    mints: 2,
    waits: [5_000],
    ends: 'resolves',
  },
  {
    rule: 'broken',
    what: 'a code that was sent into a breaking connection',
    call: 'exchangeCode',
    accounts: [{ fault: 'hang-up' }],
    ends: { kind: 'maybe-committed', hint: /new code/ },
  },
  {
    rule: 'timeout',
    what: 'an accounts server that keeps silent',
    call: 'records.get',
    accounts: times(3, { fault: 'silence' }),
    attemptMs: 150,
    mints: 3,
    waits: [5_000, 10_000],
    ends: leftAlone,
  },
];

const rest: FaultCase[] = [
  {
    rule: 'redirect',
    what: 'the token endpoint points elsewhere',
    call: 'records.get',
    accounts: [withHeader({ status: 302 }, 'location', 'http://127.0.0.1:9/token')],
    ends: { kind: 'unexpected-response', status: 302 },
  },
  {
    rule: 'refusal',
    what: 'a word that is not documented, with 400',
    call: 'records.get',
    accounts: [grantError('new_word', 400)],
    ends: { kind: 'bad-request', code: 'new_word', status: 400 },
  },
  {
    rule: 'unknown-shape',
    what: 'a page with 200',
    call: 'records.get',
    accounts: [page(200)],
    ends: { kind: 'unexpected-response', status: 200 },
  },
  {
    rule: 'no-revoke-address',
    what: 'both addresses are gone',
    call: 'revokeToken',
    accounts: [{ status: 404 }, page(404)],
    mints: 2,
    ends: { kind: 'not-found', status: 404, hint: /Sessions/ },
  },
  {
    rule: 'no-revoke-address',
    what: 'the other address is there',
    call: 'revokeToken',
    accounts: [page(404), { json: { status: 'success' } }],
    rules: 'untold',
    mints: 2,
    ends: 'resolves',
  },
];

/** What the accounts server answers, to connections and to whoever has none yet. */
export const grantCases: readonly FaultCase[] = [...throttles, ...refusals, ...outages, ...rest];
