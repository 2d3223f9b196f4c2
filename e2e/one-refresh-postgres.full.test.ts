import { createConnection } from '@zohokit/zoho-auth';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callFromProcesses } from './support/call-from-processes.ts';
import { openSharedStore, type StoreDescription } from './support/open-shared-store.ts';
import { type PostgresServer, startPostgresServer } from './support/postgres-server.ts';

/** As `one-refresh.test.ts`, for machines that share a Postgres database. */

let server: PostgresServer;
let emulator: Emulator;
let schemas = 0;

beforeAll(async () => {
  server = await startPostgresServer();
  emulator = await createEmulator({ limits: { perSecond: 10_000, burst: 10_000 } });
}, 300_000);
beforeEach(() => emulator.reset());
afterAll(async () => {
  await emulator.close();
  await server.close();
});

const mints = (): number =>
  emulator.ledger.entries().filter((entry) => entry.path.endsWith('/oauth/v2/token')).length;
const refusals = (): number => emulator.ledger.entries({ status: 401 }).length;

/** A store as a run left it whose token is of no use any more. */
async function storeWith(token: object | undefined): Promise<StoreDescription> {
  schemas += 1;
  const schema = `one_refresh_${process.pid}_${schemas}`;
  const description = { kind: 'postgres', url: server.url, schema } as const;
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const client = { dataCenter, clientId, clientSecret, refreshToken };
  const { userKey } = createConnection({ name: 'org A', ...client });
  const { store, close } = await openSharedStore(description);
  await store.update(`token/${userKey}`, () => token);
  await close();
  return description;
}

async function callTogether(store: StoreDescription): Promise<void> {
  const called = await callFromProcesses({ emulator, processes: 4, calls: 50, store });
  expect(called).toEqual(Array.from({ length: 4 }, () => ({ succeeded: 50, errors: [] })));
}

test('200 calls of 4 processes without a token mint it once', async () => {
  await callTogether(await storeWith(undefined));
  expect([mints(), refusals()]).toEqual([1, 0]);
}, 120_000);

test('200 calls of 4 processes on an expired token refresh it once, and nobody tries it', async () => {
  const expiresAt = emulator.clock.now() - 1;
  await callTogether(await storeWith({ value: '1000.old.old', expiresAt }));
  expect([mints(), refusals()]).toEqual([1, 0]);
}, 120_000);

test('200 calls of 4 processes on a token that Zoho refuses refresh it once', async () => {
  const expiresAt = emulator.clock.now() + 3_600_000;
  await callTogether(await storeWith({ value: '1000.bad.bad', expiresAt }));
  expect(mints()).toBe(1);
  expect(refusals()).toBeGreaterThan(0);
}, 120_000);
