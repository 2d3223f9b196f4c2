import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { smallSeed } from './testing/small-seed.ts';

let emulator: Emulator;
beforeAll(async () => {
  const records = Array.from({ length: 3 }, (_, n) => ({ id: String(n + 1), Name: `No ${n + 1}` }));
  const children = [
    {
      key: 'folder',
      name: '<b>Plans</b>',
      children: [{ key: 'file', name: 'a.txt', text: 'abc' }],
    },
  ];
  const teamFolders = [{ key: 'team-folder', name: 'Shared', children }];
  const a = { workdrive: { team: 'Team', myFolders: [], teamFolders } };
  emulator = await createEmulator({ seed: smallSeed({ records, a }) });
});
afterAll(async () => await emulator.close());

const get = async (path: string) => await fetch(`${emulator.url}${path}`);
const json = async (path: string): Promise<Record<string, unknown>> =>
  (await (await get(path)).json()) as Record<string, unknown>;

test('the page and all that it asks for is served, and lets nothing from elsewhere in', async () => {
  const page = await get('/');
  const html = await page.text();
  expect(page.headers.get('content-type')).toBe('text/html;charset=utf-8');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");

  const paths = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/gu)].map((match) => match[1] ?? '');
  expect(paths).toHaveLength(2);
  for (const path of paths) expect((await get(path)).status).toBe(200);
  const script = await (await get('/_emulator/page/page.js')).text();
  for (const [, module = ''] of script.matchAll(/from '\.\/([^']+)'/gu)) {
    expect((await get(`/_emulator/page/${module}`)).status).toBe(200);
  }
});

test.each([
  '/_emulator/page/../package.json',
  '/_emulator/page/%2e%2e/package.json',
  '/_emulator/page/',
])('no other file is served: %s', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('a page of another origin may not ask', async () => {
  const headers = { origin: 'http://elsewhere.example' };
  expect((await fetch(`${emulator.url}/_emulator/overview`, { headers })).status).toBe(403);
});

test('the overview tells of both orgs, the weather and the requests since', async () => {
  emulator.faults.add({ match: { nth: 9 }, effect: { kind: 'reset' } });
  expect(await json('/_emulator/overview')).toMatchObject({
    profile: 'benign',
    penalties: [],
    faults: [{ effect: 'reset', fired: 0 }],
    orgs: {
      a: {
        name: 'Org A',
        modules: [{ apiName: 'Deals_X', count: 3 }],
        roots: [{ name: 'My Folders' }, { name: 'Shared' }],
        files: 1,
      },
      b: { modules: [], files: 0 },
    },
    entries: [],
  });
  await fetch(`${emulator.url}/_host/accounts.zoho.eu/oauth/serverinfo`);
  expect(await json('/_emulator/overview?since=0')).toMatchObject({
    lastRequest: 1,
    entries: [{ n: 1, path: '/oauth/serverinfo', status: 200 }],
  });
  expect(await json('/_emulator/overview?since=1')).toMatchObject({ lastRequest: 1, entries: [] });
});

test('a switch that differs makes the profile a mixed one', async () => {
  emulator.setProfile({ sizeLagReads: 1 });
  expect(await json('/_emulator/overview')).toMatchObject({ profile: 'mixed' });
  emulator.setProfile('worst');
  expect(await json('/_emulator/overview')).toMatchObject({ profile: 'worst' });
  emulator.setProfile('benign');
});

test('a part of a module, a folder and a file can be looked at', async () => {
  const part = await json('/_emulator/records?org=a&module=Deals_X&offset=1&limit=1');
  expect(part).toMatchObject({ total: 3, records: [{ id: '2', Name: 'No 2' }] });

  const { ids } = emulator.orgs.a;
  expect(await json(`/_emulator/folder?org=a&id=${ids['folder']}`)).toMatchObject({
    path: [{ name: 'Shared' }, { name: '<b>Plans</b>' }],
    items: [{ id: ids['file'], name: 'a.txt', kind: 'file', size: 3 }],
    total: 1,
  });
  expect(await json(`/_emulator/file?org=a&id=${ids['file']}`)).toMatchObject({
    path: '/Shared/<b>Plans</b>/a.txt',
    md5: '900150983cd24fb0d6963f7d28e17f72',
    trashed: false,
  });
});

test.each([
  ['/_emulator/folder?org=a&id=none', 'Org a has no folder none'],
  ['/_emulator/file?org=b&id=none', 'Org b has no file none'],
  ['/_emulator/file?org=c&id=none', 'org: org is neither a nor b'],
  ['/_emulator/records?org=a&module=None', 'Org a has no module "None"'],
  ['/_emulator/overview?since=x', 'since: is not a number'],
])('%s is refused with words', async (path, error) => {
  const response = await get(path);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error });
});
