import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { createConnection } from '@zohokit/zoho-auth';
import { createPostgresStore, type PostgresStore } from '@zohokit/state/postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type PostgresServer, startPostgresServer } from './support/postgres-server.ts';
import { shareAmong } from './support/start-sharing.ts';

/** Several machines that share one Postgres store refresh a token once between them. */

const processes = 4;
const callsOfEach = 50;
const schema = `one_refresh_${process.pid}`;

let server: PostgresServer;
let store: PostgresStore;
let emulator: Emulator;

beforeAll(async () => {
  server = await startPostgresServer();
  store = createPostgresStore({ url: server.url, schema });
  // Two hundred calls at once are more than WorkDrive bears; here only mints are counted.
  emulator = await createEmulator({ profile: { throttle: false } });
}, 300_000);
beforeEach(() => emulator.reset());
afterAll(async () => {
  await emulator.close();
  await store.close();
  await server.close();
});

const mints = (): number =>
  emulator.ledger.entries({ org: 'a', method: 'POST', path: '/oauth/v2/token', status: 200 })
    .length;

function setup() {
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const own = { name: 'org A', dataCenter, clientId, clientSecret, refreshToken };
  const connection = { ...own, emulatorUrl: emulator.url };
  return { connection, tokenKey: `token/${createConnection(connection).userKey}` };
}

/** The status of every call of every process. */
async function callTogether({ connection }: ReturnType<typeof setup>): Promise<unknown[]> {
  const statuses = await shareAmong(processes, {
    store: { kind: 'postgres', url: server.url, schema },
    task: { kind: 'call', calls: callsOfEach, path: '/workdrive/api/v1/users/me', connection },
  });
  return statuses.flat();
}

/** What Zoho gave before, in the store that all share. */
async function mintedBefore({ connection, tokenKey }: ReturnType<typeof setup>): Promise<unknown> {
  const path = '/workdrive/api/v1/users/me';
  await shareAmong(1, {
    store: { kind: 'postgres', url: server.url, schema },
    task: { kind: 'call', calls: 1, path, connection },
  });
  expect(mints()).toBe(1);
  return await store.get(tokenKey);
}

const allWell = Array.from({ length: processes * callsOfEach }, () => 200);

test('200 calls of 4 processes without a token mint it once', async () => {
  const given = setup();
  await store.update(given.tokenKey, () => undefined);
  expect(await callTogether(given)).toEqual(allWell);
  expect(mints()).toBe(1);
}, 120_000);

test('200 calls of 4 processes on an expired token refresh it once', async () => {
  const given = setup();
  await store.update(given.tokenKey, () => undefined);
  const token = await mintedBefore(given);
  emulator.expireTokens('a');
  const expired = { ...(token as object), expiresAt: Date.now() - 1 };
  await store.update(given.tokenKey, () => expired);

  expect(await callTogether(given)).toEqual(allWell);

  expect(mints()).toBe(2);
  // Nobody tried the one that had expired.
  expect(emulator.ledger.entries({ status: 401 })).toEqual([]);
}, 120_000);

test('200 calls of 4 processes on a token that Zoho refuses refresh it once', async () => {
  const given = setup();
  await store.update(given.tokenKey, () => undefined);
  const token = await mintedBefore(given);
  emulator.expireTokens('a');
  const before = emulator.ledger.entries({ status: 401 }).length;

  expect(await callTogether(given)).toEqual(allWell);

  expect(mints()).toBe(2);
  expect(emulator.ledger.entries({ status: 401 }).length).toBeGreaterThan(before);
  expect(await store.get(given.tokenKey)).not.toEqual(token);
}, 120_000);
