import { inspect } from 'node:util';
import {
  chainClassifiers,
  createClassifier,
  createMemoryStore,
  errorOf,
  ZohoError,
} from '@zohokit/zoho-http';
import { createFakeFetch, createVirtualClock, type FakeAnswer } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import type { ConnectionEvent } from './connection-event.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { createConnection } from './create-connection.ts';
import { createGateRegistry } from './gate-registry.ts';

const hex = '0123456789abcdef0123456789abcdef';
const credentials = {
  clientId: '1000.CLIENT',
  clientSecret: 'canary-client-secret',
  refreshToken: `1000.${hex}.${hex}`,
};
const api = 'https://www.zohoapis.eu';
const minted = {
  status: 200,
  json: {
    access_token: 'canary-access-token',
    scope: 'WorkDrive.files.ALL ZohoFiles.files.ALL',
    api_domain: api,
    token_type: 'Bearer',
    expires_in: 3600,
  },
};

interface Network {
  token?: FakeAnswer[];
  product?: FakeAnswer[];
}

function setup(
  { token = [minted], product = [{ status: 204 }] }: Network,
  options: Partial<ConnectionOptions> = {},
) {
  const clock = createVirtualClock();
  const events: ConnectionEvent[] = [];
  const accounts = createFakeFetch(...token);
  const products = createFakeFetch(...product);
  const store = createMemoryStore();
  const connection = createConnection({
    name: 'org A',
    dataCenter: 'eu',
    ...credentials,
    fetch: (url, init) => (url.includes('/oauth/') ? accounts.fetch : products.fetch)(url, init),
    clock,
    store,
    onEvent: (event) => events.push(event),
    policy: { random: () => 1 },
    ...options,
  });
  const http = connection.createHttp({ classify: chainClassifiers() });
  const ask = () => http.json({ url: `${api}/crm/v8/org`, scopes: ['ZohoCRM.org.READ'] });
  return { connection, http, ask, clock, events, accounts, products, store };
}

test('a request carries a minted access token', async () => {
  const { ask, accounts, products, events } = setup({});
  await Promise.all([ask(), ask()]);
  expect(accounts.requests).toHaveLength(1);
  expect(accounts.requests[0]).toMatchObject({
    url: 'https://accounts.zoho.eu/oauth/v2/token',
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' },
    body: `grant_type=refresh_token&client_id=1000.CLIENT&client_secret=canary-client-secret&refresh_token=${credentials.refreshToken}`,
  });
  expect(accounts.requests[0]?.headers['authorization']).toBeUndefined();
  expect(products.requests[1]?.headers['authorization']).toBe(
    'Zoho-oauthtoken canary-access-token',
  );
  expect(events.filter(({ type }) => !type.startsWith('request'))).toEqual([
    {
      type: 'token-mint',
      connection: 'org A',
      expiresAt: 3_600_000,
      scope: 'WorkDrive.files.ALL ZohoFiles.files.ALL',
    },
  ]);
});

test.each([
  ['seconds', { expires_in: 1800 }, 1_800_000],
  ['seconds as text', { expires_in: '1800' }, 1_800_000],
  [
    'legacy milliseconds beside seconds',
    { expires_in: 3_600_000, expires_in_sec: 3600 },
    3_600_000,
  ],
  ['legacy milliseconds alone', { expires_in: 3_000_000 }, 3_000_000],
  ['a day, which is not believed', { expires_in: 86_400 }, 3_600_000],
  ['nothing', {}, 3_600_000],
])('the life of a token is read from %s', async (_what, life, expiresAt) => {
  const json = { access_token: 'a-token', ...life };
  const { ask, connection, store } = setup({ token: [{ status: 200, json }] });
  await ask();
  expect(await store.get(`token/${connection.userKey}`)).toEqual({ value: 'a-token', expiresAt });
});

test.each([
  ['invalid_code', 'the refresh token is wrong, revoked, or of another data centre'],
  ['invalid_client', 'the client id is unknown'],
  ['INVALID_CLIENT_SECRET', 'the client secret is wrong'],
  ['access_denied', 'access was denied'],
])(
  '%s with status 200 is an authorization error that names the connection',
  async (error, hint) => {
    const { ask, accounts } = setup({ token: [{ status: 200, json: { error } }] });
    await expect(ask()).rejects.toMatchObject({
      kind: 'authorization',
      message: expect.stringContaining('credentials of org A'),
      hint: expect.stringMatching(new RegExp(`org A.*eu.*${hint}`)),
      retry: { kind: 'never' },
    });
    expect(accounts.requests).toHaveLength(1);
  },
);

const throttled = {
  status: 400,
  json: { error: 'Access Denied', error_description: 'too many requests', status: 'failure' },
};

