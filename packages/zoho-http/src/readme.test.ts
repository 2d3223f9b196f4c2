import { readFile } from 'node:fs/promises';
import { compileFunction } from 'node:vm';
import { http, HttpResponse } from 'msw/http';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as zohoHttp from './index.ts';

const server = setupServer(
  http.get('https://www.zohoapis.eu/crm/v8/org', () => HttpResponse.json({ org: ['A'] })),
);
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterAll(() => server.close());

test('the example of the README works as it stands', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const body = example.replaceAll(
    /import (\{.*?\}) from '@zohokit\/zoho-http';/gs,
    'const $1 = zohoHttp;',
  );
  const logged: unknown[] = [];
  const console = { log: (value: unknown) => logged.push(value) };
  await compileFunction(`return (async () => {${body}})()`, ['zohoHttp', 'console'])(
    zohoHttp,
    console,
  );
  expect(logged).toEqual([{ org: ['A'] }]);
});
