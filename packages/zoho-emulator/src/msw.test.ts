import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { dataCenters, hosts } from './hosts.ts';
import { emulatorHandlers } from './msw.ts';
import { smallSeed } from './testing/small-seed.ts';

let emulator: Emulator;
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
beforeEach(async () => {
  emulator = await createEmulator({ listen: false, seed: smallSeed() });
  server.resetHandlers(...emulatorHandlers(emulator));
});
afterEach(async () => await emulator.close());
afterAll(() => server.close());

const tokenOf = async (): Promise<string> => {
  const { clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret,
  });
  const response = await fetch('https://accounts.zoho.eu/oauth/v2/token', { method: 'POST', body });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
};

test('a program that speaks with Zoho is answered by the emulator', async () => {
  const headers = { authorization: `Zoho-oauthtoken ${await tokenOf()}` };
  const response = await fetch('https://www.zohoapis.eu/crm/v8/org', { headers });
  expect(await response.json()).toMatchObject({ org: [{}] });
  expect(emulator.ledger.entries()).toMatchObject([{ role: 'accounts' }, { org: 'a' }]);
});

test('every host of every data centre is handled, and the emulator itself', async () => {
  const names = dataCenters.flatMap((dataCenter) => Object.values(hosts[dataCenter]));
  for (const name of names) {
    const response = await fetch(`https://${name}/nothing/here`);
    expect([401, 404]).toContain(response.status);
  }
  expect((await fetch(`${emulator.url}/_emulator`)).status).toBe(200);
});

test('a connection that a fault breaks is a failed fetch', async () => {
  emulator.faults.add({ effect: { kind: 'reset' } });
  await expect(fetch('https://accounts.zoho.eu/oauth/serverinfo')).rejects.toThrow(TypeError);
});

test('an answer that is cut fails while it is read', async () => {
  emulator.faults.add({ effect: { kind: 'cut-body', afterBytes: 5 } });
  const response = await fetch('https://accounts.zoho.eu/oauth/serverinfo');
  await expect(response.text()).rejects.toThrow(TypeError);
});
