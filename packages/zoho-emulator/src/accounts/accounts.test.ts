import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from '../create-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { smallSeed } from '../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed() });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const tokenOf = (reply: Reply): string => String(reply.json?.['access_token']);
const statusWith = async (token: string, path = '/crm/v8/org'): Promise<number> => {
  const headers = { authorization: `Zoho-oauthtoken ${token}` };
  return (await visitor.ask('api', path, { headers })).status;
};

describe('refresh', () => {
  test('gives a token for an hour, tells the API host, and does not rotate', async () => {
    const reply = await visitor.mint();
    expect(reply.json).toMatchObject({
      access_token: expect.stringMatching(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/) as unknown,
      api_domain: 'https://www.zohoapis.eu',
      token_type: 'Bearer',
      expires_in: 3600,
    });
    expect(reply.json).not.toHaveProperty('refresh_token');
    expect(await statusWith(tokenOf(reply))).toBe(200);
  });

  test('an access token expires after an hour of the emulator, as each product says it', async () => {
    const token = tokenOf(await visitor.mint());
    const headers = { authorization: `Zoho-oauthtoken ${token}` };
    emulator.clock.advance(3_599_000);
    expect(await statusWith(token)).toBe(200);

    emulator.clock.advance(2_000);

    expect(await visitor.ask('api', '/crm/v8/org', { headers })).toMatchObject({
      status: 401,
      json: { code: 'INVALID_TOKEN' },
    });
    const drive = await visitor.ask('api', '/workdrive/api/v1/users/me', { headers });
    expect(drive).toMatchObject({ status: 401, json: { errors: [{ id: 'F7003' }] } });
    expect(drive.headers.get('www-authenticate')).toContain('expired_token');
  });

  test('the eleventh token in ten minutes is throttled, and the block ends with the window', async () => {
    for (let n = 0; n < 10; n += 1) expect((await visitor.mint()).status).toBe(200);

    const refused = await visitor.mint();

    expect(refused.status).toBe(400);
    expect(refused.json).toMatchObject({ status: 'failure', error: 'Access Denied' });
    emulator.clock.advance(601_000);
    expect((await visitor.mint()).json).toHaveProperty('access_token');
  });

  test('the throttle of one refresh token leaves another alone', async () => {
    for (let n = 0; n < 11; n += 1) await visitor.mint();
    expect((await createVisitor(emulator, 'b').mint()).json).toHaveProperty('access_token');
  });

  test('of more than thirty live tokens the oldest is gone', async () => {
    const first = tokenOf(await visitor.mint());
    for (let round = 0; round < 3; round += 1) {
      emulator.clock.advance(601_000);
      for (let n = 0; n < 10; n += 1) await visitor.mint();
    }
    expect(await statusWith(first)).toBe(401);
  });

  test.each([
    ['client_id', 'invalid_client'],
    ['client_secret', 'invalid_client_secret'],
    ['refresh_token', 'invalid_code'],
    ['grant_type', 'general_error'],
  ])('a wrong %s is refused with HTTP 200 and "%s"', async (name, error) => {
    const { clientId, clientSecret, refreshToken } = emulator.orgs.a;
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
      [name]: 'wrong',
    });
    const reply = await visitor.ask('accounts', '/oauth/v2/token', { method: 'POST', body });
    expect(reply).toMatchObject({ status: 200, json: { error } });
  });

  test('the parameters may travel in the query or in a multipart body', async () => {
    const { clientId, clientSecret, refreshToken } = emulator.orgs.a;
    const parameters = {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    };
    const form = new FormData();
    for (const [name, value] of Object.entries(parameters)) form.set(name, value);
    const query = new URLSearchParams(parameters).toString();

    const byQuery = await visitor.ask('accounts', `/oauth/v2/token?${query}`, { method: 'POST' });
    const byForm = await visitor.ask('accounts', '/oauth/v2/token', { method: 'POST', body: form });

    expect(byQuery.json).toHaveProperty('access_token');
    expect(byForm.json).toHaveProperty('access_token');
  });
});

