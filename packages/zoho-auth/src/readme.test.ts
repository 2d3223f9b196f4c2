import { readFile } from 'node:fs/promises';
import { compileFunction } from 'node:vm';
import { useEmulator } from '@zohokit/zoho-emulator/vitest';
import * as zohoHttp from '@zohokit/zoho-http';
import { expect, test } from 'vitest';
import * as zohoAuth from './index.ts';

const office = useEmulator();

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const examples = Array.from(readme.matchAll(/```ts\r?\n(.*?)```/gs), ([, code = '']) => code);

/** The package, whose functions reach the emulator with what the README has stand-ins for. */
function emulatedAuth() {
  const { emulator } = office;
  const { clientId, clientSecret, refreshToken, serverClient } = emulator.orgs.a;
  const given = { clientId, clientSecret, emulatorUrl: emulator.url };
  const code = (): string => emulator.mintCode('a', ['ZohoCRM.org.READ']);
  return {
    ...zohoAuth,
    createConnection: (options: zohoAuth.ConnectionOptions) =>
      zohoAuth.createConnection({ ...options, ...given, refreshToken }),
    exchangeCode: (options: zohoAuth.ExchangeCodeOptions) =>
      zohoAuth.exchangeCode({ ...options, ...given, code: code() }),
    authorize: (options: zohoAuth.AuthorizeOptions) =>
      zohoAuth.authorize({
        ...options,
        ...given,
        ...serverClient,
        redirectUri: 'http://127.0.0.1:0/',
      }),
    probeDataCenter: (options: zohoAuth.ProbeDataCenterOptions) =>
      zohoAuth.probeDataCenter({ ...options, ...given, code: code() }),
    revokeToken: (options: zohoAuth.RevokeTokenOptions) =>
      zohoAuth.revokeToken({ ...options, ...given }),
    grantClientCredentials: (options: zohoAuth.ClientCredentialsOptions) =>
      zohoAuth.grantClientCredentials({ ...options, ...given }),
  };
}

/** Runs an example as it stands; resolves to what it logged. */
async function run(example: string, onLog: (value: unknown) => void = () => undefined) {
  const body = example
    .replaceAll(/import (\{[^}]*\}) from '@zohokit\/zoho-auth';/g, 'const $1 = zohoAuth;')
    .replaceAll(/import (\{[^}]*\}) from '@zohokit\/zoho-http';/g, 'const $1 = zohoHttp;');
  const logged: unknown[] = [];
  const log = (value: unknown): void => {
    logged.push(value);
    onLog(value);
  };
  const names = ['zohoAuth', 'zohoHttp', 'console', 'process'];
  const environment = { env: { TOKEN_KEY: '0f'.repeat(32) } };
  const start = compileFunction(`return (async () => {${body}})()`, names);
  await start(emulatedAuth(), zohoHttp, { log }, environment);
  return logged;
}

const find = (word: string): string => examples.find((code) => code.includes(`${word}(`)) ?? '';

test('every example of the README is run', () => {
  expect(examples).toHaveLength(6);
});

test('a connection answers', async () => {
  expect(await run(find('createConnection'))).toMatchObject([{ org: [{}] }]);
});

test('a code becomes a refresh token', async () => {
  expect(await run(find('exchangeCode'))).toEqual([expect.stringMatching(/^Keep this: 1000\./)]);
});

test('a user who opens the address and agrees is connected', async () => {
  const agree = async (said: unknown): Promise<void> => {
    const [, page] = /^Open (.*)$/.exec(String(said)) ?? [];
    if (page === undefined) return;
    const url = new URL(page);
    const body = new URLSearchParams([...url.searchParams, ['decision', 'accept']]);
    await fetch(url.origin + url.pathname, { method: 'POST', body });
  };
  const logged = await run(find('authorize'), (said) => void agree(said));
  expect(logged[1]).toBe('Connected in eu, not granted: nothing');
});

test('a data centre is found, and a token revoked', async () => {
  expect(await run(find('probeDataCenter'))).toEqual(['The account lives in eu', 'revoked']);
});

test('a token of client credentials is used again', async () => {
  expect(await run(find('grantClientCredentials'))).toEqual([true]);
});

test('tokens are kept encrypted with a key of the environment', async () => {
  expect(await run(find('encryptedStore'))).toEqual([expect.stringMatching(/^[\da-f]{32}$/)]);
});
