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
const statusWith = async (token: string): Promise<number> => {
  const headers = { authorization: `Zoho-oauthtoken ${token}` };
  return (await visitor.ask('api', '/crm/v8/org', { headers })).status;
};
const ask = async (
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Reply> => {
  const { clientId: client_id, clientSecret: client_secret } = emulator.orgs.a;
  const body = new URLSearchParams({ client_id, client_secret, ...parameters });
  return await visitor.ask('accounts', '/oauth/v2/token', { method: 'POST', body, headers });
};
const exchange = async (): Promise<Reply> =>
  await ask({
    grant_type: 'authorization_code',
    code: emulator.mintCode('a', ['ZohoCRM.org.READ']),
  });
const exhaust = async (): Promise<void> => {
  for (let n = 0; n < 10; n += 1) await visitor.mint();
};

describe('answers', () => {
  test('a legacy answer has milliseconds, and the seconds under another name', async () => {
    emulator.setProfile({ legacyExpiry: true });
    expect((await visitor.mint()).json).toMatchObject({
      expires_in: 3_600_000,
      expires_in_sec: 3600,
    });
  });

  test('the scopes may be left out, and are separated by spaces where they are not', async () => {
    expect((await visitor.mint()).json?.['scope']).toMatch(/^\S+( \S+)+$/);
    emulator.setProfile({ scopeInTokens: false });
    expect((await visitor.mint()).json).not.toHaveProperty('scope');
  });

  test.each([
    ['own', 'https://www.zohoapis.eu'],
    ['product', 'https://api.zoho.eu'],
    ['other-data-center', 'https://www.zohoapis.com'],
  ] as const)('the API host can be %s: %s', async (apiDomain, expected) => {
    emulator.setProfile({ apiDomain });
    expect((await visitor.mint()).json).toMatchObject({ api_domain: expected });
  });

  test('the life of a token can be short', async () => {
    emulator.setProfile({ accessTokenSeconds: 5 });
    const reply = await visitor.mint();
    expect(reply.json).toMatchObject({ expires_in: 5 });
    emulator.clock.advance(5001);
    expect(await statusWith(tokenOf(reply))).toBe(401);
  });

  test('a scope can be withheld from a grant without a word', async () => {
    emulator.setProfile({ withheldScopes: ['ZohoCRM.org.READ'] });
    expect((await exchange()).json).toMatchObject({ scope: '' });
  });

  test('the accounts server under maintenance answers with a page and 503', async () => {
    emulator.setProfile({ accountsMaintenance: true });
    const reply = await visitor.mint();
    expect(reply.status).toBe(503);
    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(reply.json).toBeUndefined();
  });

  test('a refusal of a client precedes that of a grant, and a throttle precedes both', async () => {
    const wrong = { grant_type: 'refresh_token', refresh_token: 'x', client_secret: 'x' };
    expect((await ask({ ...wrong, client_id: 'x' })).json).toEqual({ error: 'invalid_client' });
    expect((await ask(wrong)).json).toEqual({ error: 'invalid_client_secret' });
    await exhaust();
    const known = { ...wrong, refresh_token: emulator.orgs.a.refreshToken };
    expect((await ask({ ...known, client_id: 'x' })).json).toMatchObject({ status: 'failure' });
  });
});

describe('limits', () => {
  test.each([30, 15, 10] as const)(
    'of more than %i live tokens the oldest is gone',
    async (most) => {
      emulator.setProfile({ liveAccessTokens: most });
      const tokens: string[] = [];
      for (let n = 0; n <= most; n += 1) {
        if (n > 0 && n % 10 === 0) emulator.clock.advance(601_000);
        tokens.push(tokenOf(await visitor.mint()));
      }
      expect(await statusWith(tokens[0] ?? '')).toBe(401);
      expect(await statusWith(tokens[1] ?? '')).toBe(200);
    },
  );

  test('the sixth refresh token in a minute is throttled, and a minute later it comes', async () => {
    for (let n = 0; n < 5; n += 1) expect((await exchange()).json).toHaveProperty('refresh_token');
    expect(await exchange()).toMatchObject({ status: 400, json: { status: 'failure' } });
    emulator.clock.advance(60_001);
    expect((await exchange()).json).toHaveProperty('refresh_token');
  });

  test('calls that come at once share the limit, however long their changes wait', async () => {
    emulator.faults.add({
      match: { role: 'accounts', times: 25 },
      effect: { kind: 'delay', ms: 30 },
    });
    const replies = await Promise.all(Array.from({ length: 25 }, () => visitor.mint()));
    expect(replies.filter(({ json }) => json?.['access_token'])).toHaveLength(10);
    expect(replies.filter(({ status }) => status === 400)).toHaveLength(15);
  });

  test('the twenty-first refresh token ends the oldest without a word', async () => {
    const given: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      if (n % 5 === 0) emulator.clock.advance(60_001);
      given.push(String((await exchange()).json?.['refresh_token']));
    }
    expect((await visitor.mint()).json).toEqual({ error: 'invalid_code' });
    expect((await visitor.mint(given[0])).json).toHaveProperty('access_token');
  });

  test('who keeps asking during a block extends it; one refusal alone does not', async () => {
    await exhaust();
    await visitor.mint();
    await visitor.mint();
    emulator.clock.advance(5000);
    await visitor.mint();
    emulator.clock.advance(596_000);
    expect((await visitor.mint()).json).toMatchObject({ status: 'failure' });
    emulator.clock.advance(60_000);
    expect((await visitor.mint()).json).toHaveProperty('access_token');
  });

  test('who waits a minute after each refusal is not early and extends nothing', async () => {
    await exhaust();
    for (let n = 0; n < 9; n += 1) {
      await visitor.mint();
      emulator.clock.advance(61_000);
    }
    expect(emulator.ledger.entries().filter(({ early }) => early)).toEqual([]);
    emulator.clock.advance(60_000);
    expect((await visitor.mint()).json).toHaveProperty('access_token');
  });

  test('no block lasts longer than fifteen minutes from the last call', async () => {
    emulator.setProfile({ throttleGrowthMs: 120_000 });
    await exhaust();
    for (let n = 0; n < 20; n += 1) {
      emulator.clock.advance(2000);
      await visitor.mint();
    }
    emulator.clock.advance(900_001);
    expect((await visitor.mint()).json).toHaveProperty('access_token');
  });

  test('the ledger has every throttled call, and which came although the client was told', async () => {
    await exhaust();
    await visitor.mint();
    emulator.clock.advance(5000);
    await visitor.mint();
    const [told, early] = emulator.ledger.entries().slice(-2);
    expect(told).toMatchObject({ throttled: true });
    expect(told?.early).not.toBe(true);
    expect(early).toMatchObject({ throttled: true, early: true });
  });

  test('the throttle text is Chinese for who prefers it, or always; without Retry-After', async () => {
    await exhaust();
    const grant = { grant_type: 'refresh_token', refresh_token: emulator.orgs.a.refreshToken };
    const english = await ask(grant, { 'accept-language': 'en' });
    const chinese = await ask(grant, { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' });
    emulator.setProfile({ throttleText: 'chinese' });
    const always = await ask(grant, { 'accept-language': 'en' });

    expect(english.json).toMatchObject({ error: 'Access Denied', status: 'failure' });
    for (const reply of [chinese, always]) {
      expect(reply).toMatchObject({ status: 400, json: { error: '拒绝访问', status: 'failure' } });
    }
    expect(english.headers.has('retry-after')).toBe(false);
  });

  test('the throttle may come with HTTP 200', async () => {
    emulator.setProfile({ throttleStatus: 200 });
    await exhaust();
    expect(await visitor.mint()).toMatchObject({ status: 200, json: { status: 'failure' } });
  });
});

describe('Self Client codes', () => {
  test('another client of the same org cannot use them', async () => {
    const { clientId, clientSecret } = emulator.orgs.a.serverClient;
    const code = emulator.mintCode('a', ['ZohoCRM.org.READ']);
    const reply = await ask({
      grant_type: 'authorization_code',
      client_id: clientId,
      client_secret: clientSecret,
      code,
    });
    expect(reply.json).toEqual({ error: 'invalid_code' });
  });
});

describe('client credentials', () => {
  const grant = { grant_type: 'client_credentials', scope: 'ZohoCRM.org.READ', soid: 'ZohoCRM.1' };

  test('give a token for the org, without a refresh token', async () => {
    const reply = await ask(grant);
    expect(reply.json).toMatchObject({ scope: 'ZohoCRM.org.READ', token_type: 'Bearer' });
    expect(reply.json).not.toHaveProperty('refresh_token');
    expect(await statusWith(tokenOf(reply))).toBe(200);
  });

  test.each([
    ['soid', '', 'missing_org_info'],
    ['soid', 'ZohoCRM', 'missing_org_info'],
    ['scope', '', 'invalid_scope'],
    ['scope', 'everything', 'invalid_scope'],
    ['scope', 'ZohoNothing.all.READ', 'scope_does_not_exist'],
  ])('with the %s "%s" they are refused with HTTP 200 and %s', async (name, value, error) => {
    expect(await ask({ ...grant, [name]: value })).toMatchObject({ status: 200, json: { error } });
  });

  test('are not for a server-based client', async () => {
    const { clientId: client_id, clientSecret: client_secret } = emulator.orgs.a.serverClient;
    expect((await ask({ ...grant, client_id, client_secret })).json).toEqual({
      error: 'unauthorized_client',
    });
  });

  test('are throttled after ten tokens in ten minutes', async () => {
    for (let n = 0; n < 10; n += 1) expect((await ask(grant)).json).toHaveProperty('access_token');
    expect((await ask(grant)).status).toBe(400);
  });
});

describe('the newer form of revoking', () => {
  const revoke = async (token: string, secret = emulator.orgs.a.clientSecret): Promise<Reply> => {
    const basic = Buffer.from(`${emulator.orgs.a.clientId}:${secret}`).toString('base64');
    return await visitor.ask('accounts', '/oauth/v2/revoke/token', {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ token, token_type_hint: 'refresh_token' }),
    });
  };

  test('revokes a token of the client that names itself', async () => {
    const token = tokenOf(await visitor.mint());
    expect((await revoke(emulator.orgs.a.refreshToken)).json).toEqual({ status: 'success' });
    expect(await statusWith(token)).toBe(401);
  });

  test("refuses a wrong secret and another client's token, and leaves the token in force", async () => {
    expect(await revoke(emulator.orgs.a.refreshToken, 'wrong')).toMatchObject({ status: 401 });
    expect(await revoke(emulator.orgs.b.refreshToken)).toMatchObject({ status: 400 });
    expect((await visitor.mint()).json).toHaveProperty('access_token');
  });

  test('each form can be missing', async () => {
    const older = async (): Promise<number> =>
      (await visitor.ask('accounts', '/oauth/v2/token/revoke?token=x', { method: 'POST' })).status;
    emulator.setProfile({ revokeForms: 'older' });
    expect([await older(), (await revoke('x')).status]).toEqual([400, 404]);
    emulator.setProfile({ revokeForms: 'newer' });
    expect([await older(), (await revoke('x')).status]).toEqual([404, 400]);
  });
});

test('serverinfo lists all data centres, and China unless the profile says no', async () => {
  const listed = async (): Promise<string[]> => {
    const { json } = await visitor.ask('accounts', '/oauth/serverinfo');
    return Object.keys(Object(json?.['locations'])).toSorted();
  };
  const all = ['ae', 'au', 'ca', 'cn', 'eu', 'in', 'jp', 'sa', 'sg', 'uk', 'us'];
  expect(await listed()).toEqual(all);
  emulator.setProfile({ serverInfoCn: false });
  expect(await listed()).toEqual(all.filter((name) => name !== 'cn'));
});
