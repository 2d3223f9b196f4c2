import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import { type CrmEnvironment, crmEnvironments, crmHostRoles } from './crm-environment.ts';
import { zipOf } from './crm/jobs/testing/jobs-seed.ts';
import { defaultSeed } from './default-seed.ts';
import type { Emulator, EmulatorOptions } from './emulator.ts';
import { dataCenters, findHost, hosts } from './hosts.ts';
import { smallSeed } from './testing/small-seed.ts';
import { type Reply, createVisitor, send } from './testing/visitor.ts';

const emulators: Emulator[] = [];
afterEach(async () => {
  for (const one of emulators.splice(0)) await one.close();
});

/** Org a in eu; org b beside it, in production. */
const seedOf = (environment: CrmEnvironment) =>
  smallSeed({ a: { environment }, b: { dataCenter: 'eu' }, records: [{ id: '1', Name: 'one' }] });

const start = async (
  environment: CrmEnvironment,
  options: EmulatorOptions = {},
): Promise<Emulator> => {
  const emulator = await createEmulator({ seed: seedOf(environment), ...options });
  emulators.push(emulator);
  return emulator;
};

const environments = crmEnvironments.map((one) => [one, crmHostRoles[one]] as const);
const others = [
  ['sandbox', 'sandbox'],
  ['developer', 'developer'],
] as const;
const foreign = crmEnvironments.flatMap((home) =>
  crmEnvironments.filter((one) => one !== home).map((one) => [home, one] as const),
);
const firstOf = ({ json }: Reply, list: string): Record<string, unknown> | undefined =>
  (json?.[list] as Record<string, unknown>[] | undefined)?.[0];

test('every data centre has a host for sandboxes and one for developer editions', () => {
  for (const dataCenter of dataCenters) {
    const suffix = hosts[dataCenter].api.replace('www.', '');
    expect(findHost(`sandbox.${suffix}`)).toEqual({ dataCenter, roles: ['sandbox'] });
    expect(findHost(`developer.${suffix}`)).toEqual({ dataCenter, roles: ['developer'] });
  }
  expect(findHost('sandbox.zohoapis.com.au')?.dataCenter).toBe('au');
  expect(findHost('sandbox.zohocloud.ca')).toBeUndefined();
});

test.each(environments)('%s answers on its own host and says so', async (environment, role) => {
  const emulator = await start(environment);
  const visitor = createVisitor(emulator);

  expect(await visitor.call(role, '/crm/v8/org')).toMatchObject({
    status: 200,
    json: { org: [{ type: environment }] },
  });
  expect(await visitor.call(role, '/crm/v8/Deals_X/1?fields=Name')).toMatchObject({ status: 200 });
  expect(emulator.orgs.a.environment).toBe(environment);
});

test('a Host header that is a sandbox host routes as the prefix does', async () => {
  const emulator = await start('sandbox');
  const authorization = `Zoho-oauthtoken ${await createVisitor(emulator).token()}`;
  const headers = { host: 'sandbox.zohoapis.eu', authorization };
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  request(`${emulator.url}/crm/v8/org`, { headers }, (res) => {
    res.resume();
    resolve(res.statusCode);
  })
    .on('error', reject)
    .end();

  expect(await promise).toBe(200);
});

test.each(foreign)('a token of %s is refused on the host of %s', async (home, away) => {
  const emulator = await start(home);
  const visitor = createVisitor(emulator);
  const write = { method: 'POST', json: { data: [{ Name: 'two' }] } };

  for (const reply of [
    await visitor.call(crmHostRoles[away], '/crm/v8/org'),
    await visitor.call(crmHostRoles[away], '/crm/v8/Deals_X', write),
  ]) {
    expect(reply).toMatchObject({
      status: 401,
      json: { code: 'INVALID_TOKEN', details: {}, status: 'error' },
    });
  }
  expect(emulator.records('a', 'Deals_X')).toHaveLength(1);
});

