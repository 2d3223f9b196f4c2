import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import type { Profile } from './seam.ts';
import { smallSeed } from './testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from './testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed() });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const drivePath = '/workdrive/api/v1/users/me';
const crmPath = '/crm/v8/org';
const bearing = async (token: string, path: string): Promise<Reply> =>
  await visitor.ask('api', path, { headers: { authorization: `Zoho-oauthtoken ${token}` } });
const expire = async (): Promise<string> => {
  const token = await visitor.token();
  emulator.expireTokens('a');
  return token;
};

describe('WorkDrive', () => {
  test('a token that was never one is F7003 with a challenge of invalid_token', async () => {
    const reply = await bearing('1000.garbage', drivePath);
    expect(reply).toMatchObject({
      status: 401,
      json: { errors: [{ id: 'F7003', title: 'Invalid OAuth token.' }] },
    });
    expect(reply.headers.get('www-authenticate')).toContain('invalid_token');
  });

  test('a revoked token is as unknown as one that never was', async () => {
    const token = await visitor.token();
    emulator.revoke('a');
    const reply = await bearing(token, drivePath);
    expect(reply).toMatchObject({ status: 401, json: { errors: [{ id: 'F7003' }] } });
    expect(reply.headers.get('www-authenticate')).toContain('invalid_token');
  });

  test('the challenge may be missing', async () => {
    emulator.setProfile({ challengeHeader: false });
    const reply = await bearing(await expire(), drivePath);
    expect(reply).toMatchObject({ status: 401, json: { errors: [{ id: 'F7003' }] } });
    expect(reply.headers.has('www-authenticate')).toBe(false);
  });

  test.each<[Profile['workdriveScopeStatus'], boolean, string]>([
    [401, true, 'INVALID_OAUTHSCOPE'],
    [403, false, 'Forbidden'],
    [404, false, 'Not Found'],
  ])('a missing scope is %i, the reason phrase ours: %s', async (...row) => {
    const [workdriveScopeStatus, scopeReasonPhrase, reason] = row;
    emulator.reset(smallSeed({ a: { scopes: ['ZohoCRM.org.ALL'] } }));
    emulator.setProfile({ workdriveScopeStatus, scopeReasonPhrase });
    expect(await visitor.call('api', drivePath)).toMatchObject({
      status: workdriveScopeStatus,
      reason,
      json: { errors: [{ id: 'F7004', title: 'INVALID_OAUTHSCOPE' }] },
    });
  });

  test('its gateway may answer in the singular, and calls an absent token a ticket', async () => {
    emulator.setProfile({ workdriveGatewayErrors: 'singular' });
    const invalid = { error: { title: 'INVALID_OAUTHTOKEN' } };
    expect((await bearing(await expire(), drivePath)).json).toEqual(invalid);
    expect((await visitor.ask('api', drivePath)).json).toEqual({
      error: { title: 'INVALID_TICKET' },
    });
    const nowhere = await createVisitor(emulator).call('api', '/workdrive/api/v1/nowhere');
    expect(nowhere).toMatchObject({
      status: 404,
      json: { error: { title: 'URL_RULE_NOT_CONFIGURED' } },
    });
  });

  test('its gateway may answer at length, as that of Projects does', async () => {
    emulator.reset(smallSeed({ a: { scopes: ['ZohoCRM.org.ALL'] } }));
    emulator.setProfile({ workdriveGatewayErrors: 'verbose' });
    expect((await visitor.call('api', drivePath)).json).toEqual({
      error: {
        status_code: '401',
        method: 'GET',
        instance: drivePath,
        title: 'INVALID_OAUTHSCOPE',
        error_type: 'FIELDS_VALIDATION_ERROR',
        details: [{ message: 'Invalid OAuth scope.' }],
      },
    });
  });

  test('its gateway may answer with a page', async () => {
    emulator.setProfile({ workdriveGatewayErrors: 'html' });
    const reply = await bearing(await expire(), drivePath);
    expect(reply).toMatchObject({ status: 401, json: undefined });
    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(reply.headers.get('www-authenticate')).toContain('expired_token');
  });

  test('what WorkDrive itself refuses keeps its shape', async () => {
    emulator.setProfile({ workdriveGatewayErrors: 'singular' });
    const reply = await visitor.call('api', '/workdrive/api/v1/files/nobodyknows');
    expect(reply.json).toHaveProperty('errors');
  });
});

