import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import type { ModuleSeed } from '../../seed.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

const modules: Record<string, ModuleSeed> = {
  Accounts: {
    fields: [{ api_name: 'Ext_Account', data_type: 'text', external: 'org' }],
    records: [{ id: '700', Account_Name: 'Zylker', Ext_Account: 'acc-1' }],
  },
  Contacts: {
    fields: [{ api_name: 'Ext_Id', data_type: 'text', external: 'org', unique: true }],
    records: [
      { id: '1', Last_Name: 'Day', Email: 'day@b.example', Ext_Id: 'ext-1' },
      { id: '2', Last_Name: 'Eve', Email: 'eve@b.example', Ext_Id: 'ext-2' },
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

type Row = Record<string, unknown>;
const call = async (
  method: string,
  path: string,
  json?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> => await visitor.call('api', `/crm/v8/${path}`, { method, json, headers });
const upsert = async (data: Row[], more: Row = {}, module = 'Contacts') =>
  await call('POST', `${module}/upsert`, { data, ...more });
const rowOf = ({ json }: Reply, index = 0) => ((json?.['data'] ?? []) as Row[])[index];
const contact = (id: string) => emulator.records('a', 'Contacts').find((one) => one.id === id);

test('upsert changes by the field of the system, and adds what is not there', async () => {
  const reply = await upsert([
    { Last_Name: 'Dawn', Email: 'DAY@b.example' },
    { Last_Name: 'New', Email: 'new@b.example' },
  ]);
  expect(reply.status).toBe(200);
  expect(rowOf(reply)).toMatchObject({
    code: 'SUCCESS',
    action: 'update',
    duplicate_field: 'Email',
    message: 'record updated',
    details: { id: '1' },
  });
  expect(rowOf(reply, 1)).toMatchObject({
    action: 'insert',
    duplicate_field: null,
    message: 'record added',
  });
  expect(contact('1')).toMatchObject({ Last_Name: 'Dawn' });
});

test('the fields that are named come first, then all that are unique', async () => {
  const row = { Last_Name: 'x', Email: 'eve@b.example', Ext_Id: 'ext-1' };
  const byEmail = await upsert([{ Last_Name: 'x', Email: 'eve@b.example' }], {
    duplicate_check_fields: ['Email', 'Ext_Id'],
  });
  expect(rowOf(byEmail)).toMatchObject({ duplicate_field: 'Email', details: { id: '2' } });
  const byKey = await upsert([{ ...row, Email: 'other@b.example' }], {
    duplicate_check_fields: ['Email'],
  });
  expect(rowOf(byKey)).toMatchObject({ duplicate_field: 'Ext_Id', details: { id: '1' } });
});

test('the field of the system is not compared when others are named', async () => {
  const reply = await upsert([{ Last_Name: 'x', Email: 'day@b.example' }], {
    duplicate_check_fields: ['Ext_Id'],
  });
  expect(rowOf(reply)).toMatchObject({ action: 'insert' });
});

test('a row that fits two records is refused for the unique value of the other', async () => {
  const reply = await upsert([{ Last_Name: 'x', Email: 'day@b.example', Ext_Id: 'ext-2' }]);
  expect(reply.status).toBe(400);
  expect(rowOf(reply)).toMatchObject({
    code: 'DUPLICATE_DATA',
    details: { api_name: 'Ext_Id', id: '2' },
  });
});

test('only unique fields and that of the system can be named', async () => {
  const reply = await upsert([{ Last_Name: 'x' }], { duplicate_check_fields: ['Email', 'Phone'] });
  expect(reply).toMatchObject({
    status: 400,
    json: { code: 'INVALID_DATA', details: { json_path: '$.duplicate_check_fields[1]' } },
  });
});

test.each(['Tasks', 'Events', 'Calls'])('%s have no upsert', async (module) => {
  expect(await upsert([{ Subject: 'x' }], {}, module)).toMatchObject({
    status: 400,
    json: { code: 'INVALID_MODULE', message: 'The given module is not supported in API' },
  });
});

test('an upsert of a record that was changed meanwhile is 412', async () => {
  const since = new Date(emulator.clock.now()).toISOString();
  emulator.clock.advance(60_000);
  emulator.updateRecord('a', 'Contacts', '1', { Last_Name: 'theirs' });
  const body = { data: [{ Last_Name: 'ours', Email: 'day@b.example' }] };
  const reply = await call('POST', 'Contacts/upsert', body, { 'if-unmodified-since': since });
  expect(reply.status).toBe(412);
  expect(rowOf(reply)).toMatchObject({
    code: 'ALREADY_MODIFIED',
    message: 'Record updated time has already passed if-unmodified-since time',
  });
});

const external = { 'x-external': 'Contacts.Ext_Id' };

test('records are read, changed and deleted by an external value', async () => {
  expect(rowOf(await call('GET', 'Contacts/ext-1', undefined, external))).toMatchObject({
    id: '1',
  });
  const listed = await call('GET', 'Contacts?fields=Ext_Id&ids=ext-2,nope', undefined, external);
  expect(listed.json).toMatchObject({ data: [{ id: '2', Ext_Id: 'ext-2' }], info: { count: 1 } });
  const changed = await call('PUT', 'Contacts/ext-1', { data: [{ Phone: '1' }] }, external);
  expect(rowOf(changed)).toMatchObject({ details: { id: '1', Ext_Id: 'ext-1' } });
  const many = await call('PUT', 'Contacts', { data: [{ Ext_Id: 'ext-2', Phone: '2' }] }, external);
  expect(rowOf(many)).toMatchObject({ details: { id: '2', Ext_Id: 'ext-2' } });
  const deleted = await call('DELETE', 'Contacts?ids=ext-1', undefined, external);
  expect(rowOf(deleted)).toMatchObject({ details: { id: '1', Ext_Id: 'ext-1' } });
});

test('an external value that nobody has is 204 for a read and INVALID_DATA for a write', async () => {
  expect((await call('GET', 'Contacts/nobody', undefined, external)).status).toBe(204);
  const reply = await call('PUT', 'Contacts/nobody', { data: [{ Phone: '1' }] }, external);
  expect(reply.status).toBe(400);
  expect(rowOf(reply)).toMatchObject({ code: 'INVALID_DATA' });
});

test('an external value cannot be changed through itself', async () => {
  const reply = await call('PUT', 'Contacts/ext-1', { data: [{ Ext_Id: 'other' }] }, external);
  expect(rowOf(reply)).toMatchObject({ code: 'NOT_ALLOWED', details: { api_name: 'Ext_Id' } });
  expect(contact('1')).toMatchObject({ Ext_Id: 'ext-1' });
});

test('a lookup is given by the external value of the other record', async () => {
  const header = { 'x-external': 'Contacts.Ext_Id,Contacts.Account_Name.Ext_Account' };
  const data = [{ Account_Name: { Ext_Account: 'acc-1' } }];
  await call('PUT', 'Contacts/ext-1', { data }, header);
  expect(contact('1')).toMatchObject({ Account_Name: { name: 'Zylker', id: '700' } });
  const wrong = [{ Account_Name: { Ext_Account: 'nope' } }];
  expect(rowOf(await call('PUT', 'Contacts/ext-1', { data: wrong }, header))).toMatchObject({
    code: 'INVALID_DATA',
  });
});

test.each(['Contacts.Phone', 'Accounts.Ext_Account', 'nonsense'])(
  'X-EXTERNAL: %s names no external field of the module',
  async (header) => {
    const reply = await call('GET', 'Contacts/ext-1', undefined, { 'x-external': header });
    expect(reply).toMatchObject({ status: 400, json: { code: 'INVALID_DATA' } });
  },
);

test.each(['999', 1])('an upsert by the id %j adds nothing and tells no action', async (id) => {
  const count = emulator.records('a', 'Contacts').length;
  const reply = await upsert([{ id, Last_Name: 'x' }]);
  expect(reply.status).toBe(400);
  expect(rowOf(reply)).toEqual({
    code: 'INVALID_DATA',
    details: { id },
    message: 'the id given seems to be invalid',
    status: 'error',
  });
  expect(emulator.records('a', 'Contacts')).toHaveLength(count);
});
