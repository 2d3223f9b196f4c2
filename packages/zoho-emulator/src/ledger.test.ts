import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { maskQuery } from './ledger.ts';
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
