import { inspect } from 'node:util';
import { chainClassifiers, isZohoError } from '@zohokit/zoho-http';
import { createVirtualClock } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import { testAuthority } from '../../zoho-http/src/network/testing/certificates.ts';
import { startServer } from '../../zoho-http/src/network/testing/start-server.ts';
import { startTunnelProxy } from '../../zoho-http/src/network/testing/tunnel-proxy.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { createConnection } from './create-connection.ts';

/** Connections behind the proxy of a company, over sockets. */

const password = 'canary-proxy-password';

function connect(options: Partial<ConnectionOptions>) {
  const connection = createConnection({
    name: 'org A',
    dataCenter: 'eu',
    clientId: '1000.CLIENT',
    clientSecret: 'canary-client-secret',
    refreshToken: 'canary-refresh-token',
    clock: createVirtualClock(),
    ...options,
  });
  const http = connection.createHttp({ classify: chainClassifiers() });
  return { connection, http, url: `${connection.hosts.api}/crm/v8/org` };
}

/** Mints tokens, and answers everything else with a file. */
const startZoho = (port: () => number): Promise<number> =>
  startServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.startsWith('/oauth/') !== true) response.end('{"data":[]}');
    else
      response.end(
        JSON.stringify({
          access_token: 't',
          api_domain: `https://api.zoho.test:${port()}`,
          expires_in: 3600,
        }),
      );
  });

test('tokens, JSON and bytes go through the proxy', async () => {
  const port: number = await startZoho(() => port);
  const proxy = await startTunnelProxy({ credentials: `me:${password}` });
  const at = (host: string): string => `https://${host}.zoho.test:${port}`;
  const { http, url } = connect({
    hosts: {
      accounts: at('accounts'),
      api: at('api'),
      workdrive: at('www'),
      upload: at('up'),
      download: at('down'),
    },
    network: {
      proxy: { https: `http://me:${password}@127.0.0.1:${proxy.port}` },
      ca: testAuthority,
    },
  });
  expect(await http.json({ url })).toMatchObject({ status: 200, json: { data: [] } });
  const file = await http.bytes({ url: `${at('down')}/file` });
  expect(await file.text()).toBe('{"data":[]}');
  expect(proxy.asked.map((asked) => asked.split('.')[0])).toEqual(['accounts', 'api', 'down']);
});

test.each([
  [407, 'unavailable', 1],
  // The accounts server cannot be reached: nobody mints for a while, as in any outage.
  [503, 'rate-limit', 3],
] as const)(
  'a proxy that answers %i is told with advice and without secrets',
  async (manner, kind, times) => {
    const proxy = await startTunnelProxy({ manner });
    const network = { proxy: { https: `http://me:${password}@127.0.0.1:${proxy.port}` } };
    const { http, url } = connect({ network });
    const error: unknown = await http.json({ url }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind, hint: expect.stringContaining(`127.0.0.1:${proxy.port}`) });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
    expect(proxy.asked).toEqual(Array.from({ length: times }, () => 'accounts.zoho.eu:443'));
  },
);

test('an attempt has the time that the network gives it', async () => {
  const proxy = await startTunnelProxy({ manner: 'silent' });
  const network = {
    proxy: { https: `http://127.0.0.1:${proxy.port}` },
    timeouts: { attemptMs: 50 },
  };
  const { http, url } = connect({ network, policy: { attempts: 1 } });
  await expect(http.json({ url })).rejects.toMatchObject({
    cause: { cause: { code: 'TimeoutError' } },
  });
});

test('a network at fault is refused at once, without its values', () => {
  const network = { proxy: { https: `socks5://me:${password}@proxy.example:1` } };
  let error: unknown;
  try {
    connect({ network });
  } catch (caught) {
    error = caught;
  }
  expect(isZohoError(error) && error.kind).toBe('usage');
  expect(inspect(error, { depth: 10 })).not.toContain('canary');
});
