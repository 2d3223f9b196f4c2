import type { PlayedCase } from './fault-case.ts';
import { canaries } from './canaries.ts';
import { ECHO } from './echo.ts';
import { grantError, page, withHeader } from './zoho-answers.ts';
import type { Answer } from './scripted-answer.ts';

/** Every envelope, with what was sent in every place. */
const bodies: readonly Answer[] = [
  { json: { errors: [{ id: ECHO, title: ECHO }] } },
  { json: { error: { title: ECHO } } },
  { json: { code: ECHO, message: ECHO, details: { api_name: ECHO, near: ECHO } } },
  { json: { code: 'INVALID_DATA', message: ECHO, details: { api_name: ECHO, near: ECHO } } },
  { json: { error: ECHO, error_description: ECHO } },
  { json: { error: ECHO, error_description: ECHO, status: 'failure' } },
  { json: { data: [{ status: 'error', code: ECHO, message: ECHO, details: { id: ECHO } }] } },
  { text: `<html>INVALID_OAUTHSCOPE ${ECHO}</html>`, type: 'text/html' },
];

const calls = [
  'folders.listPage',
  'uploads.stream',
  'uploads.progress',
  'downloads.open',
  'records.findMany',
  'records.update',
] as const;

const grants = ['exchangeCode', 'revokeToken', 'grantClientCredentials', 'records.get'] as const;

const once = { attempts: 1 } as const;

/**
 * A server that repeats what it was sent wherever a text may stand. Only run for what comes out; how
 * they end does not matter.
 */
export const echoCases: readonly PlayedCase[] = [
  ...bodies.flatMap((body) => [
    ...calls.flatMap((call) =>
      [200, 401, 500].map((status) => ({ call, answers: [{ ...body, status }], policy: once })),
    ),
    ...grants.flatMap((call) =>
      [200, 400].map((status) => ({ call, accounts: [{ ...body, status }], policy: once })),
    ),
  ]),
  {
    call: 'records.get',
    accounts: [{ json: { access_token: canaries.accessToken(1), expires_in: 3600, scope: ECHO } }],
    answers: [page(404)],
  },
  { call: 'records.get', accounts: [grantError('invalid_code', 200, { error_description: ECHO })] },
  { call: 'items.get', answers: [withHeader({ status: 302 }, 'location', 'http://127.0.0.1:9/')] },
];
