import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
const user = (name: string) => ({ name, email: `${name}@example.com` });
beforeAll(async () => {
  const users = [
    { ...user('boss'), profile: 'Administrator', role: 'CEO' },
    { ...user('plain'), role: 'Seller' },
    { ...user('invited'), confirmed: false },
    { ...user('away'), status: 'inactive' as const },
    { ...user('gone'), status: 'deleted' as const },
  ];
  const roles = [{ name: 'Seller', reportsTo: 'Manager' }];
  emulator = await createEmulator({ seed: smallSeed({ a: { users, roles } }) });
  visitor = createVisitor(emulator);
});
afterAll(async () => await emulator.close());

const get = async (query: string, headers: Record<string, string> = {}): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/users${query}`, { headers });
const rowsOf = ({ json }: Reply): Record<string, unknown>[] =>
  Array.isArray(json?.['users']) ? json['users'] : [];

test.each([
  ['', 'User A|boss|plain|invited|away|gone'],
  ['?type=AllUsers', 'User A|boss|plain|invited|away|gone'],
  ['?type=ActiveUsers', 'User A|boss|plain|invited'],
  ['?type=DeactiveUsers', 'away'],
  ['?type=DeletedUsers', 'gone'],
  ['?type=ConfirmedUsers', 'User A|boss|plain|away|gone'],
  ['?type=NotConfirmedUsers', 'invited'],
  ['?type=ActiveConfirmedUsers', 'User A|boss|plain'],
  ['?type=AdminUsers', 'User A|boss'],
  ['?type=ActiveConfirmedAdmins', 'User A|boss'],
  ['?type=CurrentUser', 'User A'],
  ['?type=AllUsers&per_page=2&page=2', 'plain|invited'],
])('users%s are %s', async (query, names) => {
  expect(
    rowsOf(await get(query))
      .map((row) => row['full_name'])
      .join('|'),
  ).toBe(names);
});

test('a user tells role, profile and the zone in which times are shown', async () => {
  expect((await get('?type=CurrentUser')).json).toMatchObject({
    users: [
      {
        first_name: 'User',
        last_name: 'A',
        email: 'a@example.com',
        status: 'active',
        confirm: true,
        zuid: emulator.orgs.a.userId,
        role: { name: 'CEO' },
        profile: { name: 'Administrator' },
        time_zone: 'Etc/GMT-1',
        type__s: 'Regular User',
      },
    ],
    info: { per_page: 200, count: 1, page: 1, more_records: false },
  });
  const keys = 'locale country_locale date_format time_format created_time Modified_Time';
  expect(Object.keys(rowsOf(await get(''))[0] ?? {})).toEqual(
    expect.arrayContaining(keys.split(' ')),
  );
  expect(rowsOf(await get(''))[2]).toMatchObject({ role: { name: 'Seller' } });
});

test('pages of users tell whether more follow', async () => {
  const { json } = await get('?per_page=2');
  expect(json).toMatchObject({ info: { per_page: 2, count: 2, more_records: true } });
  expect(await get('?page=2')).toMatchObject({ status: 204, text: '' });
});

test('users are found by ids, one of them by its own address', async () => {
  const all = rowsOf(await get('')).map((row) => String(row['id']));
  expect(rowsOf(await get(`?ids=${all[1]},${all[3]},1`))).toHaveLength(2);
  expect((await get(`/${all[1]}`)).json).toMatchObject({ users: [{ full_name: 'boss' }] });
  expect(await get('/1')).toMatchObject({ status: 204, text: '' });
});

test.each([
  ['?type=Nobody', 'INVALID_DATA', { param_name: 'type' }],
  ['?per_page=201', 'PATTERN_NOT_MATCHED', { param_name: 'per_page' }],
  ['?page=0', 'PATTERN_NOT_MATCHED', { param_name: 'page' }],
  [`?ids=${Array.from({ length: 101 }, (_, n) => n).join(',')}`, 'LIMIT_EXCEEDED', { limit: 100 }],
  ['/x', 'INVALID_DATA', { resource_path_index: 1 }],
])('users%s are refused with %s', async (query, code, details) => {
  expect(await get(query)).toMatchObject({ status: 400, json: { code, details } });
});

test('If-Modified-Since answers 304 when no user changed since', async () => {
  const later = new Date(emulator.clock.now() + 60_000).toISOString();
  expect((await get('', { 'if-modified-since': later })).status).toBe(304);
  const earlier = new Date(emulator.clock.now() - 3_600_000).toISOString();
  expect((await get('', { 'if-modified-since': earlier })).status).toBe(200);
});
