import { createConnection, createGateRegistry, exchangeCode } from '@zohokit/zoho-auth';
import type { ConnectionEvent, ConnectionOptions } from '@zohokit/zoho-auth';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { createMemoryStore, systemClock, type Clock } from '@zohokit/zoho-http';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectEmulatorClock } from '../packages/cli/src/run/emulator-clock.ts';

/** What two connections of one process share: nothing, unless they are of one user. */

let emulator: Emulator;
let clock: Clock;
beforeAll(async () => {
  emulator = await createEmulator();
});
beforeEach(async () => {
  emulator.reset();
  clock = await connectEmulatorClock({ url: emulator.url, fetch, machine: systemClock });
});
afterAll(() => emulator.close());

type Shared = Pick<ConnectionOptions, 'store' | 'gates' | 'clock'>;

const everythingShared = (): Shared => ({
  store: createMemoryStore(),
  gates: createGateRegistry(),
});

function connect(key: 'a' | 'b', shared: Shared, refreshToken?: string) {
  const { dataCenter, clientId, clientSecret, ...org } = emulator.orgs[key];
  const events: ConnectionEvent[] = [];
  const connection = createConnection({
    name: `org ${key}`,
    dataCenter,
    clientId,
    clientSecret,
    refreshToken: refreshToken ?? org.refreshToken,
    emulatorUrl: emulator.url,
    clock,
    onEvent: (event) => events.push(event),
    ...shared,
  });
  const drive = createWorkDriveClient(connection);
  const told = (type: ConnectionEvent['type']) => events.filter((event) => event.type === type);
  return { connection, drive, told };
}

/** The same user by a grant of its own, as a second program of theirs has. */
async function secondGrant(key: 'a' | 'b'): Promise<string> {
  const { dataCenter, clientId, clientSecret } = emulator.orgs[key];
  const { refreshToken = '' } = await exchangeCode({
    dataCenter,
    clientId,
    clientSecret,
    emulatorUrl: emulator.url,
    code: emulator.mintCode(key, ['WorkDrive.users.READ', 'WorkDrive.files.ALL']),
  });
  expect(refreshToken).not.toBe(emulator.orgs[key].refreshToken);
  return refreshToken;
}

function throttleOnce(org: 'a' | 'b'): void {
  emulator.faults.add({
    match: { org, path: '/users/me' },
    effect: { kind: 'status', status: 429, headers: { 'retry-after': '119' }, json: {} },
  });
}

const ofWorkDrive = () =>
  emulator.ledger.entries().filter((entry) => entry.path.includes('/workdrive/'));

test('1,000 interleaved calls of two orgs never meet: no token, penalty or pace crosses over', async () => {
  const shared = everythingShared();
  const a = connect('a', shared);
  const b = connect('b', shared);
  const startedAt = clock.now();
  const users = await Promise.all(
    Array.from({ length: 1000 }, (_one, n) => (n % 2 === 0 ? a : b).drive.users.me()),
  );
  users.forEach(({ zuid }, n) => expect(zuid).toBe(emulator.orgs[n % 2 === 0 ? 'a' : 'b'].userId));
  // One more each, to learn who the user is.
  const entries = ofWorkDrive();
  expect(entries).toHaveLength(1002);
  const hosts = { a: 'www.zohoapis.eu', b: 'www.zohoapis.com' };
  for (const { org, host, status, throttled } of entries) {
    expect([status, throttled ?? false, host]).toEqual([200, false, hosts[org ?? 'a']]);
  }
  // Each at its own 5 per second: 500 calls take 100 s, and not the 200 s of a common pace.
  expect((clock.now() - startedAt) / 1000).toBeLessThan(125);
  emulator.ledger.expectNoEarlyRetry();
});

test('the penalty of one org holds none of the other', async () => {
  const shared = everythingShared();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const waiting: Clock = {
    now: () => clock.now(),
    sleep: (ms, signal) => (ms < 60_000 ? clock.sleep(ms, signal) : released),
  };
  const a = connect('a', { ...shared, clock: waiting });
  const b = connect('b', { ...shared, clock: waiting });
  await Promise.all([a.drive.users.me(), b.drive.users.me()]);
  throttleOnce('a');
  let isOver = false;
  const refused = a.drive.users.me().finally(() => (isOver = true));
  for (let n = 0; n < 5; n += 1) await b.drive.users.me();
  expect([isOver, a.told('penalty-start').length, b.told('penalty-start').length]).toEqual([
    false,
    1,
    0,
  ]);
  await clock.sleep(120_000);
  release();
  expect(await refused).toMatchObject({ zuid: emulator.orgs.a.userId });
});

test('two grants of one user share pace and penalty in WorkDrive', async () => {
  const shared = everythingShared();
  const one = connect('a', shared);
  const two = connect('a', shared, await secondGrant('a'));
  expect(one.connection.userKey).not.toBe(two.connection.userKey);
  await Promise.all(
    Array.from({ length: 60 }, (_one, n) => (n % 2 === 0 ? one : two).drive.users.me()),
  );
  const times = ofWorkDrive().map(({ at }) => at);
  // 60 calls at 5 per second; each on its own, they would be done in 6 s.
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(11_500);
  expect(ofWorkDrive().some(({ throttled }) => throttled)).toBe(false);

  throttleOnce('a');
  const refusedAt = clock.now();
  await one.drive.users.me();
  await two.drive.users.me();
  const after = ofWorkDrive().slice(-2);
  for (const { at } of after) expect(at - refusedAt).toBeGreaterThanOrEqual(119_000);
});

test('grants of one user that share a store alone share pace and penalty, too', async () => {
  const store = createMemoryStore();
  const one = connect('a', { store });
  const two = connect('a', { store }, await secondGrant('a'));
  await Promise.all([one.drive.users.me(), two.drive.users.me()]);
  throttleOnce('a');
  const refusedAt = clock.now();
  await one.drive.users.me();
  await two.drive.users.me();
  for (const { at } of ofWorkDrive().slice(-2))
    expect(at - refusedAt).toBeGreaterThanOrEqual(119_000);
  emulator.ledger.expectNoEarlyRetry();
});

test('connections that share nothing but the user do not know of each other', async () => {
  const one = connect('a', {});
  const two = connect('a', {}, await secondGrant('a'));
  await Promise.all([one.drive.users.me(), two.drive.users.me()]);
  expect(one.connection.store).not.toBe(two.connection.store);
});
