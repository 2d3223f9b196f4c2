import { backoff, later, times, wait, type FaultCase } from './fault-case.ts';
import { flat, record, rows, updated, withHeader } from './zoho-answers.ts';

const busy = flat(429, 'TOO_MANY_REQUESTS');
const rateLimit = {
  kind: 'rate-limit',
  code: 'TOO_MANY_REQUESTS',
  status: 429,
  hint: /credits/,
} as const;

const rateLimits: FaultCase[] = [
  {
    rule: 'crm-rate-limit',
    what: '429 without Retry-After: five seconds; the third in a row is the last',
    call: 'records.get',
    answers: times(3, busy),
    waits: [5_000, 5_000],
    ends: { ...rateLimit, retry: wait(5_000) },
  },
  {
    rule: 'crm-rate-limit',
    what: '429 with Retry-After, to a write that must not be sent twice',
    call: 'records.update guarded',
    answers: [withHeader(busy, 'retry-after', '10'), updated],
    waits: [11_000],
    ends: 'resolves',
  },
  {
    rule: 'crm-rate-limit',
    what: '429 with Retry-After as a date',
    call: 'coql.page',
    answers: [withHeader(busy, 'retry-after', 'Thu, 01 Jan 2026 00:00:20 GMT'), { status: 204 }],
    waits: [21_000],
    ends: 'resolves',
  },
  {
    rule: 'crm-rate-limit',
    what: 'TOO_MANY_REQUESTS under 400, in text/plain',
    call: 'records.get',
    answers: [{ ...flat(400, 'TOO_MANY_REQUESTS'), type: 'text/plain' }, record],
    waits: [5_000],
    ends: 'resolves',
  },
  {
    rule: 'crm-rate-limit',
    what: 'RATE_LIMIT_EXCEEDED, and more of a wait than anybody sits out',
    call: 'records.list',
    answers: [withHeader(flat(403, 'RATE_LIMIT_EXCEEDED'), 'retry-after', '3000')],
    ends: { ...rateLimit, code: 'RATE_LIMIT_EXCEEDED', status: 403, retry: wait(3_001_000) },
  },
  {
    rule: 'crm-rate-limit',
    what: '429 with an empty body',
    call: 'records.get',
    answers: [{ status: 429 }, record],
    waits: [5_000],
    ends: 'resolves',
  },
];

/** A refusal of one code: one request, and what the hint must say. */
const refusal = (
  rule: string,
  code: string,
  status: number,
  kind: Extract<FaultCase['ends'], object>['kind'],
  hint: RegExp,
  call: FaultCase['call'] = 'records.list',
): FaultCase => ({
  rule,
  what: `${code} with ${status}`,
  call,
  answers: [flat(status, code, { api_name: 'Deal_Name' })],
  ends: { kind, code, status, hint },
});

const badRequests = [
  'AMBIGUITY_DURING_PROCESSING',
  'EXPECTED_FIELD_MISSING',
  'INVALID_DATA',
  'INVALID_REQUEST',
  'INVALID_REQUEST_METHOD',
  'INVALID_URL_PATTERN',
  'LIMIT_EXCEEDED',
  'MANDATORY_NOT_FOUND',
  'PATTERN_NOT_MATCHED',
  'REQUIRED_PARAM_MISSING',
  'UNABLE_TO_PARSE_DATA_TYPE',
];

const settingCodes = [
  'DEPENDENT_FIELD_MISSING',
  'DEPENDENT_MISMATCH',
  'DUPLICATE_DATA',
  'RESERVED_KEYWORD_NOT_ALLOWED',
];

const refusals: FaultCase[] = [
  {
    rule: 'crm-modified',
    what: 'a record that changed since, in the flat shape, is the row’s own result',
    call: 'records.update guarded',
    answers: [flat(412, 'ALREADY_MODIFIED')],
    ends: 'resolves',
  },
  refusal('crm-modified', 'ALREADY_MODIFIED', 412, 'conflict', /read it again/),
  refusal('crm-no-job', 'RESOURCE_NOT_FOUND', 404, 'not-found', /kept for a day/),
  refusal('crm-file-refused', 'FILE_TOO_LARGE', 413, 'refused', /one file/),
  refusal('crm-file-refused', 'DOWNLOAD_NOT_ALLOWED', 400, 'refused', /one file/),
  refusal('crm-unsupported', 'NOT_SUPPORTED', 403, 'refused', /edition/),
  refusal('crm-unsupported', 'NOT_ALLOWED', 400, 'refused', /edition/),
  refusal('crm-unsupported', 'RECORD_LOCKED', 400, 'refused', /state of the record/),
  refusal('crm-page-token', 'EXPIRED_VALUE', 400, 'conflict', /from the start/),
  refusal('crm-page-token', 'TOKEN_BOUND_DATA_MISMATCH', 400, 'conflict', /from the start/),
  refusal('crm-page-limit', 'PAGINATION_LIMIT_EXCEEDED', 400, 'refused', /coql/),
  refusal('crm-page-limit', 'DISCRETE_PAGINATION_LIMIT_EXCEEDED', 400, 'refused', /coql/),
  refusal('crm-permission', 'NO_PERMISSION', 403, 'authorization', /profile/),
  refusal('crm-permission', 'AUTHORIZATION_FAILED', 400, 'authorization', /profile/),
  {
    rule: 'crm-no-record',
    what: 'INVALID_DATA about the id, where a search resolves to nothing',
    call: 'records.find',
    answers: [flat(400, 'INVALID_DATA', { resource_path_index: 1 })],
    ends: 'resolves',
  },
  {
    rule: 'crm-no-record',
    what: 'the same to a list',
    call: 'records.list',
    answers: [flat(400, 'INVALID_DATA', { resource_path_index: 1 })],
    ends: { kind: 'not-found', code: 'INVALID_DATA', status: 400, hint: /recycle bin/ },
  },
  refusal('crm-no-module', 'INVALID_MODULE', 400, 'bad-request', /API name/),
  refusal('crm-query', 'INVALID_QUERY', 400, 'bad-request', /parentheses/, 'coql.page'),
  refusal('crm-query', 'SYNTAX_ERROR', 400, 'bad-request', /parentheses/, 'coql.page'),
  refusal('crm-query', 'INVALID_ALIAS', 400, 'bad-request', /parentheses/, 'coql.page'),
  refusal('crm-search-end', 'LIMIT_REACHED', 400, 'refused', /query\(\)/, 'module.search'),
  ...['CRITERIA_LIMIT_EXCEEDED', 'EXPECTED_PARAM_MISSING', 'FIELD_TYPE_UNAVAILABLE'].map((code) =>
    refusal('crm-search-criteria', code, 400, 'bad-request', /criteria/, 'module.search'),
  ),
  ...settingCodes.map((code) =>
    refusal('crm-settings', code, 400, 'refused', /not allow/, 'metadata.updateFields'),
  ),
  {
    rule: 'crm-rows',
    what: '400 with an answer for the field: it is the result',
    call: 'metadata.createFields',
    answers: [
      { status: 400, json: { fields: [{ status: 'error', code: 'DUPLICATE_DATA', message: '' }] } },
    ],
    ends: 'resolves',
  },
  ...badRequests.map((code) =>
    refusal('crm-bad-request', code, 400, 'bad-request', /API names/, 'records.findMany'),
  ),
];

