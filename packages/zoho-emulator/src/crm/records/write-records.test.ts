import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

const records = [
  { id: '1', Name: 'one' },
  { id: '2', Name: 'two' },
];

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const put = async (
  data: unknown,
  path = '/crm/v8/Deals_X',
  headers: Record<string, string> = {},
): Promise<Reply> => await visitor.call('api', path, { method: 'PUT', json: { data }, headers });
const record = (id: string) => emulator.records('a', 'Deals_X').find((one) => one.id === id);

test('one record is changed by its path; what is not named keeps its value', async () => {
  emulator.clock.advance(60_000);
  const before = record('1');

  const reply = await put([{ Done: true }], '/crm/v8/Deals_X/1');

  expect(reply).toMatchObject({
    status: 200,
    json: { data: [{ code: 'SUCCESS', status: 'success', details: { id: '1' } }] },
  });
  expect(record('1')).toMatchObject({ Name: 'one', Done: true });
  expect(record('1')?.['Modified_Time']).not.toBe(before?.['Modified_Time']);
});

test('rows are answered in their order, 207 when only some went well', async () => {
  const reply = await put([
    { id: '2', Done: true },
    { id: '77', Done: true },
    { id: '1', Done: 'true' },
    { Done: true },
  ]);

  expect(reply.status).toBe(207);
  expect(reply.json).toMatchObject({
    data: [
      { code: 'SUCCESS', details: { id: '2' } },
      { code: 'INVALID_DATA', details: { id: '77' } },
      {
        code: 'INVALID_DATA',
        details: { api_name: 'Done', expected_data_type: 'boolean', json_path: '$.data[2].Done' },
      },
      { code: 'MANDATORY_NOT_FOUND', details: { api_name: 'id' } },
    ],
  });
  expect(record('1')).toMatchObject({ Done: false });
});

test('when no row went well it is 400 and nothing has changed', async () => {
  expect((await put([{ id: '77', Done: true }])).status).toBe(400);
  expect((await put([{ Folder: 7 }], '/crm/v8/Deals_X/1')).status).toBe(400);
  expect(record('1')).toMatchObject({ Folder: null });
});

test('null clears, an empty text is stored as null', async () => {
  await put([{ id: '1', Folder: 'x', Amount: 3 }]);
  await put([{ id: '1', Folder: '', Amount: null }]);
  expect(record('1')).toMatchObject({ Folder: null, Amount: null });
});

test('a record changed after If-Unmodified-Since is left alone with 412', async () => {
  const since = new Date(emulator.clock.now()).toISOString();
  emulator.clock.advance(60_000);
  emulator.updateRecord('a', 'Deals_X', '1', { Folder: 'theirs' });

  const reply = await put([{ Folder: 'ours' }], '/crm/v8/Deals_X/1', {
    'if-unmodified-since': since,
  });

  expect(reply).toMatchObject({
    status: 412,
    json: { data: [{ code: 'ALREADY_MODIFIED', details: { id: '1' } }] },
  });
  expect(record('1')).toMatchObject({ Folder: 'theirs' });
});

test('a record of the very second of If-Unmodified-Since may be changed', async () => {
  const since = String(record('1')?.['Modified_Time']);
  const reply = await put([{ Folder: 'ours' }], '/crm/v8/Deals_X/1', {
    'if-unmodified-since': since,
  });
  expect(reply.status).toBe(200);
});

test.each([
  [{ json: { data: Array.from({ length: 101 }, () => ({ id: '1' })) } }, 'LIMIT_EXCEEDED'],
  [{ json: {} }, 'MANDATORY_NOT_FOUND'],
  [{ json: { data: [] } }, 'MANDATORY_NOT_FOUND'],
  [{ json: { data: [{ id: '1' }], trigger: ['everything'] } }, 'INVALID_DATA'],
  [{ body: 'not json' }, 'INVALID_REQUEST'],
])('a body at fault is refused as a whole (%#)', async (body, code) => {
  const reply = await visitor.call('api', '/crm/v8/Deals_X', { method: 'PUT', ...body });
  expect(reply).toMatchObject({ status: 400, json: { code, status: 'error' } });
});

test('records are added under growing ids; a row without a name is refused', async () => {
  const reply = await visitor.call('api', '/crm/v8/Deals_X', {
    method: 'POST',
    json: { data: [{ Name: 'three', Done: true }, { Done: true }] },
  });

  expect(reply.status).toBe(207);
  expect(reply.json).toMatchObject({
    data: [
      { code: 'SUCCESS', message: 'record added' },
      { code: 'MANDATORY_NOT_FOUND', details: { api_name: 'Name', json_path: '$.data[1].Name' } },
    ],
  });
  expect(emulator.records('a', 'Deals_X').map((one) => one['Name'])).toEqual([
    'one',
    'two',
    'three',
  ]);
});

test('an insert of good rows only is 201', async () => {
  const reply = await visitor.call('api', '/crm/v8/Deals_X', {
    method: 'POST',
    json: { data: [{ Name: 'three' }] },
  });
  expect(reply.status).toBe(201);
});

test.each([
  ['ZohoCRM.modules.ALL', 200],
  ['ZohoCRM.modules.deals_x.UPDATE', 200],
  ['ZohoCRM.modules.dealsx.WRITE', 200],
  ['ZohoCRM.modules.custom.ALL', 200],
  ['ZohoCRM.modules.deals_x.READ', 401],
  ['ZohoCRM.modules.contacts.ALL', 401],
])('with %s an update is %i', async (scope, status) => {
  emulator.reset(smallSeed({ records, a: { scopes: [scope] } }));
  visitor = createVisitor(emulator);
  expect((await put([{ id: '1', Done: true }])).status).toBe(status);
});