describe('codes', () => {
  const exchange = async (code: string): Promise<Reply> => {
    const { clientId, clientSecret } = emulator.orgs.a;
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      client_id: clientId,
      client_secret: clientSecret,
    });
    return await visitor.ask('accounts', '/oauth/v2/token', { method: 'POST', body });
  };

  test('a code gives a refresh token once', async () => {
    const code = emulator.mintCode('a', ['ZohoCRM.org.READ']);

    const first = await exchange(code);
    const second = await exchange(code);

    expect(first.json).toMatchObject({ scope: 'ZohoCRM.org.READ' });
    const again = await visitor.mint(String(first.json?.['refresh_token']));
    expect(await statusWith(tokenOf(again))).toBe(200);
    expect(second.json).toEqual({ error: 'invalid_code' });
  });

  test('a code is too old after three minutes', async () => {
    const code = emulator.mintCode('a', ['ZohoCRM.org.READ']);
    emulator.clock.advance(180_001);
    expect((await exchange(code)).json).toEqual({ error: 'invalid_code' });
  });

  test("another org's code is refused", async () => {
    expect((await exchange(emulator.mintCode('b', []))).json).toEqual({ error: 'invalid_code' });
  });

  test('only what the org allows is granted, without a word', async () => {
    emulator.reset(smallSeed({ a: { scopes: ['ZohoCRM.org.READ', 'WorkDrive.files.READ'] } }));
    const code = emulator.mintCode('a', [
      'ZohoCRM.org.READ',
      'ZohoCRM.coql.READ',
      'WorkDrive.files.ALL',
    ]);
    expect((await exchange(code)).json).toMatchObject({
      scope: 'ZohoCRM.org.READ WorkDrive.files.READ',
    });
  });

  test('who may consent to a whole thing of CRM may consent to a part of it', async () => {
    emulator.reset(smallSeed({ a: { scopes: ['ZohoCRM.settings.ALL', 'ZohoCRM.modules.READ'] } }));
    const parts = ['ZohoCRM.settings.fields.READ', 'ZohoCRM.modules.deals.READ'];
    const code = emulator.mintCode('a', [...parts, 'ZohoCRM.modules.deals.UPDATE']);
    expect((await exchange(code)).json).toMatchObject({ scope: parts.join(' ') });
  });
});

describe('scopes', () => {
  test('a missing scope is 401 in the words of each product, and no reason to refresh', async () => {
    emulator.reset(smallSeed({ a: { scopes: ['ZohoCRM.modules.ALL'] } }));

    const crm = await visitor.call('api', '/crm/v8/org');
    const drive = await visitor.call('api', '/workdrive/api/v1/users/me');

    expect(crm).toMatchObject({ status: 401, json: { code: 'OAUTH_SCOPE_MISMATCH' } });
    expect(drive).toMatchObject({
      status: 401,
      reason: 'INVALID_OAUTHSCOPE',
      json: { errors: [{ id: 'F7004' }] },
    });
    expect(drive.headers.has('www-authenticate')).toBe(false);
  });
});

describe('revoke', () => {
  const revoke = async (token: string): Promise<Reply> =>
    await visitor.ask('accounts', `/oauth/v2/token/revoke?token=${token}`, { method: 'POST' });

  test('a revoked refresh token takes its access tokens along', async () => {
    const token = tokenOf(await visitor.mint());

    const reply = await revoke(emulator.orgs.a.refreshToken);

    expect(reply).toMatchObject({ status: 200, json: { status: 'success' } });
    expect(await statusWith(token)).toBe(401);
    expect((await visitor.mint()).json).toEqual({ error: 'invalid_code' });
  });

  test('a revoked access token leaves its refresh token in force', async () => {
    const token = tokenOf(await visitor.mint());
    await revoke(token);
    expect(await statusWith(token)).toBe(401);
    expect((await visitor.mint()).json).toHaveProperty('access_token');
  });

  test('an unknown token is 400', async () => {
    expect((await revoke('1000.nothing')).status).toBe(400);
  });

  test('the library revokes and expires one org only', async () => {
    const b = createVisitor(emulator, 'b');
    const tokens = { a: await visitor.token(), b: await b.token() };

    emulator.revoke('b');
    expect((await b.call('api', '/crm/v8/org')).status).toBe(401);
    expect(await statusWith(tokens.a)).toBe(200);

    emulator.expireTokens('a');
    expect(await statusWith(tokens.a)).toBe(401);
    expect((await visitor.mint()).json).toHaveProperty('access_token');
  });
});

test('user info tells the user with a numeric ZUID, if the scope allows it', async () => {
  const reply = await visitor.call('accounts', '/oauth/user/info');
  expect(reply.json).toEqual({
    First_Name: 'User',
    Last_Name: 'A',
    Display_Name: 'User A',
    Email: 'a@example.com',
    ZUID: Number(emulator.orgs.a.userId),
  });
  expect((await visitor.ask('accounts', '/oauth/user/info')).status).toBe(401);
});

test('serverinfo needs no token and lists accounts servers', async () => {
  const reply = await visitor.ask('accounts', '/oauth/serverinfo');
  expect(reply.json).toMatchObject({
    result: 'success',
    locations: { eu: 'https://accounts.zoho.eu', ca: 'https://accounts.zohocloud.ca' },
  });
});

test('another path of the accounts host is an HTML page', async () => {
  const reply = await visitor.ask('accounts', '/oauth/v3/token');
  expect(reply.status).toBe(404);
  expect(reply.headers.get('content-type')).toContain('text/html');
});