const rowRefused = (status: number, code: string) => ({
  status,
  json: { data: [{ status: 'error', code, message: 'no', details: { id: '11' } }] },
});

const doubt = { kind: 'maybe-committed', hint: /Look whether it happened/ } as const;

const writes: FaultCase[] = [
  {
    rule: 'crm-rows',
    what: '400 with an answer for each row: they are the result',
    call: 'records.update',
    answers: [rowRefused(400, 'INVALID_DATA')],
    ends: 'resolves',
  },
  {
    rule: 'crm-rows',
    what: '412 with an answer for the row',
    call: 'records.update guarded',
    answers: [rowRefused(412, 'ALREADY_MODIFIED')],
    ends: 'resolves',
  },
  {
    rule: 'crm-rows',
    what: '403 with an answer for the row',
    call: 'records.update',
    answers: [rowRefused(403, 'NO_PERMISSION')],
    ends: 'resolves',
  },
  {
    rule: 'crm-internal',
    what: 'a write that must not be sent twice',
    call: 'records.update guarded',
    answers: [flat(500, 'INTERNAL_ERROR')],
    ends: { ...doubt, code: 'INTERNAL_ERROR', status: 500 },
  },
  {
    rule: 'crm-internal',
    what: 'one that may be',
    call: 'records.update',
    answers: [flat(500, 'INTERNAL_SERVER_ERROR'), updated],
    waits: [500],
    ends: 'resolves',
  },
  {
    rule: 'crm-internal',
    what: 'a read, with Retry-After',
    call: 'records.list',
    answers: [withHeader(flat(503, 'SERVICE_UNAVAILABLE'), 'retry-after', '4'), rows],
    waits: [4_000],
    ends: 'resolves',
  },
  {
    rule: 'crm-internal',
    what: 'BAD_GATEWAY three times',
    call: 'records.get',
    answers: times(3, flat(502, 'BAD_GATEWAY')),
    waits: backoff,
    ends: { kind: 'unavailable', retry: later, code: 'BAD_GATEWAY', status: 502 },
  },
  {
    rule: 'broken',
    what: 'a write that must not be sent twice, whose answer is lost',
    call: 'records.update guarded',
    answers: [{ fault: 'hang-up' }],
    ends: doubt,
  },
  {
    rule: 'timeout',
    what: 'one that nobody answers',
    call: 'records.update guarded',
    answers: [{ fault: 'silence' }],
    attemptMs: 150,
    ends: doubt,
  },
  {
    rule: 'broken',
    what: 'a lost answer that a look finds stands for itself',
    call: 'write, found',
    answers: [{ fault: 'reset' }],
    ends: 'resolves',
  },
  {
    rule: 'broken',
    what: 'a write that a look does not find is sent again',
    call: 'write, not found',
    answers: [{ fault: 'reset' }, updated],
    waits: [500],
    ends: 'resolves',
  },
  {
    rule: 'outage',
    what: 'and again, until the attempts are used up',
    call: 'write, not found',
    answers: times(3, { status: 500 }),
    waits: backoff,
    ends: { kind: 'unavailable', retry: later, status: 500, hint: /did not happen/ },
  },
  {
    rule: 'outage',
    what: 'a look that does not know leaves the doubt',
    call: 'write, unknown',
    answers: [{ status: 502 }],
    ends: { ...doubt, status: 502 },
  },
  {
    rule: 'broken',
    what: 'a look that fails leaves it too',
    call: 'write, looking fails',
    answers: [{ ...updated, fault: 'cut' }],
    ends: { ...doubt, status: 200 },
  },
];

/** What CRM answers. */
export const crmCases: readonly FaultCase[] = [...rateLimits, ...refusals, ...writes];
