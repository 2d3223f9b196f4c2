import { readFile } from 'node:fs/promises';
import { compileFunction } from 'node:vm';
import { http, HttpResponse } from 'msw/http';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as zohoAuth from './index.ts';

const server = setupServer(
  http.post('https://accounts.zoho.eu/oauth/v2/token', () =>
    HttpResponse.json({ access_token: 'minted', api_domain: 'https://www.zohoapis.eu' }),
  ),
  http.get('https://www.zohoapis.eu/crm/v8/org', ({ request }) =>
    HttpResponse.json({ org: request.headers.get('authorization') }),
  ),
);
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterAll(() => server.close());

test('the example of the README works as it stands', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const body = example.replaceAll(
    /import (\{.*?\}) from '@zohokit\/zoho-auth';/gs,
    'const $1 = zohoAuth;',
  );
  const logged: unknown[] = [];
  const console = { log: (value: unknown) => logged.push(value) };
  await compileFunction(`return (async () => {${body}})()`, ['zohoAuth', 'console'])(
    zohoAuth,
    console,
  );
  expect(logged).toEqual([{ org: 'Zoho-oauthtoken minted' }]);
});
