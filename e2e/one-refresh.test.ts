import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection } from '@zohokit/zoho-auth';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { callFromProcesses } from './support/call-from-processes.ts';
import { openSharedStore, type StoreDescription } from './support/open-shared-store.ts';

/** 200 calls in four processes that share a store need one new token: Zoho mints ten in ten minutes. */

let emulator: Emulator;
let folder: string;
const limits = { perSecond: 10_000, burst: 10_000 };
beforeAll(async () => {
  emulator = await createEmulator({ limits });
});
beforeEach(async () => {
  emulator.reset();
  folder = await mkdtemp(path.join(tmpdir(), 'zohokit-refresh-'));
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
afterAll(() => emulator.close());

const mints = (): number =>
  emulator.ledger.entries().filter((entry) => entry.path.endsWith('/oauth/v2/token')).length;

/** The store as a run left it whose token is of no use any more. */
async function leaveToken(description: StoreDescription, token: object): Promise<void> {
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const client = { dataCenter, clientId, clientSecret, refreshToken };
  const { userKey } = createConnection({ name: 'org A', ...client });
  const { store, close } = await openSharedStore(description);
  await store.update(`token/${userKey}`, () => token);
  await close();
}

const fourTimes = (called: object): object[] => Array.from({ length: 4 }, () => called);

const stores = ['sqlite', 'file'] as const;

test.each(stores)(
  'an expired token is replaced once for all who share a %s store',
  async (kind) => {
    const store = { kind, file: path.join(folder, 'store') };
    await leaveToken(store, { value: '1000.old.old', expiresAt: emulator.clock.now() - 1 });
    const called = await callFromProcesses({ emulator, processes: 4, calls: 50, store });
    expect(called).toEqual(fourTimes({ succeeded: 50, errors: [] }));
    expect(mints()).toBe(1);
  },
);

test.each(stores)('a refused token is replaced once for all who share a %s store', async (kind) => {
  const store = { kind, file: path.join(folder, 'store') };
  await leaveToken(store, { value: '1000.bad.bad', expiresAt: emulator.clock.now() + 3_600_000 });
  const called = await callFromProcesses({ emulator, processes: 4, calls: 50, store });
  expect(called).toEqual(fourTimes({ succeeded: 50, errors: [] }));
  expect(mints()).toBe(1);
});
