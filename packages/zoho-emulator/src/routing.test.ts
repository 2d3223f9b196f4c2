import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { dataCenters, findHost, hosts } from './hosts.ts';
import { smallSeed } from './testing/small-seed.ts';
import { type Visitor, createVisitor, send } from './testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed() });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

test('every host of the nine data centres is found with its roles', () => {
  for (const dataCenter of dataCenters) {
    for (const [role, name] of Object.entries(hosts[dataCenter])) {
      expect(findHost(name)).toMatchObject({ dataCenter });
      expect(findHost(name)?.roles).toContain(role);
    }
  }
  expect(findHost('files.zoho.sa')?.roles).toEqual(['upload', 'download', 'content']);
  expect(findHost('WWW.ZOHOAPIS.CA:443')?.dataCenter).toBe('ca');
});

test.each(['www.zohoapis.uk', 'accounts.zoho.ca', 'localhost', 'evil.example'])(
  '%s is no host of Zoho here',
  async (host) => {
    const reply = await send(`${emulator.url}/_host/${host}/crm/v8/org`);
    expect(reply.status).toBe(404);
    expect(reply.text).toContain(host);
  },
);

test('a Host header that is a Zoho host routes as the prefix does', async () => {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const headers = {
    host: 'www.zohoapis.eu',
    authorization: `Zoho-oauthtoken ${await visitor.token()}`,
  };
  request(`${emulator.url}/crm/v8/org`, { headers }, (res) => {
    res.resume();
    resolve(res.statusCode);
  })
    .on('error', reject)
    .end();

  expect(await promise).toBe(200);
});

test('a WorkDrive path on the upload host is no known URL', async () => {
  const reply = await visitor.call('upload', '/workdrive/api/v1/users/me');
  expect(reply.status).toBe(404);
  expect(reply.json).toEqual({ errors: [{ id: 'F000', title: 'URL_RULE_NOT_CONFIGURED' }] });
});

test('a CRM path on the web host is refused in the words of CRM', async () => {
  const reply = await visitor.call('workdrive', '/crm/v8/org');
  expect(reply).toMatchObject({ status: 404, json: { code: 'INVALID_URL_PATTERN' } });
});

test('a known path with another method is refused by each product in its own words', async () => {
  expect(await visitor.call('api', '/crm/v8/org', { method: 'PATCH' })).toMatchObject({
    status: 400,
    json: { code: 'INVALID_REQUEST_METHOD' },
  });
  const workdrive = await visitor.call('api', '/workdrive/api/v1/users/me', { method: 'DELETE' });
  expect(workdrive.status).toBe(405);
});

test('a token is worth nothing at the host of another data centre', async () => {
  const elsewhere = { authorization: `Zoho-oauthtoken ${await visitor.token()}` };
  const us = createVisitor(emulator, 'b');

  const crm = await us.ask('api', '/crm/v8/org', { headers: elsewhere });
  const drive = await us.ask('api', '/workdrive/api/v1/users/me', { headers: elsewhere });

  expect(crm).toMatchObject({ status: 401, json: { code: 'AUTHENTICATION_FAILURE' } });
  expect(drive).toMatchObject({ status: 401, json: { errors: [{ id: 'F7003' }] } });
});

test('a client is unknown at the accounts host of another data centre', async () => {
  const { clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const us = createVisitor(emulator, 'b');
  const reply = await us.ask('accounts', '/oauth/v2/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  expect(reply).toMatchObject({ status: 200, json: { error: 'invalid_client' } });
});

test('without a token each product says so in its own way', async () => {
  const crm = await visitor.ask('api', '/crm/v8/no/such/path');
  const drive = await visitor.ask('api', '/workdrive/api/v1/users/me');
  expect(crm).toMatchObject({ status: 401, json: { code: 'AUTHENTICATION_FAILURE' } });
  expect(drive).toMatchObject({ status: 401, json: { errors: [{ id: 'U001' }] } });
});

test('a Bearer token is good for WorkDrive and not for CRM', async () => {
  const headers = { authorization: `Bearer ${await visitor.token()}` };
  expect((await visitor.ask('api', '/workdrive/api/v1/users/me', { headers })).status).toBe(200);
  expect((await visitor.ask('api', '/crm/v8/org', { headers })).status).toBe(401);
});

test('every answer is dated by the clock of the emulator', async () => {
  emulator.clock.advance(10 * 24 * 3_600_000);
  const reply = await visitor.ask('accounts', '/oauth/serverinfo');
  const dated = Date.parse(reply.headers.get('date') ?? '');
  expect(Math.abs(dated - emulator.clock.now())).toBeLessThan(5_000);
});
