import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { createLedger } from './ledger.ts';
import { maskQuery } from './mask-secrets.ts';
import { smallSeed } from './testing/small-seed.ts';
import { createVisitor, send } from './testing/visitor.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records: [{ id: '1', Name: 'one' }] }) });
});
afterEach(async () => await emulator.close());

test('every request is noted in its order, with whose it was and what became of it', async () => {
  const visitor = createVisitor(emulator);
  await visitor.call('api', '/crm/v8/Deals_X/1?fields=Name');
  await visitor.call('api', '/crm/v8/Deals_X', { method: 'PUT', json: { data: [{ id: '1' }] } });

  expect(emulator.ledger.entries()).toMatchObject([
    { n: 1, org: 'a', role: 'accounts', method: 'POST', path: '/oauth/v2/token', status: 200 },
    {
      n: 2,
      org: 'a',
      role: 'api',
      host: 'www.zohoapis.eu',
      path: '/crm/v8/Deals_X/1',
      query: 'fields=Name',
      status: 200,
      requestBytes: 0,
      responseBytes: 34,
    },
    { n: 3, method: 'PUT', requestBytes: 21, status: 200 },
  ]);
});

test('no secret stands in the ledger, wherever it travelled', async () => {
  const { clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const visitor = createVisitor(emulator);
  const secrets = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret,
  });
  const reply = await visitor.ask('accounts', `/oauth/v2/token?${secrets.toString()}`, {
    method: 'POST',
  });
  const token = String(reply.json?.['access_token']);
  await visitor.ask('accounts', `/oauth/v2/token/revoke?token=${token}`, { method: 'POST' });
  await visitor.ask('api', `/crm/v8/${token}?%74oken=plain-secret&x=${token}`);

  const written = JSON.stringify(emulator.ledger.entries());

  for (const secret of [clientSecret, refreshToken, token, 'plain-secret']) {
    expect(written).not.toContain(secret);
  }
  expect(written).toContain('grant_type=refresh_token');
});

test.each([
  ['fields=Name&page_token=abc', 'fields=Name&page_token=abc'],
  ['code=1&state=x', 'code=***&state=x'],
  ['refresh%5Ftoken=1', 'refresh%5Ftoken=***'],
  ['client_secret', 'client_secret'],
  ['%E0%A4%A=1&access_token=2', '%E0%A4%A=1&access_token=***'],
])('the query %s is noted as %s', (query, noted) => {
  expect(maskQuery(query)).toBe(noted);
});

test('a request to no host of Zoho is noted without a role', async () => {
  await send(`${emulator.url}/somewhere`);
  expect(emulator.ledger.entries()).toMatchObject([{ role: undefined, status: 404 }]);
});

test('entries are copies, and clear begins anew', async () => {
  await send(`${emulator.url}/somewhere`);
  emulator.ledger.entries().pop();
  expect(emulator.ledger.entries()).toHaveLength(1);
  emulator.ledger.clear();
  expect(emulator.ledger.entries()).toEqual([]);
});

test('an entry tells client, program, endpoint, scopes and times', async () => {
  const visitor = createVisitor(emulator);
  await visitor.call('api', '/crm/v8/Deals_X/1?fields=Name', {
    headers: { 'user-agent': `mover/1.0 (1000.${'a'.repeat(32)})` },
  });
  await expect.poll(() => emulator.ledger.entries().at(-1)?.endedAt).toBeDefined();
  expect(emulator.ledger.entries().at(-1)).toMatchObject({
    clientId: emulator.orgs.a.clientId,
    userAgent: 'mover/1.0 (***)',
    operation: expect.stringMatching(/^GET \/crm\/v8\/\{module\}\/\{\w+\}$/),
    scopes: ['ZohoCRM.modules.deals_x.READ'],
    contentType: expect.stringContaining('application/json'),
    durationMs: expect.any(Number),
    endedAt: expect.any(Number),
  });
});

test('entries are asked for in part', async () => {
  const [a, b] = [createVisitor(emulator), createVisitor(emulator, 'b')];
  await a.mint();
  await b.mint();
  await a.call('api', '/crm/v8/org');
  const { ledger } = emulator;
  const numbers = (filter: Parameters<typeof ledger.entries>[0]) =>
    ledger.entries(filter).map(({ n }) => n);
  expect(numbers({ org: 'b' })).toEqual([2]);
  expect(numbers({ role: 'api', method: 'get', status: 200 })).toEqual([4]);
  expect(numbers({ path: '/oauth' })).toEqual([1, 2, 3]);
  expect(numbers({ path: /org$/ })).toEqual([4]);
  expect(numbers({ since: 1, limit: 2 })).toEqual([3, 4]);
});

