import type { FaultCase } from './fault-case.ts';
import {
  file,
  flat,
  gateway,
  item,
  listed,
  page,
  record,
  updated,
  withHeader,
} from './zoho-answers.ts';

/** Where the token is refused on the way, a newer one is fetched; WorkDrive's pace is 200 ms. */
const renewed = { mints: 2, ends: 'resolves' } as const;

const tokens: FaultCase[] = [
  {
    rule: 'token',
    what: 'F7003 of WorkDrive: once more with a newer token',
    call: 'items.get',
    answers: [listed(401, 'F7003', 'Invalid OAuth access token'), item],
    waits: [200],
    ...renewed,
  },
  {
    rule: 'token',
    what: 'U001, and the newer token is refused too',
    call: 'items.get',
    answers: [listed(401, 'U001', 'Unauthorized'), listed(401, 'U001', 'Unauthorized')],
    waits: [200],
    mints: 2,
    ends: { kind: 'authorization', code: 'U001', status: 401, hint: /Authorise org B again/ },
  },
  {
    rule: 'token',
    what: 'INVALID_TOKEN of CRM',
    call: 'records.get',
    answers: [flat(401, 'INVALID_TOKEN'), record],
    ...renewed,
  },
  {
    rule: 'token',
    what: 'AUTHENTICATION_FAILURE, to a write that must not be sent twice',
    call: 'records.update guarded',
    answers: [flat(401, 'AUTHENTICATION_FAILURE'), updated],
    ...renewed,
  },
  {
    rule: 'token',
    what: 'the singular envelope of the gateway',
    call: 'records.get',
    answers: [gateway(401, 'INVALID_OAUTHTOKEN'), record],
    ...renewed,
  },
  {
    rule: 'token',
    what: 'the code in the title of F000, in lower case',
    call: 'items.get',
    answers: [listed(400, 'F000', 'invalid_oauthtoken'), item],
    waits: [200],
    ...renewed,
  },
  {
    rule: 'token',
    what: 'OAUTHTOKEN_EXPIRED as the body of a download with status 200',
    call: 'downloads.open',
    answers: [gateway(200, 'OAUTHTOKEN_EXPIRED'), file],
    waits: [200],
    ...renewed,
  },
  {
    rule: 'token',
    what: 'JSON that comes as text/plain',
    call: 'records.get',
    answers: [{ ...flat(401, 'INVALID_TOKEN'), type: 'text/plain' }, record],
    ...renewed,
  },
  {
    rule: 'token-in-challenge',
    what: 'WWW-Authenticate says that it has expired',
    call: 'items.get',
    answers: [
      withHeader({ status: 401 }, 'www-authenticate', 'Bearer error="expired_token"'),
      item,
    ],
    waits: [200],
    ...renewed,
  },
  {
    rule: 'token-in-challenge',
    what: 'or is invalid, also the next time',
    call: 'records.get',
    answers: [
      withHeader(page(401), 'www-authenticate', 'Bearer realm="x", error="invalid_token"'),
      withHeader(page(401), 'www-authenticate', 'Bearer realm="x", error="invalid_token"'),
    ],
    mints: 2,
    ends: { kind: 'authorization', status: 401 },
  },
];

const reading = {
  kind: 'scope',
  status: 401,
  scopes: ['WorkDrive.files.READ'],
  hint: /again with what this needs: WorkDrive\.files\.READ/,
} as const;
const querying = {
  kind: 'scope',
  status: 401,
  scopes: ['ZohoCRM.coql.READ', 'ZohoCRM.modules.deals.READ'],
  hint: /ZohoCRM\.coql\.READ/,
} as const;

const scopes: FaultCase[] = [
  {
    rule: 'scope-in-reason',
    what: 'INVALID_OAUTHSCOPE in the status line',
    call: 'items.get',
    answers: [{ status: 401, reason: 'INVALID_OAUTHSCOPE' }],
    ends: reading,
  },
  {
    rule: 'scope-in-reason',
    what: 'the same to an upload, through the byte transport',
    call: 'uploads.small',
    answers: [{ ...page(401), reason: 'Invalid_OAuthScope' }],
    ends: {
      ...reading,
      scopes: ['WorkDrive.files.CREATE'],
      hint: /WorkDrive\.files\.CREATE/,
    },
  },
  {
    rule: 'scope',
    what: 'F7004 of WorkDrive',
    call: 'items.get',
    answers: [listed(401, 'F7004', 'Invalid OAuth scope')],
    ends: { ...reading, code: 'F7004' },
  },
  {
    rule: 'scope',
    what: 'OAUTH_SCOPE_MISMATCH of CRM',
    call: 'coql.page',
    answers: [flat(401, 'OAUTH_SCOPE_MISMATCH')],
    ends: { ...querying, code: 'OAUTH_SCOPE_MISMATCH' },
  },
  {
    rule: 'scope',
    what: 'the singular envelope of the gateway, with 403',
    call: 'coql.page',
    answers: [gateway(403, 'INVALID_OAUTHSCOPE')],
    ends: { ...querying, code: 'INVALID_OAUTHSCOPE', status: 403 },
  },
  {
    rule: 'scope',
    what: 'the code in the title of F000',
    call: 'items.get',
    answers: [listed(400, 'F000', 'INVALID_OAUTHSCOPE')],
    ends: { ...reading, code: 'F000', status: 400 },
  },
  {
    rule: 'scope',
    what: 'of the download host: the API host gives the file too',
    call: 'downloads.open',
    answers: [listed(401, 'F7004', 'Invalid OAuth scope'), file],
    waits: [200],
    ends: 'resolves',
  },
  {
    rule: 'scope-in-body',
    what: 'INVALID_OAUTHSCOPE somewhere in a page',
    call: 'coql.page',
    answers: [{ status: 401, type: 'text/html', text: '<p>INVALID_OAUTHSCOPE</p>' }],
    ends: querying,
  },
];

/** What is said of the access token, whichever product says it. */
export const tokenCases: readonly FaultCase[] = [...tokens, ...scopes];