test.each(['INVALID_TOKEN', 'AUTHENTICATION_FAILURE'] as const)(
  'a token of another environment can be %s',
  async (crmEnvironmentToken) => {
    const emulator = await start('sandbox', { profile: { crmEnvironmentToken } });
    const reply = await createVisitor(emulator).call('api', '/crm/v8/org');
    expect(reply).toMatchObject({ status: 401, json: { code: crmEnvironmentToken } });
  },
);

test.each(others)('without a token the %s host says so in the words of CRM', async (_, role) => {
  const emulator = await start('production');
  const reply = await send(`${emulator.url}/_host/${hosts.eu[role]}/crm/v8/settings/modules`);
  expect(reply).toMatchObject({
    status: 401,
    json: { code: 'AUTHENTICATION_FAILURE', details: {}, message: 'Authentication failed' },
  });
});

test.each(others)('WorkDrive is at no address of the %s host', async (environment, role) => {
  const visitor = createVisitor(await start(environment));
  for (const path of ['/workdrive/api/v1/users/me', '/api/v1/users/me']) {
    const reply = await visitor.call(role, path);
    expect(reply.status).toBe(404);
    expect(reply.json).toEqual({ errors: [{ id: 'F000', title: 'URL_RULE_NOT_CONFIGURED' }] });
  }
});

test.each(environments)('WorkDrive takes a token of %s at its usual hosts', async (environment) => {
  const visitor = createVisitor(await start(environment));
  expect((await visitor.call('api', '/workdrive/api/v1/users/me')).status).toBe(200);
  expect((await visitor.call('workdrive', '/api/v1/users/me')).status).toBe(200);
});

test.each([
  ['own', 'production', 'https://www.zohoapis.eu'],
  ['own', 'sandbox', 'https://sandbox.zohoapis.eu'],
  ['own', 'developer', 'https://developer.zohoapis.eu'],
  ['production', 'production', 'https://www.zohoapis.eu'],
  ['production', 'sandbox', 'https://www.zohoapis.eu'],
  ['production', 'developer', 'https://www.zohoapis.eu'],
] as const)('with api_domain "%s", %s is told %s', async (choice, environment, expected) => {
  const emulator = await start(environment, { profile: { environmentApiDomain: choice } });
  expect((await createVisitor(emulator).mint()).json).toMatchObject({ api_domain: expected });
});

test('a code, the consent of a user and client credentials all give the org’s environment', async () => {
  const emulator = await start('sandbox');
  const visitor = createVisitor(emulator);
  const { clientId: client_id, clientSecret: client_secret } = emulator.orgs.a;
  const exchange = async (wish: Record<string, string>): Promise<Reply> =>
    await visitor.ask('accounts', '/oauth/v2/token', {
      method: 'POST',
      body: new URLSearchParams({ client_id, client_secret, ...wish }),
    });
  const scope = 'ZohoCRM.org.READ';
  const redirect_uri = 'http://127.0.0.1:1/back';
  const consent = { response_type: 'code', client_id, scope, redirect_uri, decision: 'accept' };
  const agreed = await fetch(`${emulator.url}/_host/accounts.zoho.eu/oauth/v2/auth`, {
    method: 'POST',
    body: new URLSearchParams(consent),
    redirect: 'manual',
  });
  const sent = new URL(agreed.headers.get('location') ?? '').searchParams.get('code') ?? '';

  for (const { json } of [
    await exchange({ grant_type: 'authorization_code', code: emulator.mintCode('a', [scope]) }),
    await exchange({ grant_type: 'authorization_code', code: sent, redirect_uri }),
    await exchange({ grant_type: 'client_credentials', scope, soid: 'ZohoCRM.1' }),
  ]) {
    expect(json).toMatchObject({ api_domain: 'https://sandbox.zohoapis.eu' });
    const headers = { authorization: `Zoho-oauthtoken ${String(json?.['access_token'])}` };
    expect((await visitor.ask('sandbox', '/crm/v8/org', { headers })).status).toBe(200);
    expect((await visitor.ask('api', '/crm/v8/org', { headers })).status).toBe(401);
  }
});

