import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { benignProfile, worstProfile } from './profiles.ts';
import { smallSeed } from './testing/small-seed.ts';
import { type AskOptions, type Reply, createVisitor, send } from './testing/visitor.ts';
import { version } from './version.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records: [{ id: '1', Name: 'one' }] }) });
});
afterEach(async () => await emulator.close());

const control = async (path: string, options?: AskOptions): Promise<Reply> =>
  await send(`${emulator.url}/_emulator${path}`, options);
const post = async (path: string, json?: unknown): Promise<Reply> =>
  await control(path, { method: 'POST', json });

test('it says what it is and what time it has', async () => {
  const { json } = await control('');
  expect(json).toMatchObject({ name: 'zoho-emulator', version, clock: 'virtual', pace: null });
  expect(Math.abs(Number(json?.['now']) - emulator.clock.now())).toBeLessThan(1000);
});

test('the clock is advanced', async () => {
  const before = emulator.clock.now();
  const { json } = await post('/clock/advance', { ms: 3_600_000 });
  expect(Number(json?.['now']) - before).toBeGreaterThanOrEqual(3_600_000);
});

test.each([{ ms: -1 }, { ms: '5' }, {}, undefined])('advancing by %j is refused', async (body) => {
  expect((await post('/clock/advance', body)).status).toBe(400);
});

test('a fault is added, counted and cleared', async () => {
  const added = await post('/faults', {
    match: { method: 'GET', path: '/org' },
    effect: { kind: 'status', status: 418 },
  });
  expect(added.json).toEqual({ id: 1, fired: 0 });

  expect((await createVisitor(emulator).call('api', '/crm/v8/org')).status).toBe(418);
  expect((await control('/faults')).json).toEqual({ faults: [{ id: 1, fired: 1 }] });

  await control('/faults', { method: 'DELETE' });
  expect((await control('/faults')).json).toEqual({ faults: [] });
});

test.each([
  [{ effect: { kind: 'explode' } }, 'effect.kind'],
  [{ effect: { kind: 'cut-body' } }, 'effect.afterBytes'],
  [{ effect: { kind: 'reset' }, match: { nht: 2 } }, 'match.nht'],
  [undefined, 'body'],
])('a fault at fault is refused by its path (%#)', async (fault, path) => {
  const reply = await post('/faults', fault);
  expect(reply.status).toBe(400);
  expect(reply.text).toContain(path);
});

test('records and files are told', async () => {
  expect((await control('/records?org=a&module=Deals_X')).json).toMatchObject({
    records: [{ id: '1', Name: 'one' }],
  });
  expect((await control('/files')).json).toEqual({ files: [] });
});

test.each([
  '/records?org=c&module=Deals_X',
  '/records?org=a',
  '/records?org=a&module=Nope',
  '/files?org=c',
])('%s is refused', async (path) => {
  expect((await control(path)).status).toBe(400);
});

test('the ledger tells what Zoho was asked, not what the control API was', async () => {
  await createVisitor(emulator).mint();
  await control('');
  expect((await control('/ledger')).json).toMatchObject({
    entries: [{ n: 1, path: '/oauth/v2/token' }],
  });
});

test('a reset starts over, with another seed if one is given', async () => {
  emulator.updateRecord('a', 'Deals_X', '1', { Name: 'changed' });
  await post('/reset');
  expect(emulator.records('a', 'Deals_X')).toMatchObject([{ Name: 'one' }]);

  await post('/reset', { seed: smallSeed({ records: [{ Name: 'other' }] }) });
  expect(emulator.records('a', 'Deals_X')).toMatchObject([{ Name: 'other' }]);
});

test('a reset with a seed at fault changes nothing', async () => {
  const reply = await post('/reset', { seed: { orgs: {} } });
  expect(reply.status).toBe(400);
  expect(reply.text).toContain('orgs.a');
  expect(emulator.records('a', 'Deals_X')).toHaveLength(1);
});

