import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { allScopes } from '../../scopes.ts';
import type { ModuleSeed } from '../../seed.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

const long = 'x'.repeat(501);

const modules: Record<string, ModuleSeed> = {
  Accounts: { fields: [], records: [{ id: '700', Account_Name: 'Zylker' }] },
  Leads: {
    fields: [],
    records: [
      { id: '1', Last_Name: 'open' },
      { id: '2', Last_Name: 'won', $converted: true },
    ],
  },
  Contacts: {
    fields: [],
    records: [{ id: '800', First_Name: 'Ann', Last_Name: 'Day', Account_Name: { id: '700' } }],
  },
  Papers: {
    fields: [
      { api_name: 'Rich', data_type: 'textarea', textarea: 'rich_text' },
      {
        api_name: 'Lines',
        data_type: 'subform',
        fields: [{ api_name: 'Quantity', data_type: 'integer' }],
      },
      { api_name: 'Links', data_type: 'multiselectlookup', lookup: 'Accounts' },
      { api_name: 'Company', data_type: 'lookup', lookup: 'Accounts' },
      { api_name: 'Rank', data_type: 'integer' },
    ],
    views: [
      {
        name: 'First',
        criteria: { field: { api_name: 'Rank' }, comparator: 'equal', value: 1 },
      },
    ],
    records: [
      {
        id: '10',
        Name: 'one',
        Rich: long,
        Lines: [{ Quantity: 3 }],
        Links: [{ Account: { id: '700' } }],
        Company: { id: '700' },
        Rank: 1,
      },
      { id: '11', Name: 'two', $approved: false, Rank: 2 },
      { id: '12', Name: 'three', Rank: 3 },
    ],
  },
};

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ a: { crm: { modules } } }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const get = async (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/${path}`, { headers });
const idsOf = ({ json }: Reply): unknown =>
  ((json?.['data'] ?? []) as { id: string }[]).map(({ id }) => id);
const infoOf = ({ json }: Reply) => json?.['info'] as Record<string, unknown>;
const first = ({ json }: Reply) => ((json?.['data'] ?? []) as Record<string, unknown>[])[0];

test.each([
  ['', [], ['1']],
  ['&converted=false', [], ['1']],
  ['&converted=true', [], ['2']],
  ['&converted=both', [], ['2', '1']],
])('converted leads are hidden unless asked for (%s)', async (query, _, ids) => {
  expect(idsOf(await get(`Leads?fields=Last_Name${query}`))).toEqual(ids);
});

test.each([
  ['', ['12', '11', '10']],
  ['&approved=true', ['12', '10']],
  ['&approved=false', ['11']],
  ['&approved=both', ['12', '11', '10']],
])('approved chooses among records (%s)', async (query, ids) => {
  expect(idsOf(await get(`Papers?fields=Name${query}`))).toEqual(ids);
});

test('a list has no subforms and no multi-select lookups, and cuts rich text', async () => {
  const reply = await get('Papers?fields=Rich,Lines,Links,Company&ids=10');
  expect(first(reply)).toEqual({
    Rich: long.slice(0, 500),
    Company: { name: 'Zylker', id: '700' },
    id: '10',
  });
});

test('one record has subforms with their parent, multi-select lookups and whole rich text', async () => {
  const record = first(await get('Papers/10'));
  expect(record).toMatchObject({
    Rich: long,
    Lines: [
      { Quantity: 3, Parent_Id: { name: 'one', id: '10' }, id: expect.any(String) as unknown },
    ],
    Links: [{ Account: { name: 'Zylker', id: '700' }, id: expect.any(String) as unknown }],
    $has_more: { Lines: false, Links: false },
    $approval_state: 'approved',
  });
});

test('fetch_full_data has the rich text that a list cut, of one record and of several', async () => {
  const whole = { data: [{ id: '10', Rich: long }] };
  expect((await get('Papers/10/actions/fetch_full_data?fields=Rich')).json).toEqual(whole);
  expect((await get('Papers/actions/fetch_full_data?ids=10&fields=Rich,Name')).json).toEqual(whole);
  expect((await get('Papers/99/actions/fetch_full_data')).status).toBe(204);
  expect(await get('Papers/actions/fetch_full_data')).toMatchObject({
    status: 400,
    json: { code: 'REQUIRED_PARAM_MISSING', details: { param_name: 'ids' } },
  });
});

test('system keys are told where they are asked for', async () => {
  const reply = await get('Papers?fields=Name,$approval_state,$editable,$event_cancelled&ids=11');
  expect(first(reply)).toEqual({
    Name: 'two',
    $approval_state: 'approval_process_pending',
    $editable: true,
    $event_cancelled: false,
    id: '11',
  });
});

test('a lookup carries the name that the other record has now', async () => {
  emulator.updateRecord('a', 'Accounts', '700', { Account_Name: 'Zylker Ltd' });
  expect(first(await get('Contacts?fields=Account_Name,Full_Name'))).toEqual({
    Account_Name: { name: 'Zylker Ltd', id: '700' },
    Full_Name: 'Ann Day',
    id: '800',
  });
});

test('a custom view chooses the records, and an unknown one is refused', async () => {
  const views = (await get('settings/custom_views?module=Papers')).json?.['custom_views'];
  const view = (views as { id: string; name: string }[]).find(({ name }) => name === 'First');
  expect(idsOf(await get(`Papers?fields=Name&cvid=${view?.id}`))).toEqual(['10']);
  expect(await get('Papers?fields=Name&cvid=12345')).toMatchObject({
    status: 400,
    json: { code: 'INVALID_DATA', details: { param_name: 'cvid' } },
  });
});

test.each([
  [
    '',
    { param_name: 'fields' },
    'REQUIRED_PARAM_MISSING',
    'One of the expected parameter is missing',
  ],
  [
    `fields=${Array.from({ length: 51 }, (_, n) => `F${n}`).join(',')}`,
    { limit: 50, param_name: 'fields' },
    'LIMIT_EXCEEDED',
    'fields limit exceeded',
  ],
  [
    `fields=Name&ids=${Array.from({ length: 101 }, (_, n) => n).join(',')}`,
    { limit: 100, param_name: 'ids' },
    'LIMIT_EXCEEDED',
    'ids limit exceeded',
  ],
  [
    'fields=Name&page=11',
    { limit: 2000 },
    'DISCRETE_PAGINATION_LIMIT_EXCEEDED',
    'You can only get the first 2000 records without using page_token param',
  ],
  ['fields=Name&page_token=garbage', { param_name: 'page_token' }, 'INVALID_DATA', undefined],
  ['fields=Name&ids=x', { param_name: 'ids' }, 'INVALID_DATA', undefined],
  [
    'fields=Name&sort_by=Name',
    { param_name: 'sort_by', supported_values: ['id', 'Created_Time', 'Modified_Time'] },
    'INVALID_DATA',
    undefined,
  ],
  [
    'fields=Name&page=1&page_token=x',
    { ambiguity_due_to: [{ param_name: 'page' }, { param_name: 'page_token' }] },
    'AMBIGUITY_DURING_PROCESSING',
    undefined,
  ],
  [
    'fields=Name&cvid=1&sort_by=id',
    { ambiguity_due_to: [{ param_name: 'cvid' }, { param_name: 'sort_by' }] },
    'AMBIGUITY_DURING_PROCESSING',
    undefined,
  ],
  [
    'fields=Name&per_page=201',
    { param_name: 'per_page' },
    'PATTERN_NOT_MATCHED',
    'Please check whether the input values are correct',
  ],
  ['fields=Name&converted=maybe', { param_name: 'converted' }, 'INVALID_DATA', undefined],
  [
    'fields=Name&territory_id=1',
    { resource_path_index: 0 },
    'INVALID_MODULE',
    'Territory is not supported for the given module.',
  ],
])('a list with %s is refused with details', async (query, details, code, message) => {
  const reply = await get(`Papers?${query}`);
  expect(reply).toMatchObject({ status: 400, json: { code, details, status: 'error' } });
  const told = String(reply.json?.['message']);
  expect(told).toBe(message ?? told);
});

test('territories are asked for in modules that have them, and may be invalid', async () => {
  expect((await get('Accounts?fields=id&territory_id=1&include_child=true')).status).toBe(200);
  emulator.setProfile({ listByTerritory: 'invalid' });
  expect((await get('Accounts?fields=id&territory_id=1')).json).toMatchObject({
    code: 'INVALID_DATA',
    details: { param_name: 'territory_id' },
  });
});

test('the information of a list has the keys of the documentation, null where there is no more', async () => {
  expect(infoOf(await get('Papers?fields=Name'))).toEqual({
    call: false,
    per_page: 200,
    next_page_token: null,
    count: 3,
    sort_by: 'id',
    page: 1,
    previous_page_token: null,
    page_token_expiry: null,
    sort_order: 'desc',
    email: false,
    more_records: false,
  });
});

test('a page token leads back as well', async () => {
  const query = 'Papers?fields=Name&per_page=1';
  const second = await get(
    `${query}&page_token=${String(infoOf(await get(query))['next_page_token'])}`,
  );
  const back = await get(`${query}&page_token=${String(infoOf(second)['previous_page_token'])}`);
  expect(idsOf(back)).toEqual(['12']);
});

test('a page token is bound to If-Modified-Since', async () => {
  const since = { 'if-modified-since': '2020-01-01T00:00:00+00:00' };
  const token = String(
    infoOf(await get('Papers?fields=Name&per_page=1', since))['next_page_token'],
  );
  const path = `Papers?fields=Name&per_page=1&page_token=${token}`;
  expect((await get(path)).json).toMatchObject({ code: 'TOKEN_BOUND_DATA_MISMATCH' });
  expect((await get(path, since)).status).toBe(200);
});

test('a page token of another user is as unknown as garbage', async () => {
  emulator.reset(smallSeed({ a: { crm: { modules } }, b: { dataCenter: 'eu', crm: { modules } } }));
  visitor = createVisitor(emulator);
  const token = String(infoOf(await get('Papers?fields=Name&per_page=1'))['next_page_token']);
  const other = createVisitor(emulator, 'b');
  const reply = await other.call(
    'api',
    `/crm/v8/Papers?fields=Name&per_page=1&page_token=${token}`,
  );
  expect(reply).toMatchObject({ status: 400, json: { code: 'INVALID_DATA' } });
});

test('tokens reach so many rows and no more', async () => {
  emulator.setProfile({ listTokenRows: 2 });
  const query = 'Papers?fields=Name&per_page=1';
  const second = await get(
    `${query}&page_token=${String(infoOf(await get(query))['next_page_token'])}`,
  );
  const third = await get(`${query}&page_token=${String(infoOf(second)['next_page_token'])}`);
  expect(third).toMatchObject({
    status: 400,
    json: { code: 'PAGINATION_LIMIT_EXCEEDED', details: { param_name: 'page_token' } },
  });
});

test.each([
  ['inclusive', 200],
  ['exclusive', 304],
] as const)('If-Modified-Since of the very second is %s', async (bound, status) => {
  emulator.setProfile({ modifiedSinceBound: bound });
  const since = String(emulator.records('a', 'Leads')[0]?.['Modified_Time']);
  const reply = await get('Leads?fields=Last_Name', { 'if-modified-since': since });
  expect(reply.status).toBe(status);
});

test.each([
  [204, ''],
  [400, 'INVALID_DATA'],
] as const)('a record that is not there is %i', async (unknownRecord, code) => {
  emulator.setProfile({ unknownRecord });
  const reply = await get('Papers/99');
  expect(reply.status).toBe(unknownRecord);
  expect(reply.text).toContain(code);
});

test('times follow the season of the time zone of the user', async () => {
  emulator.reset(smallSeed({ a: { crm: { modules }, timeZone: 'Europe/Berlin' } }));
  visitor = createVisitor(emulator);
  const put = async (Start_DateTime: string) => {
    const data = [
      { Event_Title: 'x', Start_DateTime, End_DateTime: Start_DateTime, Remind_At: Start_DateTime },
    ];
    return await visitor.call('api', '/crm/v8/Events', { method: 'POST', json: { data } });
  };
  await put('2026-01-15T12:00:00Z');
  await put('2026-07-15T12:00:00Z');
  const shown = emulator.records('a', 'Events').map((event) => event['Start_DateTime']);
  expect(shown).toEqual(['2026-01-15T13:00:00+01:00', '2026-07-15T14:00:00+02:00']);
});

test.each(['GET', 'DELETE'])('%s needs a scope of its own', async (method) => {
  const scope = method === 'GET' ? 'ZohoCRM.modules.DELETE' : 'ZohoCRM.modules.READ';
  emulator.reset(smallSeed({ a: { crm: { modules }, scopes: [scope] } }));
  visitor = createVisitor(emulator);
  const reply = await visitor.call('api', '/crm/v8/Papers/10', { method });
  expect(reply).toMatchObject({ status: 401, json: { code: 'OAUTH_SCOPE_MISMATCH' } });
  expect(allScopes).toContain('ZohoCRM.modules.ALL');
});