test.each([
  ['400', throttled],
  ['200', { ...throttled, status: 200 }],
  ['400 in Chinese', { status: 400, json: { error: '拒绝访问' } }],
])('a throttled mint with %s waits a minute, then goes on', async (_what, answer) => {
  const { ask, clock, events } = setup({ token: [answer, minted] });
  await ask();
  expect(clock.now()).toBe(60_000);
  expect(events.find(({ type }) => type === 'penalty-start')).toMatchObject({
    connection: 'org A',
    waitMs: 60_000,
  });
});

test('a mint that stays throttled is met with growing patience, and then ends', async () => {
  const { ask, clock, accounts } = setup({ token: [throttled] });
  await expect(ask()).rejects.toMatchObject({
    kind: 'rate-limit',
    retry: { kind: 'wait', ms: 300_000 },
  });
  expect([accounts.requests.length, clock.now()]).toEqual([3, 180_000]);
});

test('the next process respects a throttled mint', async () => {
  const store = createMemoryStore();
  const first = setup({ token: [throttled] }, { store });
  await expect(first.ask()).rejects.toMatchObject({ kind: 'rate-limit' });
  const second = setup({}, { store, clock: first.clock });
  await second.ask();
  expect(first.clock.now()).toBe(480_000);
});

test.each<[string, object]>([
  ['no token', { api_domain: api }],
  ['an unknown error', { error: 'new_error' }],
  ['a token that would break a header', { access_token: 'a\r\nb: c' }],
])('an answer with %s is unexpected, and shows no values', async (_what, json) => {
  const { ask } = setup({ token: [{ status: 200, json }] });
  await expect(ask()).rejects.toMatchObject({
    kind: 'unexpected-response',
    message: 'Unexpected token (org A) answer of Zoho at: access_token',
  });
});

test('a token of another data centre is refused, and no request goes out', async () => {
  const json = { ...minted.json, api_domain: 'https://www.zohoapis.com' };
  const { ask, products } = setup({ token: [{ status: 200, json }] });
  await expect(ask()).rejects.toMatchObject({
    kind: 'authorization',
    hint: expect.stringContaining('www.zohoapis.com'),
  });
  expect(products.requests).toEqual([]);
});

const expired = { status: 401, json: { code: 'INVALID_TOKEN' } };

test('an expired token is replaced once', async () => {
  const second = { status: 200, json: { ...minted.json, access_token: 'second-token' } };
  const { ask, products } = setup({ token: [minted, second], product: [expired, { status: 204 }] });
  await ask();
  expect(products.requests[1]?.headers['authorization']).toBe('Zoho-oauthtoken second-token');
});

test('a new token that is refused too is an authorization error', async () => {
  const second = { status: 200, json: { ...minted.json, access_token: 'second-token' } };
  const { ask, accounts } = setup({ token: [minted, second], product: [expired] });
  await expect(ask()).rejects.toMatchObject({ kind: 'authorization', retry: { kind: 'never' } });
  expect(accounts.requests).toHaveLength(2);
});

test('a token that was given up is still kept out of errors', async () => {
  const second = { status: 200, json: { ...minted.json, access_token: 'second-token' } };
  const echo = { status: 400, json: { code: 'X', message: 'was canary-access-token' } };
  const { ask } = setup({ token: [minted, second], product: [expired, echo] });
  await expect(ask()).rejects.toThrow('400 X "was ***"');
});

test('a missing scope is named and mints nothing', async () => {
  const mismatch = { status: 401, json: { code: 'OAUTH_SCOPE_MISMATCH' } };
  const { ask, accounts } = setup({ product: [mismatch] });
  await expect(ask()).rejects.toMatchObject({ kind: 'scope', scopes: ['ZohoCRM.org.READ'] });
  expect(accounts.requests).toHaveLength(1);
});

test("the product's rows come after those about tokens and before the common ones", async () => {
  const { connection, accounts } = setup({
    product: [{ status: 401, json: { errors: [{ id: 'R008' }] } }],
  });
  const http = connection.createHttp({
    classify: createClassifier([
      {
        name: 'missing',
        source: 'this test',
        when: ({ code }) => code === 'R008',
        error: (facts) => errorOf(facts, 'Missing', { kind: 'not-found' }),
      },
    ]),
  });
  await expect(http.json({ url: `${api}/workdrive/api/v1/files/x` })).rejects.toMatchObject({
    kind: 'not-found',
    code: 'R008',
  });
  expect(accounts.requests).toHaveLength(1);
});

test.each([
  'https://www.zohoapis.com/crm/v8/org',
  'https://workdrive.zoho.eu/api/v1/users/me',
  'https://download-accl.zoho.com/v1/workdrive/download/x',
])('no token goes to %s, nor is one minted for it', async (url) => {
  const { http, accounts, products } = setup({});
  await expect(http.json({ url })).rejects.toMatchObject({ kind: 'usage' });
  expect([accounts.requests, products.requests]).toEqual([[], []]);
});

