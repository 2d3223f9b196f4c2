import { createClassifier, type Facts } from '@zohokit/zoho-http';
import { expect, test } from 'vitest';
import { createTokenRows } from './token-rows.ts';

const rows = createTokenRows('org B');

interface Given {
  status?: number;
  reason?: string;
  code?: string;
  title?: string;
  text?: string;
  authenticate?: string;
  failure?: unknown;
}

function classify({ reason = '', text = '', authenticate, ...given }: Given) {
  const facts: Facts = {
    method: 'GET',
    path: 'www.zohoapis.eu/workdrive/api/v1/files/x',
    contentType: '',
    header: (name) => (name === 'www-authenticate' ? (authenticate ?? null) : null),
    reason,
    text,
    scopes: ['WorkDrive.files.READ', 'ZohoFiles.files.READ'],
    ...given,
  };
  return createClassifier(rows)(facts);
}

test.each<[string, Given]>([
  ['WWW-Authenticate expired', { status: 401, authenticate: 'Bearer error="expired_token"' }],
  ['WWW-Authenticate invalid', { status: 401, authenticate: 'Bearer error="invalid_token"' }],
  ['F7003', { status: 401, code: 'F7003' }],
  ['U001', { status: 401, code: 'U001' }],
  ['U001 with 400, as on users/me', { status: 400, code: 'U001' }],
  ['the gateway', { status: 401, code: 'INVALID_OAUTHTOKEN', title: 'INVALID_OAUTHTOKEN' }],
  ['the gateway inside F000', { status: 401, code: 'F000', title: 'OAUTHTOKEN_EXPIRED' }],
  ['CRM', { status: 401, code: 'INVALID_TOKEN' }],
  ['CRM without a token', { status: 401, code: 'AUTHENTICATION_FAILURE' }],
  ['an error with status 200', { status: 200, code: 'F7003' }],
])('%s asks for a newer token once', (_what, given) => {
  expect(classify(given)).toMatchObject({
    kind: 'authorization',
    retry: { kind: 'refresh-once' },
    hint: expect.stringContaining('org B'),
  });
});

test.each<[string, Given]>([
  ['the reason phrase', { status: 401, reason: 'INVALID_OAUTHSCOPE' }],
  [
    'the reason phrase beside an expired token',
    { status: 401, reason: 'INVALID_OAUTHSCOPE', authenticate: 'invalid_token' },
  ],
  ['F7004 with 401', { status: 401, code: 'F7004' }],
  ['F7004 with 403', { status: 403, code: 'F7004' }],
  ['CRM', { status: 401, code: 'OAUTH_SCOPE_MISMATCH' }],
  ['CRM with 403', { status: 403, code: 'OAUTH_SCOPE_MISMATCH' }],
  ['the gateway', { status: 401, code: 'INVALID_OAUTHSCOPE' }],
  [
    'a word deep in the body',
    { status: 401, text: '{"error":{"details":["INVALID_OAUTHSCOPE"]}}' },
  ],
])('%s is about scopes, is not refreshed, and names them', (_what, given) => {
  expect(classify(given)).toMatchObject({
    kind: 'scope',
    retry: { kind: 'never' },
    scopes: ['WorkDrive.files.READ', 'ZohoFiles.files.READ'],
    hint: expect.stringContaining('WorkDrive.files.READ, ZohoFiles.files.READ'),
  });
});

test.each<[string, Given]>([
  ['a missing folder', { status: 401, code: 'R008', title: 'Unauthorized access' }],
  ['an upload into a team', { status: 401, code: 'F900' }],
  ['an empty 401', { status: 401 }],
  ['a 403 of CRM', { status: 403, code: 'NO_PERMISSION' }],
  ['a throttle with odd words', { status: 429, code: 'INVALID_TOKEN' }],
  ['an outage with odd words', { status: 503, code: 'INVALID_TOKEN' }],
  ['no answer', { failure: new Error('reset') }],
  ['a success', { status: 200 }],
])('%s is not about the token', (_what, given) => {
  expect(classify(given)).toBeUndefined();
});
