import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { isZohoError } from '../zoho-error.ts';
import { createNetworkDispatcher } from './create-network-dispatcher.ts';
import { networkFromEnvironment } from './network-from-environment.ts';
import type { NetworkOptions } from './network-options.ts';
import { networkSecrets } from './network-secrets.ts';
import { parseProxyAddress } from './proxy-address.ts';

function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (!isZohoError(error) || error.kind !== 'usage') throw error;
    return inspect(error, { depth: 10, showHidden: true });
  }
  throw new Error('accepted');
}

test.each([
  [{ proxy: { https: 'socks5://canary@h:1' } }, 'proxy.https'],
  [{ proxy: { http: 'http://' } }, 'proxy.http'],
  [{ proxy: 'http://me:canary@h:1' }, 'proxy'],
  [{ proxy: { https: ['canary'] } }, 'proxy.https'],
  [{ proxy: { https: 'h:1', noProxy: ['canary'] } }, 'proxy.noProxy'],
  ['http://me:canary@h:1', 'options'],
  [{ ca: 'canary' }, 'ca'],
  [{ ca: { pem: 'canary' } }, 'ca'],
  [{ timeouts: 'canary' }, 'timeouts'],
  [{ timeouts: { connectMs: 'canary' } }, 'timeouts.connectMs'],
  [{ ca: ['-----BEGIN CERTIFICATE-----\ncanary\n-----END CERTIFICATE-----'] }, 'ca'],
  [{ ca: '-----BEGIN CERTIFICATE-----\ncanary' }, 'ca'],
  [{ timeouts: { connectMs: 0 } }, 'timeouts.connectMs'],
  [{ timeouts: { headersMs: -1, bodyMs: Number.NaN } }, 'timeouts.headersMs'],
  [{ timeouts: { attemptMs: Infinity } }, 'timeouts.attemptMs'],
])('%j is refused before anything is sent, by name and without its value', (options, name) => {
  const words = refusal(() => createNetworkDispatcher(options as NetworkOptions));
  expect(words).toContain(`network: ${name}`);
  expect(words).not.toContain('canary');
});

test('all options at fault are named at once', () => {
  const words = refusal(() =>
    createNetworkDispatcher({ proxy: { https: 'ftp://h' }, timeouts: { bodyMs: -1 } }),
  );
  expect(words).toMatch(/proxy\.https .*timeouts\.bodyMs/);
});

test.each([
  ['http://proxy.example:8080', 'http://proxy.example:8080/', 'proxy.example:8080'],
  ['proxy.example:8080', 'http://proxy.example:8080/', 'proxy.example:8080'],
  ['  proxy.example ', 'http://proxy.example/', 'proxy.example:80'],
  ['https://proxy.example', 'https://proxy.example/', 'proxy.example:443'],
  ['HTTP://PROXY.example:3128/', 'http://proxy.example:3128/', 'proxy.example:3128'],
  ['http://u:p@10.0.0.1:3128', 'http://u:p@10.0.0.1:3128/', '10.0.0.1:3128'],
  ['u:p@ss@proxy.example:1', 'http://u:p%40ss@proxy.example:1/', 'proxy.example:1'],
  ['http://[2001:db8::1]:3128', 'http://[2001:db8::1]:3128/', '[2001:db8::1]:3128'],
])('%j is a proxy, shown without its credentials', (text, uri, shown) => {
  expect(parseProxyAddress(text)).toEqual({ uri, shown });
});

test.each([
  '',
  'http://',
  'socks5://proxy.example:1080',
  'file:///etc/proxy',
  'http://proxy.example:99999',
  'http://proxy.example/path',
  'http://proxy.example?a=1',
  'http://u:pa/ss@proxy.example:1',
  'http://u:12#ss@proxy.example:1',
  'http://u:%zz@proxy.example:1',
  'proxy example',
])('%j is no proxy', (text) => {
  expect(parseProxyAddress(text)).toBeUndefined();
});

test('the secrets of an address are its password in every form that is sent or shown', () => {
  expect(networkSecrets({ proxy: { https: 'http://me:p%40ss@h:1' } })).toEqual([
    'p%40ss',
    'p@ss',
    Buffer.from('me:p@ss').toString('base64'),
  ]);
  expect(networkSecrets({ proxy: { https: 'http://me@h:1', http: 'http://:::' } })).toEqual([]);
  expect(networkSecrets({})).toEqual([]);
});

test.each([
  [{}, {}],
  [{ NO_PROXY: '*' }, {}],
  [{ HTTPS_PROXY: ' ' }, {}],
  [{ HTTPS_PROXY: 'a:1' }, { https: 'a:1' }],
  [{ https_proxy: 'a:1', HTTPS_PROXY: 'b:1' }, { https: 'a:1' }],
  [{ https_proxy: '', HTTPS_PROXY: 'b:1' }, { https: 'b:1' }],
  [
    { HTTP_PROXY: 'a:1', no_proxy: 'x' },
    { http: 'a:1', noProxy: 'x' },
  ],
  [
    { http_proxy: 'a:1', HTTPS_PROXY: 'b:1', NO_PROXY: ' x, y ' },
    { http: 'a:1', https: 'b:1', noProxy: 'x, y' },
  ],
])('the environment %j means %j', (env, proxy) => {
  expect(networkFromEnvironment(env).proxy ?? {}).toEqual(proxy);
});

test.each([
  [{ HTTPS_PROXY: 'socks5://me:canary@h:1' }, 'HTTPS_PROXY:'],
  [{ https_proxy: 'http://me:can/ary@h:1' }, 'https_proxy:'],
  [{ HTTP_PROXY: 'http://me:#canary@h' }, 'HTTP_PROXY:'],
  [{ HTTPS_PROXY: 'ftp://canary', HTTP_PROXY: 'ftp://canary' }, 'HTTPS_PROXY, HTTP_PROXY:'],
])('the environment %j is refused by the name of its variable, without its value', (env, start) => {
  const words = refusal(() => networkFromEnvironment(env));
  expect(words).toContain(start);
  expect(words).not.toMatch(/canary|can\/ary/);
});

test("the environment of the process is nobody's business but the caller's", async () => {
  process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1';
  try {
    const dispatcher = createNetworkDispatcher({
      lookup: () => undefined,
      timeouts: { connectMs: 50 },
    });
    const answer = dispatcher.request({
      origin: 'https://api.zoho.test',
      path: '/',
      method: 'GET',
    });
    await expect(answer).rejects.toMatchObject({ reason: 'never-sent', proxy: undefined });
  } finally {
    delete process.env['HTTPS_PROXY'];
  }
});
