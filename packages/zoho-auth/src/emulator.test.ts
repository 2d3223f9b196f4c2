import { chainClassifiers } from '@zohokit/zoho-http';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createConnection } from './create-connection.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await createEmulator();
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

/** Waits by the emulator's clock: a sleep lets the emulator's time pass at once. */
const clock = {
  now: () => emulator.clock.now(),
  sleep: async (ms: number) => emulator.clock.advance(ms),
};

function setup(changes: object = {}) {
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const connection = createConnection({
    name: 'org A',
    dataCenter,
    clientId,
    clientSecret,
    refreshToken,
    emulatorUrl: emulator.url,
    clock,
    ...changes,
  });
  const http = connection.createHttp({ classify: chainClassifiers() });
  const me = () => http.json({ url: `${connection.hosts.api}/workdrive/api/v1/users/me` });
  return { connection, http, me };
}

test('a connection mints a token and is let in', async () => {
  expect(await setup().me()).toMatchObject({ status: 200 });
});

test('an expired token is replaced, and the request succeeds', async () => {
  const { me } = setup();
  await me();
  emulator.expireTokens('a');
  expect(await me()).toMatchObject({ status: 200 });
});

test('a wrong secret is an authorization error', async () => {
  await expect(setup({ clientSecret: 'wrong-secret' }).me()).rejects.toMatchObject({
    kind: 'authorization',
  });
});

test('the wrong data centre is an authorization error', async () => {
  await expect(setup({ dataCenter: 'jp' }).me()).rejects.toMatchObject({ kind: 'authorization' });
});

test('a revoked refresh token is an authorization error', async () => {
  emulator.revoke('a');
  await expect(setup().me()).rejects.toMatchObject({ kind: 'authorization' });
});
