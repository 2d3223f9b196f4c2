import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import type { ModuleSeed } from '../../seed.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

const modules: Record<string, ModuleSeed> = {
  Accounts: {
    fields: [{ api_name: 'Ext_Account', data_type: 'text', external: 'org', unique: true }],
    records: [
      { id: '700', Account_Name: 'Zylker', Ext_Account: 'acc-1' },
      { id: '701', Account_Name: 'Other', Ext_Account: 'acc-2' },
    ],
  },
  Things: {
    fields: [
      { api_name: 'Text', data_type: 'text', length: 5 },
      { api_name: 'Area', data_type: 'textarea', textarea: 'small' },
      { api_name: 'Mail', data_type: 'email' },
      { api_name: 'Phone', data_type: 'phone' },
      { api_name: 'Site', data_type: 'website' },
      { api_name: 'Open', data_type: 'picklist', pick_list: { values: ['a'] } },
      {
        api_name: 'Closed',
        data_type: 'picklist',
        pick_list: { values: ['a', 'b'], restricted: true },
      },
      {
        api_name: 'Many',
        data_type: 'multiselectpicklist',
        pick_list: { values: ['a', 'b', 'c'], restricted: true },
      },
      { api_name: 'Flag', data_type: 'boolean' },
      { api_name: 'Whole', data_type: 'integer' },
      { api_name: 'Big', data_type: 'bigint' },
      { api_name: 'Real', data_type: 'double' },
      { api_name: 'Share', data_type: 'percent' },
      { api_name: 'Money', data_type: 'currency' },
      { api_name: 'Day', data_type: 'date' },
      { api_name: 'Moment', data_type: 'datetime' },
      { api_name: 'Account', data_type: 'lookup', lookup: 'Accounts' },
      { api_name: 'Helper', data_type: 'userlookup' },
      { api_name: 'Accounts', data_type: 'multiselectlookup', lookup: 'Accounts' },
      { api_name: 'Helpers', data_type: 'multiuserlookup' },
      {
        api_name: 'Lines',
        data_type: 'subform',
        fields: [
          { api_name: 'Quantity', data_type: 'integer', mandatory: true },
          { api_name: 'Remark', data_type: 'text' },
        ],
      },
      { api_name: 'Files', data_type: 'fileupload', length: 1 },
      { api_name: 'Pictures', data_type: 'imageupload', length: 2 },
      { api_name: 'Sum', data_type: 'formula', return_type: 'double' },
      {
        api_name: 'Number',
        data_type: 'autonumber',
        auto_number: { prefix: 'T', start_number: 7, suffix: '_X' },
      },
      { api_name: 'Code', data_type: 'text', unique: true },
      { api_name: 'Exact', data_type: 'text', unique: { case_sensitive: true } },
      { api_name: 'Ext_Thing', data_type: 'text', external: 'org' },
    ],
    records: [
      { id: '1', Name: 'one', Code: 'c1', Exact: 'Aa', Ext_Thing: 'ext-1', Many: ['a'] },
      { id: '2', Name: 'two', Code: 'c2' },
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
const send = async (
  method: string,
  path: string,
  data: unknown,
  { headers = {}, ...body }: Row & { headers?: Record<string, string> } = {},
): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/${path}`, { method, json: { data, ...body }, headers });
const put = async (row: Row, headers?: Record<string, string>) =>
  await send('PUT', 'Things', [{ id: '1', ...row }], headers ? { headers } : {});
const rowOf = ({ json }: Reply, index = 0) => ((json?.['data'] ?? []) as Row[])[index];
const thing = (id = '1') => emulator.records('a', 'Things').find((one) => one.id === id);

const at = (name: string) => ({ api_name: name, json_path: `$.data[0].${name}` });
const wrong = (name: string, type: string) => ({ expected_data_type: type, ...at(name) });
const long = (name: string, length: number) => ({ maximum_length: length, ...at(name) });

test.each<[string, unknown, Row]>([
  ['Text', 7, wrong('Text', 'text')],
  ['Text', 'sixsix', long('Text', 5)],
  ['Area', 'x'.repeat(2001), long('Area', 2000)],
  ['Mail', 'nobody', wrong('Mail', 'email')],
  ['Mail', '.a@b.example', wrong('Mail', 'email')],
  ['Phone', '<tel>', wrong('Phone', 'phone')],
  ['Phone', '1'.repeat(31), long('Phone', 30)],
  ['Site', 'two words', wrong('Site', 'website')],
  ['Closed', 'z', { ...at('Closed'), supported_values: ['a', 'b'] }],
  ['Many', 'a', wrong('Many', 'jsonarray')],
  ['Flag', 'true', wrong('Flag', 'boolean')],
  ['Whole', 1.5, wrong('Whole', 'integer')],
  ['Whole', '1', wrong('Whole', 'integer')],
  ['Whole', 1_000_000_000, long('Whole', 9)],
  ['Big', 7, wrong('Big', 'bigint')],
  ['Big', '1'.repeat(19), long('Big', 18)],
  ['Real', '1', wrong('Real', 'double')],
  ['Share', 123_456, long('Share', 5)],
  ['Money', 1e16, long('Money', 16)],
  ['Money', 0.123_456_789_1, long('Money', 9)],
  ['Day', '2026-02-29', wrong('Day', 'date')],
  ['Moment', '2026-02-28', wrong('Moment', 'datetime')],
  ['Moment', '2026-02-28T10:00:00.000Z', wrong('Moment', 'datetime')],
  ['Account', 7, wrong('Account', 'jsonobject')],
  ['Lines', {}, wrong('Lines', 'jsonarray')],
  ['Tag', 'x', wrong('Tag', 'jsonarray')],
])('a value that does not fit %s is refused with its place (%j)', async (name, value, details) => {
  const before = thing();
  const reply = await put({ [name]: value });
  expect(reply.status).toBe(400);
  expect(rowOf(reply)).toEqual({
    code: 'INVALID_DATA',
    details,
    message: 'invalid data',
    status: 'error',
  });
  expect(thing()).toEqual(before);
});

test.each<[string, unknown, unknown]>([
  ['Mail', 'jörg.o-x@büro.example', 'jörg.o-x@büro.example'],
  ['Phone', '+49 (30) 12-34', '+49 (30) 12-34'],
  ['Open', 'new', 'new'],
  ['Many', ['b', 'c'], ['b', 'c']],
  ['Many', [], null],
  ['Big', '123456789012345678', '123456789012345678'],
  ['Money', 250_000.5, 250_000.5],
  ['Moment', '2026-03-01T10:00:00Z', '2026-03-01T11:00:00+01:00'],
  ['Account', { id: '700' }, { name: 'Zylker', id: '700' }],
  ['Account', '700', { name: 'Zylker', id: '700' }],
  ['Sum', 7, null],
  ['No_Field', 7, undefined],
  ['Text', '', null],
  ['Flag', null, false],
  ['Tag', [{ name: 'hot' }], [{ name: 'hot', id: expect.any(String), color_code: null }]],
  ['Layout', { id: '5' }, { name: 'Standard', id: '5' }],
])('a value that fits %s is stored as reads show it (%j)', async (name, value, stored) => {
  expect((await put({ [name]: value })).status).toBe(200);
  expect(thing()?.[name]).toEqual(stored);
});

test.each<[string, unknown, string]>([
  ['Account', { id: '999' }, 'Account'],
  ['Helper', { id: '999' }, 'Helper'],
  ['Layout', { id: 'x' }, 'Layout'],
  ['Files', [{ File_Id__s: 'unknown' }], 'Files[0].File_Id__s'],
  ['Lines', [{ id: '999', Quantity: 1 }], 'Lines[0].id'],
])('an id in %s that names nothing is refused', async (name, value, path) => {
  expect(rowOf(await put({ [name]: value }))).toMatchObject({
    code: 'INVALID_DATA',
    message: 'the id given seems to be invalid',
    details: { json_path: `$.data[0].${path}` },
  });
});

test('an object without any key to find it by is told which are expected', async () => {
  expect(rowOf(await put({ Account: {} }))).toMatchObject({
    code: 'EXPECTED_FIELD_MISSING',
    details: { expected_fields: [{ api_name: 'id', json_path: '$.data[0].Account.id' }] },
  });
});

test('users are shown with name, id and email', async () => {
  const { id } = (thing()?.['Owner'] ?? {}) as { id: string };
  await put({ Helper: { id }, Helpers: [{ Helper: { id } }] });
  const user = { name: 'User A', id, email: 'a@example.com' };
  expect(thing()).toMatchObject({ Helper: user, Helpers: [{ Helper: user }] });
});

test('$append_values adds to what is chosen, otherwise it is replaced', async () => {
  await put({ Many: ['b'], $append_values: { Many: true } });
  expect(thing()?.['Many']).toEqual(['a', 'b']);
  await put({ Many: ['c'] });
  expect(thing()?.['Many']).toEqual(['c']);
});

test('rows of a subform are added, changed and removed by id, and kept when not mentioned', async () => {
  await put({ Lines: [{ Quantity: 1 }, { Quantity: 2, Remark: 'x' }] });
  const [one, two] = (thing()?.['Lines'] ?? []) as { id: string }[];
  await put({ Lines: [{ id: two?.id, Quantity: 5 }, { Quantity: 9 }] });
  expect(thing()?.['Lines']).toMatchObject([
    { id: one?.id, Quantity: 1 },
    { id: two?.id, Quantity: 5, Remark: 'x' },
    { Quantity: 9 },
  ]);
  await put({ Lines: [{ id: one?.id, _delete: null }] });
  expect(thing()?.['Lines']).toHaveLength(2);
  await put({ Lines: [] });
  expect(thing()?.['Lines']).toBeNull();
});

test('what is wrong inside a subform is told with a nested path', async () => {
  expect(rowOf(await put({ Lines: [{ Quantity: 1 }, { Quantity: 'x' }] }))).toMatchObject({
    code: 'INVALID_DATA',
    details: { api_name: 'Quantity', json_path: '$.data[0].Lines[1].Quantity' },
  });
  expect(rowOf(await put({ Lines: [{ Remark: 'x' }] }))).toMatchObject({
    code: 'MANDATORY_NOT_FOUND',
    details: { json_path: '$.data[0].Lines[0].Quantity' },
  });
  const many = Array.from({ length: 101 }, () => ({ Quantity: 1 }));
  expect(rowOf(await put({ Lines: many }))).toMatchObject({
    code: 'LIMIT_EXCEEDED',
    details: { maximum_length: 100 },
  });
});

test('multi-select lookups are added to and taken from by the id of the link', async () => {
  await put({ Accounts: [{ Account: { id: '700' } }, { Account: { id: '701' } }] });
  const [link] = (thing()?.['Accounts'] ?? []) as { id: string }[];
  await put({ Accounts: [{ id: link?.id, _delete: null }] });
  expect(thing()?.['Accounts']).toMatchObject([{ Account: { name: 'Other', id: '701' } }]);
});

test('a file field takes what was uploaded, up to its number of files', async () => {
  const form = new FormData();
  form.append('file', new Blob(['hello']), 'a.txt');
  const upload = await visitor.call('api', '/crm/v8/files', { method: 'POST', body: form });
  const { id } = (rowOf(upload)?.['details'] ?? {}) as { id: string };
  await put({ Files: [{ File_Id__s: id }], Pictures: [{ File_Id__s: id }] });
  expect(thing()).toMatchObject({
    Files: [{ File_Id__s: id, File_Name__s: 'a.txt', Size__s: '5' }],
    Pictures: [{ File_Id__s: id, Sequence_Number: 1 }],
  });
  expect(rowOf(await put({ Files: [{ File_Id__s: id }] }))?.['code']).toBe('LIMIT_EXCEEDED');
});

test('an autonumber counts up and cannot be written', async () => {
  await send('POST', 'Things', [{ Name: 'a', Number: 'mine' }, { Name: 'b' }]);
  const numbers = emulator.records('a', 'Things').map((one) => one['Number']);
  expect(numbers).toEqual(['T7_X', 'T8_X', 'T9_X', 'T10_X']);
});

test('several things at fault in one row are told together', async () => {
  expect(rowOf(await put({ Whole: 'x', Flag: 'y' }))).toMatchObject({
    code: 'MULTIPLE_OR_MULTI_ERRORS',
    message: 'Multiple errors in the request',
    details: {
      errors: [
        { code: 'INVALID_DATA', details: { api_name: 'Whole' } },
        { code: 'INVALID_DATA', details: { api_name: 'Flag' } },
      ],
    },
  });
});

test('a value that another record has in a unique field is refused with the id of that record', async () => {
  const row = rowOf(await put({ Code: 'C2' }));
  expect(row).toMatchObject({
    code: 'DUPLICATE_DATA',
    message: 'duplicate data',
    details: {
      ...at('Code'),
      id: '2',
      more_records: false,
      duplicate_record: { id: '2', module: { api_name: 'Things' }, Owner: { name: 'User A' } },
    },
  });
  expect((await put({ Code: 'c1' })).status).toBe(200);
});

test('a unique field tells cases apart only where it says so', async () => {
  const other = async (row: Row) => await send('PUT', 'Things', [{ id: '2', ...row }]);
  expect((await other({ Exact: 'aa' })).status).toBe(200);
  expect((await other({ Exact: 'Aa' })).status).toBe(400);
});

test.each([
  [false, 201],
  [true, 400],
])('the field by which upsert finds records refuses duplicates: %s', async (refused, status) => {
  emulator.setProfile({ systemDuplicatesRefused: refused });
  expect((await send('POST', 'Things', [{ Name: 'one' }])).status).toBe(status);
});

test.each<[string, Row, string[]]>([
  ['Leads', {}, ['Last_Name']],
  ['Contacts', {}, ['Last_Name']],
  ['Accounts', {}, ['Account_Name']],
  ['Deals', {}, ['Deal_Name', 'Stage']],
  ['Tasks', {}, ['Subject']],
  ['Products', {}, ['Product_Name']],
  ['Campaigns', {}, ['Campaign_Name']],
  ['Vendors', {}, ['Vendor_Name']],
  ['Solutions', {}, ['Solution_Title']],
  ['Cases', {}, ['Subject', 'Case_Origin', 'Status']],
  ['Quotes', {}, ['Subject', 'Quoted_Items']],
  ['Invoices', {}, ['Subject', 'Invoiced_Items']],
  ['Things', {}, ['Name']],
])('%s are not inserted without what is mandatory', async (module, row, names) => {
  const failure = rowOf(await send('POST', module, [row]));
  const errors = ((failure?.['details'] ?? {}) as { errors?: Row[] }).errors ?? [failure];
  expect(errors.map((error) => error?.['code'])).toEqual(names.map(() => 'MANDATORY_NOT_FOUND'));
  const missing = errors.map(
    (error) => ((error?.['details'] ?? {}) as { api_name: string }).api_name,
  );
  expect(missing.toSorted()).toEqual(names.toSorted());
});

test('a mandatory field cannot be emptied', async () => {
  expect(rowOf(await put({ Name: null }))).toMatchObject({
    code: 'MANDATORY_NOT_FOUND',
    details: at('Name'),
  });
});

test('a call that was not missed takes some time', async () => {
  const call = {
    Subject: 'x',
    Call_Start_Time: '2026-01-01T10:00:00+01:00',
    Call_Duration: '00:00',
  };
  expect(rowOf(await send('POST', 'Calls', [{ ...call, Call_Type: 'Outbound' }]))).toMatchObject({
    code: 'DEPENDENT_MISMATCH',
    details: { dependee: at('Call_Type'), ...at('Call_Duration') },
  });
});

test('What_Id needs the module that it points into', async () => {
  const task = { Subject: 'x', What_Id: { id: '700' } };
  expect(rowOf(await send('POST', 'Tasks', [task]))).toMatchObject({
    code: 'DEPENDENT_FIELD_MISSING',
    details: { dependee: at('What_Id'), ...at('$se_module') },
  });
  await send('POST', 'Tasks', [{ ...task, $se_module: 'Accounts' }]);
  expect(emulator.records('a', 'Tasks')).toMatchObject([
    { What_Id: { name: 'Zylker', id: '700' } },
  ]);
});

test.each<[Row, string, Row]>([
  [{ trigger: ['everything'] }, 'INVALID_DATA', { api_name: 'trigger' }],
  [{ lar_id: 'x' }, 'INVALID_DATA', { api_name: 'lar_id' }],
  [
    { apply_feature_execution: [{ name: 'x' }] },
    'INVALID_DATA',
    { api_name: 'apply_feature_execution' },
  ],
  [
    { skip_feature_execution: [{ name: 'x' }] },
    'INVALID_DATA',
    { api_name: 'skip_feature_execution' },
  ],
])('a body with %j is refused as a whole', async (body, code, details) => {
  const reply = await send('POST', 'Things', [{ Name: 'x' }], body);
  expect(reply).toMatchObject({ status: 400, json: { code, details } });
});

test.each<Row>([
  { trigger: [] },
  { trigger: ['workflow', 'approval', 'blueprint', 'pathfinder', 'orchestration'] },
  { lar_id: '3652397000002045001' },
  { apply_feature_execution: [{ name: 'layout_rules' }] },
  { skip_feature_execution: [{ name: 'cadences' }] },
])('a body may say %j', async (body) => {
  expect((await send('POST', 'Things', [{ Name: 'x' }], body)).status).toBe(201);
});

test('a row that is no object is refused by itself', async () => {
  const reply = await send('POST', 'Things', [{ Name: 'x' }, 'y']);
  expect(reply.status).toBe(207);
  expect(rowOf(reply, 1)).toMatchObject({
    code: 'INVALID_DATA',
    details: { expected_data_type: 'jsonobject', json_path: '$.data[1]' },
  });
});

test('an insert tells times, people and the state of approval', async () => {
  const reply = await send('POST', 'Things', [{ Name: 'x' }, { Name: 'y', $approved: false }]);
  const person = { name: 'User A', id: expect.any(String) as unknown };
  expect(rowOf(reply)).toEqual({
    code: 'SUCCESS',
    details: {
      Modified_Time: expect.any(String) as unknown,
      Modified_By: person,
      Created_Time: expect.any(String) as unknown,
      id: expect.any(String) as unknown,
      Created_By: person,
      $approval_state: 'approved',
    },
    message: 'record added',
    status: 'success',
  });
  expect(rowOf(reply, 1)).toMatchObject({
    details: { $approval_state: 'approval_process_pending' },
  });
});

test.each([207, 200] as const)('rows of mixed fortune are %i', async (mixedRowsStatus) => {
  emulator.setProfile({ mixedRowsStatus });
  expect((await send('POST', 'Things', [{ Name: 'x' }, {}])).status).toBe(mixedRowsStatus);
});

test.each([
  'RECORD_LOCKED',
  'NOT_APPROVED',
  'NOT_REVIEWED',
  'RECORD_IN_BLUEPRINT',
  'CANNOT_PROCESS',
  'BLOCKED_RECORD',
  'CANNOT_PERFORM_ACTION',
  'NO_PERMISSION',
  'DEPENDENT_SERVICE_ERROR',
])('a record in a state of %s is neither changed nor deleted', async (code) => {
  const records = [{ id: '1', Name: 'one', $refuses: code }];
  emulator.reset(smallSeed({ records }));
  visitor = createVisitor(emulator);
  expect(rowOf(await send('PUT', 'Deals_X', [{ id: '1', Name: 'x' }]))).toMatchObject({ code });
  const deletion = await visitor.call('api', '/crm/v8/Deals_X/1', { method: 'DELETE' });
  expect(rowOf(deletion)).toMatchObject({ code, status: 'error' });
  expect(emulator.records('a', 'Deals_X')).toMatchObject([{ Name: 'one' }]);
});
