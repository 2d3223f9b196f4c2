import {
  errorOf,
  isGatewayThrottle,
  outageAdvice,
  type ClassifierRow,
  type Facts,
  type ZohoErrorKind,
} from '@zohokit/zoho-http';
import { defaultPenaltyMs, penaltyMarginMs } from './rate-limits.ts';
import { RowsRefusedError } from './rows-refused-error.ts';

/** What CRM's refusals mean. Rows about the access token are the connection's and come before. */
export const crmRows: readonly ClassifierRow[] = [
  {
    name: 'crm-rows',
    source: 'Zoho doc: update-records (400 when no row was written, 412 ALREADY_MODIFIED)',
    when: (facts) => facts.method !== 'GET' && isRefusal(facts) && hasRows(facts.json),
    error: (facts) =>
      new RowsRefusedError(facts.json, {
        status: facts.status,
        method: facts.method,
        path: facts.path,
        rule: facts.rule,
        hint: 'each row of the answer says why: see `results` of the update',
      }),
  },
  {
    name: 'crm-rate-limit',
    source: 'Zoho doc v8: api-limits (TOO_MANY_REQUESTS); Zoho OpenAPI (RATE_LIMIT_EXCEEDED)',
    // Bulk read documents TOO_MANY_REQUESTS under 400 as well.
    // The gateway's locks last longer than CRM's own: the shared rows know them.
    when: (facts) =>
      !isGatewayThrottle(facts) &&
      (facts.status === 429 || codeIs('TOO_MANY_REQUESTS', 'RATE_LIMIT_EXCEEDED')(facts)),
    error: (facts) =>
      errorOf(facts, 'CRM refuses further requests for now', {
        kind: 'rate-limit',
        retry: { kind: 'wait', ms: pause(facts) },
        hint: 'the credits of the last 24 h or the concurrency of this client id are used up',
      }),
  },
  refusal({
    name: 'crm-modified',
    source: 'Zoho doc: update-records (If-Unmodified-Since)',
    codes: ['ALREADY_MODIFIED'],
    kind: 'conflict',
    hint: 'the record changed since it was read: read it again',
  }),
  refusal({
    name: 'crm-page-token',
    source: 'Zoho doc: get-records (page_token)',
    codes: ['EXPIRED_VALUE', 'TOKEN_BOUND_DATA_MISMATCH'],
    kind: 'conflict',
    hint: 'the page token expired or no longer fits: list again from the start',
  }),
  refusal({
    name: 'crm-page-limit',
    source: 'Zoho doc: get-records (100,000 rows by page token, 2,000 by page number)',
    codes: ['PAGINATION_LIMIT_EXCEEDED', 'DISCRETE_PAGINATION_LIMIT_EXCEEDED'],
    kind: 'refused',
    hint: 'a list ends here; coql.rows() does not',
  }),
  refusal({
    name: 'crm-permission',
    source: 'Zoho doc: status-codes (NO_PERMISSION, details.permissions)',
    codes: ['NO_PERMISSION', 'AUTHORIZATION_FAILED'],
    kind: 'authorization',
    hint: "the user's CRM profile lacks this permission or the API access (Setup > Users > Profiles)",
  }),
  {
    name: 'crm-no-record',
    source: 'Zoho doc: get-records (INVALID_DATA with resource_path_index 1 is the id)',
    when: (facts) => codeIs('INVALID_DATA')(facts) && details(facts)['resource_path_index'] === 1,
    error: (facts) =>
      errorOf(facts, 'CRM has no such record', {
        kind: 'not-found',
        hint: 'deleted, in the recycle bin, of another organisation or not visible to this user',
      }),
  },
  refusal({
    name: 'crm-no-module',
    source: 'Zoho doc: get-records; clients seen (INVALID_MODULE)',
    codes: ['INVALID_MODULE'],
    kind: 'bad-request',
    hint: 'the module name must be its API name (Setup > Developer Hub > APIs and SDKs)',
  }),
  refusal({
    name: 'crm-query',
    source: 'Zoho doc: Get-Records-through-COQL-Query',
    codes: ['DUPLICATE_ALIAS', 'INVALID_ALIAS', 'INVALID_QUERY', 'SYNTAX_ERROR'],
    kind: 'bad-request',
    hint: 'check the field names (API names) and the parentheses of the condition',
  }),
  refusal({
    name: 'crm-search-end',
    source: 'Zoho doc: search-records (2,000 rows); Zoho OpenAPI: module_search (LIMIT_REACHED)',
    codes: ['LIMIT_REACHED'],
    kind: 'refused',
    hint: 'a search ends here; module.query() does not',
  }),
  refusal({
    name: 'crm-search-criteria',
    source: 'Zoho OpenAPI: module_search (CRITERIA_LIMIT_EXCEEDED, EXPECTED_PARAM_MISSING)',
    codes: ['CRITERIA_LIMIT_EXCEEDED', 'EXPECTED_PARAM_MISSING', 'FIELD_TYPE_UNAVAILABLE'],
    kind: 'bad-request',
    hint: 'a search takes 10 to 15 criteria, on fields that the module has',
  }),
  refusal({
    name: 'crm-settings',
    source: 'Zoho OpenAPI: fields (error codes)',
    codes: [
      'DEPENDENT_FIELD_MISSING',
      'DEPENDENT_MISMATCH',
      'DUPLICATE_DATA',
      'RESERVED_KEYWORD_NOT_ALLOWED',
    ],
    kind: 'refused',
    hint: 'the message names what the org or the module does not allow',
  }),
  refusal({
    name: 'crm-bad-request',
    source: 'Zoho doc: get-records, update-records (error codes)',
    codes: [
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
    ],
    kind: 'bad-request',
    hint: 'check the API names of the module and its fields',
  }),
  {
    name: 'crm-no-job',
    source: 'Zoho OpenAPI: bulk_read, bulk_write (404 RESOURCE_NOT_FOUND)',
    when: (facts) => facts.status === 404 && codeIs('RESOURCE_NOT_FOUND')(facts),
    error: (facts) =>
      errorOf(facts, 'CRM has no such job', {
        kind: 'not-found',
        hint: 'results of bulk reads are kept for a day, of bulk writes for a week',
      }),
  },
  refusal({
    name: 'crm-file-refused',
    source: 'Zoho doc: upload-attachment, download-attachment, upload-files-to-zfs, bulk-write',
    codes: [
      'DOWNLOAD_NOT_ALLOWED',
      'FILE_SIZE_MORE_THAN_ALLOWED_SIZE',
      'FILE_TOO_LARGE',
      'INVALID_FILE_FORMAT',
      'VIRUS_DETECTED',
      'failure_in_attachment_handling',
    ],
    kind: 'refused',
    hint: 'this one file is refused: too large, infected, of a wrong kind, or only a link',
  }),
  refusal({
    name: 'crm-unsupported',
    source:
      'Zoho doc: status-codes; Zoho OpenAPI (what the edition, module or record does not allow)',
    codes: [
      'API_NOT_SUPPORTED',
      'BLOCKED_RECORD',
      'CANNOT_PERFORM_ACTION',
      'CANNOT_PROCESS',
      'FEATURE_NOT_ENABLED',
      'NOT_ALLOWED',
      'NOT_APPROVED',
      'NOT_REVIEWED',
      'NOT_SUPPORTED',
      'NOT_SUPPORTED_FEATURE',
      'NO_RECORDS_FOUND',
      'RECORD_IN_BLUEPRINT',
      'RECORD_LOCKED',
      'VERSION_NOT_SUPPORTED',
    ],
    kind: 'refused',
    hint: "the org's edition, the module or the state of the record does not allow this",
  }),
  {
    name: 'crm-internal',
    source: 'Zoho doc: status-codes (500 INTERNAL_ERROR)',
    // Unlike WorkDrive, CRM gives its transient failures a code; the retry loop repeats only what
    // may be repeated.
    when: (facts) =>
      (facts.status ?? 0) >= 500 &&
      codeIs(
        'INTERNAL_ERROR',
        'INTERNAL_SERVER_ERROR',
        'SERVICE_UNAVAILABLE',
        'BAD_GATEWAY',
      )(facts),
    error: (facts) =>
      errorOf(facts, 'CRM failed inside', {
        kind: 'unavailable',
        retry: outageAdvice(facts),
        hint: 'try again later; status.zoho.com tells of outages',
      }),
  },
];