test('two orgs of one data centre in different environments do not meet', async () => {
  const emulator = await start('sandbox');
  const sandbox = createVisitor(emulator, 'a');
  const production = createVisitor(emulator, 'b');
  const typeOf = (reply: Reply) => firstOf(reply, 'org')?.['type'];

  expect(typeOf(await sandbox.call('sandbox', '/crm/v8/org'))).toBe('sandbox');
  expect(typeOf(await production.call('api', '/crm/v8/org'))).toBe('production');
  expect((await sandbox.call('api', '/crm/v8/org')).status).toBe(401);
  expect((await production.call('sandbox', '/crm/v8/org')).status).toBe(401);
  expect(emulator.ledger.entries().slice(-2)).toMatchObject([
    { org: undefined, role: 'api', host: 'www.zohoapis.eu', status: 401 },
    { org: undefined, role: 'sandbox', host: 'sandbox.zohoapis.eu', status: 401 },
  ]);
});

test.each(environments)('%s uploads bulk files to the content host', async (environment, role) => {
  const visitor = createVisitor(await start(environment));
  const zgid = String(firstOf(await visitor.call(role, '/crm/v8/org'), 'org')?.['zgid']);
  const body = new FormData();
  body.append('file', new Blob([zipOf('Name\nx\n')]), 'rows.zip');
  const headers = { feature: 'bulk-write', 'x-crm-org': zgid };
  const reply = await visitor.call('content', '/crm/v8/upload', { method: 'POST', body, headers });
  expect(reply).toMatchObject({ status: 200, json: { code: 'FILE_UPLOAD_SUCCESS' } });
});

test('a notification channel of a sandbox names the host of sandboxes', async () => {
  const visitor = createVisitor(await start('sandbox'));
  const channel = { channel_id: '1', events: ['Deals_X.all'], notify_url: 'http://127.0.0.1:9/' };
  const reply = await visitor.call('sandbox', '/crm/v8/actions/watch', {
    method: 'POST',
    json: { watch: [channel] },
  });
  expect(firstOf(reply, 'watch')).toMatchObject({
    details: { events: [{ resource_uri: 'https://sandbox.zohoapis.eu/crm/v2/Deals_X' }] },
  });
});

test('a fault can be aimed at the host of sandboxes alone', async () => {
  const emulator = await start('sandbox');
  const visitor = createVisitor(emulator);
  const effect = { kind: 'status', status: 500 } as const;
  emulator.faults.add({ match: { role: 'sandbox' }, effect });
  expect((await visitor.call('api', '/workdrive/api/v1/users/me')).status).toBe(200);
  expect((await visitor.call('sandbox', '/crm/v8/org')).status).toBe(500);
});

test('a snapshot brings the environment back, also over another seed', async () => {
  const emulator = await start('sandbox');
  const token = await createVisitor(emulator).token();
  const headers = { authorization: `Zoho-oauthtoken ${token}` };
  const taken = emulator.snapshot();
  emulator.reset(seedOf('production'));
  expect(emulator.orgs.a.environment).toBe('production');

  emulator.restore(taken);
  const { ask } = createVisitor(emulator);
  expect(emulator.orgs.a.environment).toBe('sandbox');
  expect(firstOf(await ask('sandbox', '/crm/v8/org', { headers }), 'org')?.['type']).toBe(
    'sandbox',
  );
  expect((await ask('api', '/crm/v8/org', { headers })).status).toBe(401);
});

test('a state on disk holds the environment', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'zoho-emulator-environment-'));
  try {
    const first = await createEmulator({ seed: seedOf('developer'), directory });
    await first.close();
    const second = await start('production', { directory });
    const reply = await createVisitor(second).call('developer', '/crm/v8/org');
    expect(firstOf(reply, 'org')?.['type']).toBe('developer');
    await emulators.pop()?.close();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

test('who says nothing of an environment is in production', async () => {
  const emulator = await createEmulator();
  emulators.push(emulator);
  expect(JSON.stringify(defaultSeed)).not.toContain('environment');
  expect([emulator.orgs.a.environment, emulator.orgs.b.environment]).toEqual([
    'production',
    'production',
  ]);
});