describe('a good token', () => {
  test('at a resource that is not there is R008, and no challenge asks for a new token', async () => {
    const reply = await visitor.call('api', '/workdrive/api/v1/files/nobodyknows');
    expect(reply).toMatchObject({
      status: 401,
      json: { errors: [{ id: 'R008', title: 'Unauthorized access' }] },
    });
    expect(reply.headers.has('www-authenticate')).toBe(false);
  });

  test('without ZohoFiles scopes fails at the hosts for bytes only', async () => {
    emulator.reset(smallSeed({ a: { scopes: ['WorkDrive.files.ALL', 'WorkDrive.users.READ'] } }));
    const missing = { status: 401, json: { errors: [{ id: 'F7004' }] } };
    const upload = { method: 'POST', body: 'x' };
    expect((await visitor.call('api', drivePath)).status).toBe(200);
    expect(await visitor.call('download', '/v1/workdrive/download/x')).toMatchObject(missing);
    expect(await visitor.call('upload', '/workdrive-api/v1/stream/upload', upload)).toMatchObject(
      missing,
    );
  });

  test('is taken in both schemes, in any case', async () => {
    const token = await visitor.token();
    for (const scheme of ['Zoho-oauthtoken', 'zoho-OAUTHTOKEN', 'Bearer', 'bearer']) {
      const headers = { authorization: `${scheme} ${token}` };
      expect((await visitor.ask('api', drivePath, { headers })).status).toBe(200);
    }
  });

  test('works at both addresses of the WorkDrive API', async () => {
    expect((await visitor.call('api', drivePath)).status).toBe(200);
    expect((await visitor.call('workdrive', '/api/v1/users/me')).status).toBe(200);
  });
});

describe('CRM', () => {
  test.each([
    ['1000.garbage', 'INVALID_TOKEN', 'invalid oauth token'],
    ['', 'AUTHENTICATION_FAILURE', 'Authentication failed'],
  ])('the token "%s" is 401 %s with empty details', async (token, code, message) => {
    expect(await bearing(token, crmPath)).toMatchObject({
      status: 401,
      json: { code, details: {}, message, status: 'error' },
    });
  });

  test.each([401, 403] as const)('a missing scope can be %i', async (crmScopeStatus) => {
    emulator.reset(smallSeed({ a: { scopes: ['WorkDrive.files.ALL'] } }));
    emulator.setProfile({ crmScopeStatus });
    expect(await visitor.call('api', crmPath)).toMatchObject({
      status: crmScopeStatus,
      json: {
        code: 'OAUTH_SCOPE_MISMATCH',
        details: {},
        message: 'invalid oauth scope to access this URL',
      },
    });
  });

  test('a missing scope of one module follows the profile as well', async () => {
    emulator.reset(smallSeed({ a: { scopes: ['ZohoCRM.modules.leads.READ'] } }));
    emulator.setProfile({ crmScopeStatus: 403 });
    expect(await visitor.call('api', '/crm/v8/Deals_X?fields=Name')).toMatchObject({
      status: 403,
      json: { code: 'OAUTH_SCOPE_MISMATCH' },
    });
  });

  test.each([400, 405] as const)('a wrong method can be %i', async (crmMethodStatus) => {
    emulator.setProfile({ crmMethodStatus });
    expect(await visitor.call('api', crmPath, { method: 'PURGE' })).toMatchObject({
      status: crmMethodStatus,
      json: { code: 'INVALID_REQUEST_METHOD' },
    });
  });

  test('an unknown address is 404 INVALID_URL_PATTERN', async () => {
    expect(await visitor.call('api', '/crm/v8/a/b/c/d/e')).toMatchObject({
      status: 404,
      json: { code: 'INVALID_URL_PATTERN' },
    });
  });

  test('a user whose profile has no API access is 403 NO_PERMISSION, at CRM only', async () => {
    emulator.setProfile({ crmApiAccess: false });
    expect(await visitor.call('api', crmPath)).toMatchObject({
      status: 403,
      json: {
        code: 'NO_PERMISSION',
        details: { permissions: ['Crm_Implied_Api_Access'] },
        message: 'permission denied',
        status: 'error',
      },
    });
    expect((await visitor.call('api', drivePath)).status).toBe(200);
  });

  test.each(['AUTHENTICATION_FAILURE', 'INVALID_TOKEN'] as const)(
    'a token of another data centre can be %s',
    async (crmForeignToken) => {
      emulator.setProfile({ crmForeignToken });
      const token = await createVisitor(emulator, 'b').token();
      expect(await bearing(token, crmPath)).toMatchObject({
        status: 401,
        json: { code: crmForeignToken },
      });
    },
  );
});