test('an unknown path lists the known ones', async () => {
  const reply = await control('/nothing');
  expect(reply.status).toBe(404);
  expect(reply.text).toContain('POST /_emulator/faults');
});

test('the clock is set forward, never back', async () => {
  const to = Math.ceil(emulator.clock.now()) + 3_600_000;
  expect((await post('/clock/set', { now: to })).status).toBe(200);
  expect(emulator.clock.now()).toBeGreaterThanOrEqual(to);
  const back = await post('/clock/set', { now: to - 1000 });
  expect(back).toMatchObject({ status: 400 });
  expect(back.text).toContain('only goes forward');
});

test('the profile is read, replaced and changed in parts', async () => {
  await control('/profile', { method: 'PUT', json: 'worst' });
  expect(emulator.profile).toEqual(worstProfile);
  await control('/profile', { method: 'PUT', json: { sizeLagReads: 2 } });
  await control('/profile', { method: 'PATCH', json: { clockSkewMs: -5 } });
  const changed = { ...benignProfile, sizeLagReads: 2, clockSkewMs: -5 };
  expect((await control('/profile')).json).toEqual(changed);
});

test.each([
  ['PUT', 'sunny'],
  ['PUT', { sunny: true }],
  ['PATCH', { sizeLagReads: -1 }],
  ['PATCH', 'worst'],
])('%s of the profile %j is refused, and nothing has changed', async (method, json) => {
  expect((await control('/profile', { method, json })).status).toBe(400);
  expect(emulator.profile).toEqual(benignProfile);
});

test('the whole weather is replaced by a script, or not at all', async () => {
  emulator.faults.add({ effect: { kind: 'reset' }, match: { path: /^\/x/ } });
  const script = [
    { effect: { kind: 'hang' } },
    { match: { every: 3, probability: 0.5, seed: 's' }, effect: { kind: 'duplicate' } },
  ];
  const wrong = await control('/weather', { method: 'PUT', json: [...script, { effect: {} }] });
  expect(wrong.status).toBe(400);
  expect((await control('/weather')).json).toMatchObject({
    faults: [{ match: { path: '/^\\/x/' }, effect: { kind: 'reset' }, fired: 0 }],
  });
  await control('/weather', { method: 'PUT', json: script });
  expect((await control('/weather')).json).toMatchObject({ faults: script });
});

test('one fault is removed by its id', async () => {
  await post('/faults', { effect: { kind: 'hang' } });
  await post('/faults', { effect: { kind: 'reset' } });
  expect((await control('/faults?id=1', { method: 'DELETE' })).status).toBe(200);
  expect((await control('/faults')).json).toEqual({ faults: [{ id: 2, fired: 0 }] });
  expect((await control('/faults?id=1', { method: 'DELETE' })).status).toBe(400);
});

test('penalties are told while they last', async () => {
  const visitor = createVisitor(emulator);
  const listing = `/workdrive/api/v1/files/${emulator.orgs.a.ids['team-folder']}/files`;
  for (let n = 0; n < 12; n += 1) await visitor.call('api', listing);
  const penalties = async () => (await control('/penalties')).json?.['penalties'];
  expect(await penalties()).toMatchObject([
    { name: expect.stringContaining(emulator.orgs.a.userId), until: expect.any(Number) },
  ]);
  emulator.clock.advance(3_600_000);
  expect(await penalties()).toEqual([]);
});

test('tokens expire and are revoked for one org', async () => {
  const visitor = createVisitor(emulator);
  await visitor.token();
  await post('/tokens/expire', { org: 'a' });
  expect((await visitor.call('api', '/crm/v8/org')).status).toBe(401);
  expect((await visitor.mint()).json).toHaveProperty('access_token');
  await post('/tokens/revoke', { org: 'a' });
  expect((await visitor.mint()).json).toHaveProperty('error');
  expect((await createVisitor(emulator, 'b').mint()).json).toHaveProperty('access_token');
  expect((await post('/tokens/revoke', { org: 'c' })).status).toBe(400);
});