test('behind an emulator every request goes there, and the real API host is still expected', async () => {
  const { connection, accounts, products } = setup({}, { emulatorUrl: 'http://127.0.0.1:4600' });
  const http = connection.createHttp({ classify: chainClassifiers() });
  await http.json({ url: `${connection.hosts.api}/crm/v8/org` });
  expect([accounts.requests[0]?.url, products.requests[0]?.url]).toEqual([
    'http://127.0.0.1:4600/_host/accounts.zoho.eu/oauth/v2/token',
    'http://127.0.0.1:4600/_host/www.zohoapis.eu/crm/v8/org',
  ]);
});

test('connections of one registry share the gates of a key, others do not', () => {
  const gates = createGateRegistry();
  const [a, b] = [setup({}, { gates }).connection, setup({}, { gates }).connection];
  const other = setup({}).connection;
  expect(a.penaltyGate('x')).toBe(b.penaltyGate('x'));
  expect(a.penaltyGate('x')).not.toBe(other.penaltyGate('x'));
  const gate = { enter: () => Promise.resolve(() => undefined) };
  expect(a.gate('y', () => gate)).toBe(b.gate('y', () => ({ ...gate })));
});

test('a 429 closes the gate of the service for its other requests, and is told when it begins and when it is over', async () => {
  const { connection, clock, events } = setup({
    product: [{ status: 429, headers: { 'retry-after': '119' } }, { status: 204 }],
  });
  const penalty = connection.penaltyGate(`workdrive:eu:${connection.userKey}`);
  const http = connection.createHttp({ classify: chainClassifiers(), penalty });
  await http.json({ url: `${api}/workdrive/api/v1/users/me` });
  expect(clock.now()).toBe(120_000);
  const told = events.map(({ type }) => type).filter((type) => !/^request-(start|end)$/.test(type));
  expect(told).toEqual(['token-mint', 'penalty-start', 'request-retry', 'penalty-end']);
});

test('the key of a user is stable, differs between users, and shows no secret', () => {
  const keyOf = (changes: Partial<ConnectionOptions>) => setup({}, changes).connection.userKey;
  expect(keyOf({})).toBe(keyOf({ name: 'other name', clientSecret: 'rotated-secret' }));
  expect(keyOf({})).toMatch(/^[\da-f]{32}$/);
  const others = [{ dataCenter: 'us' }, { clientId: 'x' }, { refreshToken: 'x' }].map(keyOf);
  expect(new Set([keyOf({}), ...others]).size).toBe(4);
});

test("hosts of one's own take the place of a data centre, also of one that is refused", () => {
  const host = 'https://zoho.example.com';
  const hosts = { accounts: host, api: host, workdrive: host, upload: host, download: host };
  expect(setup({}, { dataCenter: undefined, hosts }).connection.dataCenter).toBe('custom');
  expect(setup({}, { dataCenter: 'UK', hosts }).connection).toMatchObject({
    dataCenter: 'uk',
    hosts,
  });
  const wrong = { ...hosts, api: 'http://zoho.example.com', upload: 'https://x.com/path' };
  expect(() => setup({}, { hosts: wrong })).toThrow('hosts.api, hosts.upload');
});

test('all options at fault are named at once, with no value of theirs', () => {
  const create = () =>
    setup({}, { name: '', clientSecret: ' ', refreshToken: '', clientId: 'canary' });
  expect(create).toThrow('createConnection: missing or wrong: name, clientSecret, refreshToken');
  expect(() => setup({}, { dataCenter: undefined })).toThrow('one of dataCenter and hosts');
  expect(() => setup({}, { dataCenter: 'uk' })).toThrow('does not document');
});

test.each<[string, Network]>([
  [
    'credentials refused',
    {
      token: [
        {
          status: 200,
          json: { error: 'invalid_client', error_description: 'canary-client-secret' },
        },
      ],
    },
  ],
  ['throttled', { token: [{ status: 400, json: { error: `no ${credentials.refreshToken}` } }] }],
  [
    'token refused',
    { product: [{ status: 401, json: { code: 'INVALID_TOKEN', message: 'canary-access-token' } }] },
  ],
  [
    'scope',
    {
      product: [
        {
          status: 401,
          json: { code: 'OAUTH_SCOPE_MISMATCH', message: 'Zoho-oauthtoken canary-access-token' },
        },
      ],
    },
  ],
  [
    'echo',
    {
      product: [
        { status: 400, json: { code: 'canary-access-token', message: credentials.refreshToken } },
      ],
    },
  ],
  [
    'network',
    {
      product: [
        Object.assign(new Error('canary-access-token'), {
          code: 'ECONNRESET',
          headers: 'canary-access-token',
        }),
      ],
    },
  ],
  [
    'network at accounts',
    { token: [Object.assign(new Error('x'), { body: 'client_secret=canary-client-secret' })] },
  ],
])('no secret is in an error or an event: %s', async (_what, network) => {
  const { ask, events } = setup(network);
  const error: unknown = await ask().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ZohoError);
  const shown =
    inspect([error, events], { depth: 9, showHidden: true }) + JSON.stringify([error, events]);
  expect(shown).not.toMatch(/canary-client|canary-access|0123456789abcdef/);
});
