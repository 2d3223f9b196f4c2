import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/test-app.ts';
import { ConfigurationError } from './configuration-error.ts';
import { loadConfig, secretsOf, type Config } from './load-config.ts';

const required = {
  ZOHO_REGION: 'eu',
  ORG_A_CLIENT_ID: '1000.AAAA',
  ORG_A_CLIENT_SECRET: 'secret-of-a',
  ORG_A_REFRESH_TOKEN: '1000.refresh.a',
  ORG_B_CLIENT_ID: '1000.BBBB',
  ORG_B_CLIENT_SECRET: 'secret-of-b',
  ORG_B_REFRESH_TOKEN: '1000.refresh.b',
  CRM_MODULE_API_NAME: 'Deals',
  CRM_CHECKBOX_FIELD_API_NAME: 'Files_Copied',
  CRM_FOLDER_NAME_FIELD_API_NAME: 'Folder_Name',
  WORKDRIVE_DEST_FOLDER_ID: 'w94xbd0f5b8ae1a0a4d8fb1ea2d2e3b1c70ab',
};

const certificate = new URL(
  '../../../zoho-http/src/network/testing/certificates/ca.pem',
  import.meta.url,
);

async function load(
  inFile: Record<string, string>,
  env: Record<string, string> = {},
  certificates = '',
): Promise<Config> {
  const cwd = await temporaryFolder();
  const lines = Object.entries({ ...required, ...inFile }).map(
    ([name, value]) => `${name}='${value}'`,
  );
  await writeFile(path.join(cwd, '.env'), lines.join('\n'));
  await writeFile(path.join(cwd, 'ca.pem'), certificates);
  return loadConfig({ env, cwd });
}

async function problemsOf(loading: Promise<Config>): Promise<readonly string[]> {
  const error: unknown = await loading.catch((reason: unknown) => reason);
  if (!(error instanceof ConfigurationError)) throw new Error('the settings were accepted');
  expect(inspect(error, { depth: 10 })).not.toContain('canary');
  return error.problems;
}

test.each([
  [{}, {}, {}],
  [{ HTTPS_PROXY: 'http://a:1' }, {}, { https: 'http://a:1' }],
  [{ https_proxy: 'http://a:1' }, { HTTPS_PROXY: 'http://b:1' }, { https: 'http://b:1' }],
  [{}, { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' }, { https: 'http://a:1' }],
  [{ HTTP_PROXY: 'a:1', no_proxy: '.x' }, {}, { http: 'a:1', noProxy: '.x' }],
  [{ HTTPS_PROXY: 'http://a:1' }, { HTTPS_PROXY: ' ' }, { https: 'http://a:1' }],
])('the file %j and the environment %j make the proxies %j', async (inFile, env, proxy) => {
  expect((await load(inFile, env)).network.proxy ?? {}).toEqual(proxy);
});

test.each([
  [{ HTTPS_PROXY: 'socks5://me:canary@h:1' }, 'HTTPS_PROXY is no address of a proxy'],
  [{ http_proxy: 'http://me:can/canary@h:1' }, 'HTTP_PROXY is no address of a proxy'],
  [{ NODE_EXTRA_CA_CERTS: 'nowhere.pem' }, 'NODE_EXTRA_CA_CERTS names a file that cannot be read'],
  [
    { NODE_EXTRA_CA_CERTS: 'ca.pem' },
    'NODE_EXTRA_CA_CERTS names a file that holds something other',
  ],
])('%j is refused, without its value', async (inFile, problem) => {
  expect(await problemsOf(load(inFile))).toEqual([expect.stringContaining(problem)]);
});

test('a proxy at fault is told together with every other problem', async () => {
  const problems = await problemsOf(load({ HTTPS_PROXY: 'ftp://canary', LOG_LEVEL: 'loud' }));
  expect(problems).toHaveLength(2);
});

test('what a proxy is logged in with is a secret', async () => {
  const config = await load({ HTTPS_PROXY: 'http://me:p%40ssword@h:1' });
  expect(secretsOf(config)).toEqual(expect.arrayContaining(['p@ssword', 'p%40ssword']));
});

test("certificates that a file names are read beside it; those of the environment are Node's", async () => {
  const pem = await readFile(certificate, 'utf8');
  const inFile = { NODE_EXTRA_CA_CERTS: 'ca.pem' };
  expect((await load(inFile, {}, pem)).network.ca).toBe(pem);
  const env = { NODE_EXTRA_CA_CERTS: '/anywhere/else.pem' };
  expect((await load(inFile, env, pem)).network.ca).toBeUndefined();
});