describe('what tests ask of it', () => {
  test('scopes and credits are told per org', async () => {
    const [a, b] = [createVisitor(emulator), createVisitor(emulator, 'b')];
    await a.call('api', '/crm/v8/Deals_X/1?fields=Name');
    await a.call('api', '/crm/v8/org');
    await b.call('api', '/workdrive/api/v1/users/me');
    expect(emulator.ledger.scopesUsed('a')).toEqual([
      'ZohoCRM.modules.deals_x.READ',
      expect.stringMatching(/^ZohoCRM\.org\./),
    ]);
    expect(emulator.ledger.scopesUsed('b')).toEqual([expect.stringMatching(/^WorkDrive\.users\./)]);
    expect(emulator.ledger.scopesUsed()).toHaveLength(3);
    expect(emulator.ledger.creditsUsed('a')).toBe(2);
    expect(emulator.ledger.creditsUsed('b')).toBe(0);
  });

  test('calls between two moments are those from the first to before the second', async () => {
    const visitor = createVisitor(emulator);
    await visitor.mint();
    emulator.clock.advance(60_000);
    const from = emulator.clock.now();
    await visitor.mint();
    emulator.clock.advance(60_000);
    const to = emulator.clock.now();
    await visitor.mint();
    expect(emulator.ledger.callsBetween(from, to)).toMatchObject([{ n: 2 }]);
  });

  test('an early retry is shown as a row of a table; a patient client passes', async () => {
    const visitor = createVisitor(emulator);
    const path = '/workdrive/api/v1/users/me';
    for (let n = 0; n < 8; n += 1) await visitor.call('api', path);
    expect(() => emulator.ledger.expectNoEarlyRetry()).not.toThrow();
    emulator.clock.advance(5_000);
    await visitor.call('api', path);
    expect(() => emulator.ledger.expectNoEarlyRetry()).toThrow(
      /Sent during a penalty: 1\nn +at +org +status .*\n\d+ .* a +429 +GET +\/workdrive.* early$/,
    );
  });
});

describe('the early-retry police', () => {
  const me = '/workdrive/api/v1/users/me';
  const early = () => emulator.ledger.entries().filter((entry) => entry.early).length;
  const asking = (token: string) => {
    const headers = { authorization: `Zoho-oauthtoken ${token}` };
    return {
      port: async () => await fetch(`${emulator.url}/_host/www.zohoapis.eu${me}`, { headers }),
      process: async () => await emulator.fetch(`https://www.zohoapis.eu${me}`, { headers }),
    };
  };

  test.each(['port', 'process'] as const)(
    'what was on its way when the clock was advanced is no retry: by the %s',
    async (door) => {
      const ask = asking(await createVisitor(emulator).token())[door];
      const asked = Array.from({ length: 30 }, async () => {
        const { status } = await ask();
        emulator.clock.advance(status === 429 ? 2000 : 0);
        return status;
      });
      expect((await Promise.all(asked)).filter((status) => status === 429).length).toBeGreaterThan(
        20,
      );
      expect(early()).toBe(0);
      await ask();
      expect(early()).toBe(1);
    },
  );

  test('who never received the refusal cannot have known of it', async () => {
    const visitor = createVisitor(emulator);
    for (let n = 0; n < 6; n += 1) expect((await visitor.call('api', me)).status).toBe(200);
    emulator.faults.add({ effect: { kind: 'answer-lost' } });
    await expect(visitor.call('api', me)).rejects.toThrow('fetch failed');
    emulator.clock.advance(5000);
    expect((await visitor.call('api', me)).headers.get('retry-after')).toBe('114');
    expect(early()).toBe(0);
    emulator.clock.advance(5000);
    expect((await visitor.call('api', me)).headers.get('retry-after')).toBe('228');
    expect(early()).toBe(1);
  });
});

describe('a ledger that is full', () => {
  const known = { host: 'h', method: 'GET', path: '/', query: '', role: undefined, userAgent: '' };

  test('it drops the oldest, counts them, and keeps the numbers of the others', () => {
    const ledger = createLedger({ now: () => 0, cap: 10 });
    for (let n = 0; n < 1000; n += 1) ledger.open(known);
    expect(ledger.entries().map(({ n }) => n)).toEqual([
      991, 992, 993, 994, 995, 996, 997, 998, 999, 1000,
    ]);
    expect(ledger.dropped).toBe(990);
    ledger.clear();
    expect(ledger.dropped).toBe(0);
  });

  test('by default it holds 100,000', () => {
    const ledger = createLedger({ now: () => 0 });
    for (let n = 0; n < 120_000; n += 1) ledger.open(known);
    expect(ledger.entries()).toHaveLength(100_000);
  });
});