test('the Self Client of an org is shown, and makes codes for scopes as they are pasted', async () => {
  const { clientId, clientSecret } = emulator.orgs.a;
  const client = { clientId, clientSecret };
  expect((await control('/self-client?org=a')).json).toEqual(client);
  const body = { org: 'a', scopes: 'ZohoCRM.modules.ALL,\n WorkDrive.files.ALL', minutes: 10 };
  const { json } = await post('/codes', body);
  expect(json).toEqual({ code: expect.stringMatching(/^1000\./) as string, minutes: 10 });
  // Good for ten minutes, not for the usual three.
  emulator.clock.advance(500_000);
  const answer = await fetch(`${emulator.url}/_host/accounts.zoho.eu/oauth/v2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      client_secret: clientSecret,
      code: String(json?.['code']),
    }),
  });
  expect(await answer.json()).toMatchObject({
    scope: 'ZohoCRM.modules.ALL WorkDrive.files.ALL',
    refresh_token: expect.any(String) as string,
  });
});

test.each([
  [{ org: 'c', scopes: ['a.b.c'] }, 'org'],
  [{ org: 'a' }, 'scopes'],
  [{ org: 'a', scopes: ' , ' }, 'scopes'],
  [{ org: 'a', scopes: ['ZohoCRM.modules.ALL'], minutes: 11 }, 'minutes'],
])('a code is refused for %j', async (body, at) => {
  expect(await post('/codes', body)).toMatchObject({
    status: 400,
    json: { error: expect.stringContaining(at) as string },
  });
});

test('the ledger is asked in part, exported and emptied', async () => {
  const visitors = [createVisitor(emulator), createVisitor(emulator, 'b')] as const;
  for (const visitor of [...visitors, ...visitors]) await visitor.mint();
  const entries = async (query: string) => (await control(`/ledger${query}`)).json?.['entries'];
  expect(await entries('?org=b')).toMatchObject([{ n: 2 }, { n: 4 }]);
  expect(await entries('?since=1&limit=2')).toMatchObject([{ n: 3 }, { n: 4 }]);
  expect((await control('/ledger?limit=many')).status).toBe(400);
  expect((await control('/ledger.har')).json).toMatchObject({ log: { version: '1.2' } });
  await control('/ledger', { method: 'DELETE' });
  expect(await entries('')).toEqual([]);
});

describe('pages of other origins', () => {
  /** `fetch` does not let anyone set a Host. */
  const ask = async (headers: Record<string, string>, call = 'POST /reset'): Promise<number> =>
    await new Promise((resolve, reject) => {
      const [method, path] = call.split(' ');
      request(`${emulator.url}/_emulator${path}`, { method, headers }, (res) => {
        res.resume();
        resolve(res.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  test.each([
    ['a name that was pointed at this machine', { host: 'evil.example:4600' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['no origin, as a sandboxed frame has', { origin: 'null' }],
    ['another site, as browsers say', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site, as browsers say', { 'sec-fetch-site': 'same-site' }],
  ])('%s is refused', async (_, headers) => {
    emulator.updateRecord('a', 'Deals_X', '1', { Name: 'changed' });
    expect(await ask(headers)).toBe(403);
    expect(emulator.records('a', 'Deals_X')).toMatchObject([{ Name: 'changed' }]);
  });

  test('programs, and the page of this origin, are served', async () => {
    expect(await ask({})).toBe(200);
    const own = { origin: emulator.url, 'sec-fetch-site': 'same-origin' };
    expect(await ask(own)).toBe(200);
    expect(await ask({ host: `localhost:${new URL(emulator.url).port}` })).toBe(200);
  });

  test('a link that a person follows may be read', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(await ask(headers, 'GET /ledger')).toBe(200);
    expect(await ask(headers)).toBe(403);
    expect(await ask({ 'sec-fetch-site': 'cross-site' }, 'GET /ledger')).toBe(403);
  });
});