// --- internal ---

interface Refusal {
  name: string;
  source: string;
  codes: readonly string[];
  kind: ZohoErrorKind;
  hint: string;
}

function refusal({ name, source, codes, kind, hint }: Refusal): ClassifierRow {
  return {
    name,
    source,
    when: codeIs(...codes),
    error: (facts) => errorOf(facts, `CRM refused the request${culprit(facts)}`, { kind, hint }),
  };
}

function isRefusal({ status }: Facts): boolean {
  return status === 400 || status === 403 || status === 412;
}

/** One answer per row, under the key of what was written: `data`, `watch`, `fields`, … */
function hasRows(json: unknown): boolean {
  if (!isObject(json) || 'code' in json) return false;
  const lists = Object.values(json).filter((value) => Array.isArray(value));
  const rows: unknown[] = lists.length === 1 ? (lists[0] ?? []) : [];
  return rows.length > 0 && rows.every((row) => isObject(row) && typeof row['code'] === 'string');
}

function codeIs(...codes: readonly string[]): (facts: Facts) => boolean {
  return ({ status, code }) => (status ?? 0) >= 400 && code !== undefined && codes.includes(code);
}

function pause({ retryAfterMs }: Facts): number {
  return retryAfterMs === undefined ? defaultPenaltyMs : retryAfterMs + penaltyMarginMs;
}

/** Nothing longer or stranger is quoted: it may be a part of what was sent. */
const nameLike = /^[\w .]{1,60}$/;

/** The name in `details` that says which parameter, field or place of the query it is about. */
function culprit(facts: Facts): string {
  const { api_name, param_name, column_name, near } = details(facts);
  const names = [api_name, param_name, column_name, near];
  const name = names.find((one) => typeof one === 'string' && nameLike.test(one));
  return typeof name === 'string' ? ` because of "${name}"` : '';
}

function details({ json }: Facts): Record<string, unknown> {
  return isObject(json) && isObject(json['details']) ? json['details'] : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
