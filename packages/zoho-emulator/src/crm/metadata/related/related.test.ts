import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../../create-emulator.ts';
import type { Emulator } from '../../../emulator.ts';
import { smallSeed } from '../../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../../testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
const account = { Account_Name: { id: '10' } };
const modules = {
  Accounts: {
    fields: [],
    records: [
      { id: '10', Account_Name: 'Zylker' },
      { id: '11', Account_Name: 'B' },
    ],
  },
  Contacts: {
    fields: [],
    records: ['20', '21', '22'].map((id) => ({ id, Last_Name: `C${id}`, ...account })),
  },
  Deals: { fields: [], records: [{ id: '30', Deal_Name: 'Deal', ...account }] },
  Leads: { fields: [], records: [{ id: '40', Last_Name: 'Daly' }] },
  Campaigns: {
    fields: [],
    records: [
      { id: '50', Campaign_Name: 'Fair' },
      { id: '51', Campaign_Name: 'Web' },
    ],
  },
};
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ a: { crm: { modules } } }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const call = async (method: string, path: string, json?: unknown, headers = {}): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/${path}`, {
    method,
    headers,
    ...(json === undefined ? {} : { json }),
  });
const get = async (path: string, headers = {}): Promise<Reply> =>
  await call('GET', path, undefined, headers);
const link = async (...data: unknown[]): Promise<Reply> =>
  await call('PUT', 'Leads/40/Campaigns', { data });

test('a record shows those that point to it by a lookup', async () => {
  const reply = await get('Accounts/10/Contacts?fields=Last_Name&sort_order=asc');
  expect(reply.json).toEqual({
    data: ['20', '21', '22'].map((id) => ({ Last_Name: `C${id}`, id })),
    info: {
      call: false,
      per_page: 200,
      next_page_token: null,
      count: 3,
      page: 1,
      previous_page_token: null,
      page_token_expiry: null,
      email: false,
      more_records: false,
    },
  });
  expect((await get('Accounts/10/Deals?fields=Deal_Name')).json).toMatchObject({
    data: [{ id: '30' }],
  });
  expect(await get('Accounts/11/Contacts?fields=Last_Name')).toMatchObject({
    status: 204,
    text: '',
  });
});

test('a related list has pages and tokens that are bound to the question', async () => {
  const first = await get('Accounts/10/Contacts?fields=Last_Name&per_page=2');
  const info = Object(first.json?.['info']);
  expect(info).toMatchObject({ count: 2, more_records: true, previous_page_token: null });
  const token = String(info.next_page_token);
  const rest = `Accounts/10/Contacts?fields=Last_Name&per_page=2&page_token=${token}`;
  expect((await get(rest)).json).toMatchObject({ data: [{ id: '20' }], info: { page: 2 } });
  expect((await get(`${rest}&sort_order=asc`)).json).toMatchObject({
    code: 'TOKEN_BOUND_DATA_MISMATCH',
  });
  expect((await get(`${rest}x.y`)).status).not.toBe(200);
  const garbage = 'Accounts/10/Contacts?fields=Last_Name&page_token=nothing';
  expect((await get(garbage)).json).toMatchObject({ code: 'INVALID_DATA' });
  emulator.clock.advance(25 * 3_600_000);
  visitor = createVisitor(emulator);
  expect((await get(rest)).json).toMatchObject({ code: 'EXPIRED_VALUE' });
});

test('If-Modified-Since answers 304 when no related record changed since', async () => {
  const path = 'Accounts/10/Contacts?fields=Last_Name';
  const later = new Date(emulator.clock.now() + 60_000).toISOString();
  expect((await get(path, { 'if-modified-since': later })).status).toBe(304);
});

test.each([
  ['Accounts/10/Contacts', 'REQUIRED_PARAM_MISSING', { param_name: 'fields' }],
  ['Accounts/10/Nope?fields=id', 'INVALID_DATA', { resource_path_index: 2 }],
  ['Accounts/99/Contacts?fields=id', 'INVALID_DATA', { resource_path_index: 1 }],
  ['Nope/10/Contacts?fields=id', 'INVALID_MODULE', { resource_path_index: 0 }],
  ['Attachments/10/Contacts?fields=id', 'NOT_SUPPORTED', {}],
  ['Accounts/deleted/10/Contacts?fields=id', 'INVALID_DATA', { resource_path_index: 2 }],
])('%s is refused with %s', async (path, code, details) => {
  expect(await get(path)).toMatchObject({ status: 400, json: { code, details } });
});

test('one related record is read by its id', async () => {
  expect((await get('Accounts/10/Contacts/21?fields=Last_Name')).json).toMatchObject({
    data: [{ id: '21', Last_Name: 'C21' }],
  });
  expect((await get('Accounts/10/Contacts/99?fields=Last_Name')).status).toBe(204);
});

test('a lead is added to campaigns, which show it too', async () => {
  const reply = await link({ id: '50', Member_Status: 'Active' }, { id: '51' });
  expect(reply).toMatchObject({
    status: 200,
    json: {
      data: [
        { code: 'SUCCESS', details: { id: '50' }, message: 'relation added', status: 'success' },
        { details: { id: '51' } },
      ],
    },
  });
  const campaigns = await get(
    'Leads/40/Campaigns?fields=Campaign_Name,Member_Status&sort_order=asc',
  );
  expect(campaigns.json?.['data']).toEqual([
    { id: '50', Campaign_Name: 'Fair', Member_Status: 'Active' },
    { id: '51', Campaign_Name: 'Web' },
  ]);
  expect((await get('Campaigns/50/Leads?fields=Last_Name')).json).toMatchObject({
    data: [{ id: '40' }],
  });
});

test('relations are added one by one, too, and removed by ids or by the path', async () => {
  expect((await call('PUT', 'Leads/40/Campaigns/50', { data: [{}] })).status).toBe(200);
  expect((await call('PUT', 'Leads/40/Campaigns/51')).status).toBe(200);
  expect(await call('DELETE', 'Leads/40/Campaigns?ids=50')).toMatchObject({
    status: 200,
    json: { data: [{ code: 'SUCCESS', details: { id: '50' }, message: 'relation removed' }] },
  });
  expect((await call('DELETE', 'Campaigns/51/Leads/40')).status).toBe(200);
  expect((await get('Leads/40/Campaigns?fields=id')).status).toBe(204);
});

test('each relation of a call stands for itself', async () => {
  const reply = await link({ id: '50' }, { id: '99' }, {});
  expect(reply.status).toBe(207);
  expect(reply.json).toMatchObject({
    data: [{ code: 'SUCCESS' }, { code: 'INVALID_DATA' }, { code: 'MANDATORY_NOT_FOUND' }],
  });
  expect(await call('DELETE', 'Leads/40/Campaigns?ids=50,51')).toMatchObject({
    status: 207,
    json: { data: [{ code: 'SUCCESS' }, { code: 'INVALID_DATA', details: { id: '51' } }] },
  });
});

const hundredAndOne = Array.from({ length: 101 }, (_, n) => String(n));
test.each([
  ['PUT', 'Accounts/10/Contacts', { data: [{ id: '20' }] }, 'NOT_SUPPORTED'],
  ['DELETE', 'Accounts/10/Contacts/20', undefined, 'NOT_SUPPORTED'],
  ['PUT', 'Leads/40/Campaigns', {}, 'MANDATORY_NOT_FOUND'],
  ['PUT', 'Leads/40/Campaigns', { data: hundredAndOne.map((id) => ({ id })) }, 'LIMIT_EXCEEDED'],
  ['PUT', 'Leads/40/Nope', { data: [{ id: '50' }] }, 'INVALID_DATA'],
  ['DELETE', 'Leads/40/Campaigns', undefined, 'REQUIRED_PARAM_MISSING'],
  ['DELETE', 'Leads/40/Campaigns?ids=x', undefined, 'UNABLE_TO_PARSE_DATA_TYPE'],
  ['DELETE', `Leads/40/Campaigns?ids=${hundredAndOne.join(',')}`, undefined, 'LIMIT_EXCEEDED'],
])('%s %s with %o is refused', async (method, path, json, code) => {
  expect(await call(method, path, json)).toMatchObject({ status: 400, json: { code } });
});

test('a record in the recycle bin still shows what was below it', async () => {
  await link({ id: '50' });
  expect((await call('DELETE', 'Leads?ids=40')).status).toBe(200);
  expect((await get('Leads/40/Campaigns?fields=Campaign_Name')).status).toBe(400);
  expect((await get('Leads/deleted/40/Campaigns?fields=Campaign_Name')).json).toMatchObject({
    data: [{ id: '50', Campaign_Name: 'Fair' }],
  });
});

test('a record that is deleted leaves the lists it was in', async () => {
  await link({ id: '50' }, { id: '51' });
  await call('DELETE', 'Campaigns?ids=50');
  expect((await get('Leads/40/Campaigns?fields=id')).json).toMatchObject({ data: [{ id: '51' }] });
});

test('relations change only with a scope for that', async () => {
  emulator.reset(smallSeed({ a: { scopes: ['ZohoCRM.modules.READ'], crm: { modules } } }));
  visitor = createVisitor(emulator);
  expect((await link({ id: '50' })).status).toBe(401);
  expect((await call('DELETE', 'Leads/40/Campaigns/50')).status).toBe(401);
});

test('a record that is too long deleted for the bin shows nothing any more', async () => {
  await link({ id: '50' });
  await call('DELETE', 'Leads?ids=40');
  emulator.clock.advance(61 * 24 * 3_600_000);
  visitor = createVisitor(emulator);
  expect(await get('Leads/deleted/40/Campaigns?fields=Campaign_Name')).toMatchObject({
    status: 400,
    json: { code: 'INVALID_DATA', details: { resource_path_index: 2 } },
  });
});
