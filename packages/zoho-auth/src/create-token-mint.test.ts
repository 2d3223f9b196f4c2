import { chainClassifiers, createMemoryStore } from '@zohokit/zoho-http';
import { createFakeFetch, createVirtualClock, type FakeAnswer } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import type { ConnectionEvent } from './connection-event.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { createConnection } from './create-connection.ts';

const url = 'https://www.zohoapis.eu/crm/v8/org';
const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
const untrusted = Object.assign(new Error('no'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
const html = { 'content-type': 'text/html' };

/** A token that differs from all before. */
function minting(life = 3600): FakeAnswer {
  let n = 0;
  return () => {
    n += 1;
    return { status: 200, json: { access_token: `token-${n}`, expires_in: life } };
  };
}

function setup(
  token: FakeAnswer[],
  product: FakeAnswer[] = [{ status: 204 }],
  changes: Partial<ConnectionOptions> = {},
) {
  const clock = changes.clock ?? createVirtualClock();
  const events: ConnectionEvent[] = [];
  const asked: number[] = [];
  const accounts = createFakeFetch(...token);
  const products = createFakeFetch(...product);
  const connection = createConnection({
    name: 'org A',
    dataCenter: 'eu',
    clientId: '1000.CLIENT',
    clientSecret: 'the-secret',
    refreshToken: '1000.refresh',
    fetch: (to, init) => {
      if (!to.includes('/oauth/')) return products.fetch(to, init);
      asked.push(clock.now());
      return accounts.fetch(to, init);
    },
    onEvent: (event) => events.push(event),
    policy: { random: () => 1, baseMs: 1, capMs: 2 },
    ...changes,
    clock,
  });
  const http = connection.createHttp({ classify: chainClassifiers() });
  return { clock, events, asked, products, ask: () => http.json({ url }) };
}

test.each<[string, FakeAnswer]>([
  ['general_error', { status: 200, json: { error: 'general_error' } }],
  ['a bare 503', { status: 503 }],
  ['a maintenance page with 404', { status: 404, headers: html, text: '<html>' }],
  ['an empty 403 of a firewall', { status: 403 }],
  ['no connection', refused],
])('a mint is tried again slowly after %s, then left alone for a minute', async (_what, answer) => {
  const { ask, asked } = setup([answer]);
  await expect(ask()).rejects.toMatchObject({
    kind: 'rate-limit',
    retry: { kind: 'wait', ms: 60_000 },
    message: expect.stringContaining('no access token before 60 s') as string,
    rule: expect.stringMatching(/^(?:grant-.+|unreachable)$/) as string,
    cause: { kind: 'unavailable' },
  });
  expect(asked).toEqual([0, 5000, 15_000]);
  await expect(ask()).rejects.toMatchObject({ kind: 'rate-limit' });
  expect(asked.slice(3)).toEqual([75_000, 80_000, 90_000]);
});

test('requests that wait for one mint are refused by its one failure', async () => {
  const { ask, asked } = setup([{ status: 503 }]);
  const results = await Promise.allSettled(Array.from({ length: 20 }, ask));
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(asked).toHaveLength(3);
});

test('an accounts server that comes back is used after the minute', async () => {
  const down = { status: 503 };
  const { ask, asked } = setup([down, down, down, minting()]);
  await expect(ask()).rejects.toMatchObject({ kind: 'rate-limit' });
  expect(await ask()).toMatchObject({ status: 204 });
  expect(asked.at(-1)).toBe(75_000);
});

test('an outage of accounts is told, and the next process respects it', async () => {
  const store = createMemoryStore();
  const first = setup([{ status: 503 }], undefined, { store });
  await expect(first.ask()).rejects.toMatchObject({ kind: 'rate-limit' });
  expect(first.events.at(-1)).toMatchObject({ type: 'penalty-start', waitMs: 60_000 });
  const second = setup([minting()], undefined, { store, clock: first.clock });
  await second.ask();
  expect(second.asked).toEqual([75_000]);
});

test.each([
  ['is waited for', '40', [0, 40_000, 80_000], 60_000],
  ['is not sat out when it is long, and is passed on', '1200', [0], 1_200_000],
])('a Retry-After of an outage %s', async (_what, header, times, ms) => {
  const { ask, asked } = setup([{ status: 503, headers: { 'retry-after': header } }]);
  await expect(ask()).rejects.toMatchObject({ kind: 'rate-limit', retry: { kind: 'wait', ms } });
  expect(asked).toEqual(times);
});

test('a certificate that is not trusted is no outage that passes', async () => {
  const { ask, asked } = setup([untrusted]);
  await expect(ask()).rejects.toMatchObject({ kind: 'unavailable', retry: { kind: 'never' } });
  expect(asked).toHaveLength(1);
});

const expired = { status: 401, json: { code: 'INVALID_TOKEN' } };

test('a refused token is not sent again while accounts is down', async () => {
  const down = { status: 503 };
  const { ask, products } = setup([minting(), down], [expired]);
  await expect(ask()).rejects.toMatchObject({ kind: 'rate-limit' });
  await expect(ask()).rejects.toMatchObject({ kind: 'rate-limit' });
  expect(products.requests).toHaveLength(1);
});

test.each<[string, FakeAnswer]>([
  ['tokens that are all refused', minting()],
  ['the refused token again', { status: 200, json: { access_token: 'same' } }],
])('no request costs more than two mints: %s', async (_what, answer) => {
  const { ask, asked } = setup([answer], [expired]);
  await expect(ask()).rejects.toMatchObject({ kind: 'authorization' });
  expect(asked).toHaveLength(2);
});

test.each<[string, number, object[]]>([
  [
    'of more than 10 s is told',
    300_000,
    [{ type: 'mint-wait', connection: 'org A', until: 600_000, waitMs: 300_000 }],
  ],
  ['of up to 10 s is not worth it', 590_000, []],
])('a wait for the share of ten mints %s', async (_what, at, told) => {
  const clock = createVirtualClock();
  const { ask, events, asked } = setup([minting()], [expired], { clock });
  // Two mints for the first request, and one for each that follows.
  for (let n = 0; n < 9; n += 1) await expect(ask()).rejects.toThrow('refuses');
  clock.advance(at);
  await expect(ask()).rejects.toThrow('refuses');
  expect(asked).toEqual([...Array.from({ length: 10 }, () => 0), 600_000]);
  expect(events.filter(({ type }) => type === 'mint-wait')).toEqual(told);
});

test('tokens too short for their margin are used as they come, and not minted for ever', async () => {
  const { ask, asked } = setup([minting(60)]);
  expect(await ask()).toMatchObject({ status: 204 });
  expect(asked).toHaveLength(2);
});

test('what an answer says of the scope is told without secrets', async () => {
  const json = { access_token: 'token-1', expires_in: 3600, scope: 'A.READ 1000.refresh' };
  const { ask, events } = setup([{ status: 200, json }]);
  await ask();
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'token-mint', scope: 'A.READ ***' }),
  );
});
