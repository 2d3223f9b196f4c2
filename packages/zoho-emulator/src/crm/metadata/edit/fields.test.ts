import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../../create-emulator.ts';
import type { Emulator } from '../../../emulator.ts';
import type { OrgSeed } from '../../../seed.ts';
import { smallSeed } from '../../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../../testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
const records = [
  { id: '1', Name: 'one', Folder: 'x' },
  { id: '2', Name: 'two', Folder: 'x' },
];
const start = async (a: Partial<OrgSeed> = {}): Promise<void> => {
  emulator = await createEmulator({ seed: smallSeed({ records, a }) });
  visitor = createVisitor(emulator);
};
beforeEach(() => start());
afterEach(async () => await emulator.close());

const path = '/crm/v8/settings/fields';
const call = async (method: string, rest: string, json?: unknown): Promise<Reply> =>
  await visitor.call('api', `${path}${rest}`, { method, ...(json === undefined ? {} : { json }) });
const create = async (...fields: unknown[]): Promise<Reply> =>
  await call('POST', '?module=Deals_X', { fields });
const rowsOf = ({ json }: Reply): Record<string, unknown>[] =>
  Array.isArray(json?.['fields']) ? json['fields'] : [];
const fieldNamed = async (name: string, module = 'Deals_X') =>
  rowsOf(await call('GET', `?module=${module}`)).find((field) => field['api_name'] === name);
const idOf = async (name: string, module?: string): Promise<string> =>
  String((await fieldNamed(name, module))?.['id']);
const patch = async (name: string, change: Record<string, unknown>): Promise<Reply> =>
  await call('PATCH', `/${await idOf(name)}?module=Deals_X`, { fields: [change] });

test('a new field is known at once: to metadata, records, COQL and search', async () => {
  const reply = await create({
    field_label: 'Sync Key',
    data_type: 'text',
    length: 100,
    unique: { case_sensitive: false },
    external: { type: 'org', show: false },
    tooltip: { name: 'static_text', value: 'set by sync' },
    crypt: { mode: 'decryption' },
    filterable: true,
  });
  expect(reply.status).toBe(201);
  expect(reply.json).toEqual({
    fields: [
      {
        code: 'SUCCESS',
        details: { id: expect.stringMatching(/^\d{19}$/) },
        message: 'field created',
        status: 'success',
      },
    ],
  });
  expect(await fieldNamed('Sync_Key')).toMatchObject({
    custom_field: true,
    length: 100,
    unique: { case_sensitive: false },
    external: { type: 'org' },
    tooltip: { name: 'static_text', value: 'set by sync' },
  });
  const changed = await visitor.call('api', '/crm/v8/Deals_X/1', {
    method: 'PUT',
    json: { data: [{ Sync_Key: 'k1' }] },
  });
  expect(changed.status).toBe(200);
  const list = await visitor.call('api', '/crm/v8/Deals_X?fields=Sync_Key&sort_order=asc');
  expect(list.json?.['data']).toEqual([
    { id: '1', Sync_Key: 'k1' },
    { id: '2', Sync_Key: null },
  ]);
  const select_query = "select id from Deals_X where Sync_Key = 'k1'";
  const found = await visitor.call('api', '/crm/v8/coql', {
    method: 'POST',
    json: { select_query },
  });
  expect(found.json?.['data']).toEqual([{ id: '1' }]);
  emulator.clock.advance(60_000);
  const search = await visitor.call('api', '/crm/v8/Deals_X/search?criteria=(Sync_Key:equals:k1)');
  expect(search.json?.['data']).toMatchObject([{ id: '1', Sync_Key: 'k1' }]);
});

test.each([
  [{ field_label: 'T', data_type: 'textarea', length: 32_000 }, { textarea: { type: 'large' } }],
  [{ field_label: 'M', data_type: 'email' }, { length: 100 }],
  [{ field_label: 'I', data_type: 'integer', length: 5, separator: true }, { length: 5 }],
  [
    {
      field_label: 'C',
      data_type: 'currency',
      decimal_place: 4,
      currency: { rounding_option: 'round_up', precision: 2 },
    },
    { currency: { rounding_option: 'round_up', precision: 2 }, decimal_place: 4 },
  ],
  [
    {
      field_label: 'P',
      data_type: 'picklist',
      pick_list_values: [{ display_value: 'One', actual_value: 'one' }],
    },
    { pick_list_values: [{ display_value: 'One', actual_value: 'one' }] },
  ],
  [
    {
      field_label: 'A',
      data_type: 'autonumber',
      auto_number: { start_number: '1000', prefix: 'Emp', suffix: '_IN' },
    },
    { auto_number: { prefix: 'Emp', start_number: '1000', suffix: '_IN' }, read_only: true },
  ],
  [
    {
      field_label: 'F',
      data_type: 'formula',
      formula: { return_type: 'date', expression: 'Now()' },
    },
    { formula: { return_type: 'date', assume_default: false } },
  ],
  [
    { field_label: 'L', data_type: 'lookup', lookup: { module: { api_name: 'Accounts' } } },
    { lookup: { module: { api_name: 'Accounts' } } },
  ],
  [{ field_label: 'B', data_type: 'boolean' }, { json_type: 'boolean' }],
  [{ field_label: 'U', data_type: 'fileupload', length: 5 }, { length: 5 }],
])('a field can be made of %o', async (row, shown) => {
  expect((await create(row)).status).toBe(201);
  expect(await fieldNamed(row.field_label)).toMatchObject(shown);
});

test.each([
  ['Größe in m²', 'Gro_e_in_m2'],
  ['2nd  choice', 'nd_choice'],
  ['Folder!', 'Folder1'],
  ['✓', 'Field'],
])('of the label "%s" the API name %s is made', async (field_label, apiName) => {
  expect((await create({ field_label, data_type: 'date' })).status).toBe(201);
  expect(await fieldNamed(apiName)).toMatchObject({ field_label });
});

const label = { field_label: 'New' };
const text = { ...label, data_type: 'text' };
test.each([
  ['MANDATORY_NOT_FOUND', { data_type: 'text' }, { json_path: '$.fields[0].field_label' }],
  ['MANDATORY_NOT_FOUND', label, { json_path: '$.fields[0].data_type' }],
  ['INVALID_DATA', { ...text, field_label: 7 }, { expected_data_type: 'string' }],
  ['INVALID_DATA', { ...text, field_label: 'x'.repeat(256) }, { maximum_length: 255 }],
  ['DUPLICATE_DATA', { ...text, field_label: 'folder' }, { api_name: 'field_label' }],
  ['RESERVED_KEYWORD_NOT_ALLOWED', { ...text, field_label: 'Select' }, { api_name: 'field_label' }],
  ['INVALID_DATA', { ...label, data_type: 'subform' }, { api_name: 'data_type' }],
  [
    'DEPENDENT_MISMATCH',
    { ...text, length: 256 },
    { range: { from: 1, to: 255 }, dependee: { api_name: 'data_type' } },
  ],
  ['INVALID_DATA', { ...text, length: '9' }, { expected_data_type: 'integer' }],
  [
    'DEPENDENT_MISMATCH',
    { ...label, data_type: 'textarea', length: 500 },
    { supported_values: [2000, 32_000, 50_000] },
  ],
  [
    'DEPENDENT_MISMATCH',
    { ...label, data_type: 'textarea', textarea: { type: 'small' }, length: 32_000 },
    { supported_values: [2000], dependee: { api_name: 'textarea' } },
  ],
  [
    'INVALID_DATA',
    { ...label, data_type: 'textarea', textarea: { type: 'huge' } },
    { json_path: '$.fields[0].textarea.type' },
  ],
  ['DEPENDENT_MISMATCH', { ...label, data_type: 'fileupload', length: 2 }, { api_name: 'length' }],
  ['DEPENDENT_MISMATCH', { ...text, decimal_place: 2 }, { api_name: 'decimal_place' }],
  ['INVALID_DATA', { ...label, data_type: 'double', decimal_place: 10 }, { range: { to: 9 } }],
  [
    'INVALID_DATA',
    { ...label, data_type: 'currency', currency: { rounding_option: 'up', precision: 1 } },
    { json_path: '$.fields[0].currency.rounding_option' },
  ],
  [
    'DEPENDENT_MISMATCH',
    {
      ...label,
      data_type: 'currency',
      decimal_place: 2,
      currency: { rounding_option: 'normal', precision: 2 },
    },
    { dependee: { api_name: 'decimal_place' } },
  ],
  [
    'EXPECTED_DEPENDENT_FIELD_MISSING',
    { ...label, data_type: 'picklist' },
    { dependee: { api_name: 'data_type' } },
  ],
  [
    'AMBIGUITY_DURING_PROCESSING',
    { ...label, data_type: 'picklist', pick_list_values: [], global_picklist: { id: '1' } },
    { ambiguity_due_to: [{ api_name: 'pick_list_values' }, { api_name: 'global_picklist' }] },
  ],
  ['INVALID_DATA', { ...label, data_type: 'picklist', global_picklist: { id: '1' } }, {}],
  [
    'MANDATORY_NOT_FOUND',
    { ...label, data_type: 'picklist', pick_list_values: [{ display_value: 'x' }] },
    { json_path: '$.fields[0].pick_list_values[0].actual_value' },
  ],
  [
    'DUPLICATE_DATA',
    {
      ...label,
      data_type: 'multiselectpicklist',
      pick_list_values: [
        { display_value: 'x', actual_value: 'x' },
        { display_value: 'X', actual_value: 'y' },
      ],
    },
    { json_path: '$.fields[0].pick_list_values[1].display_value' },
  ],
  ['DEPENDENT_FIELD_MISSING', { ...label, data_type: 'autonumber' }, { api_name: 'auto_number' }],
  [
    'MANDATORY_NOT_FOUND',
    { ...label, data_type: 'autonumber', auto_number: { prefix: 'x' } },
    { json_path: '$.fields[0].auto_number.start_number' },
  ],
  ['DEPENDENT_FIELD_MISSING', { ...label, data_type: 'formula' }, { api_name: 'formula' }],
  [
    'INVALID_DATA',
    { ...label, data_type: 'formula', formula: { expression: '1', return_type: 'x' } },
    { api_name: 'return_type' },
  ],
  ['DEPENDENT_FIELD_MISSING', { ...label, data_type: 'lookup' }, { api_name: 'lookup' }],
  [
    'INVALID_DATA',
    { ...label, data_type: 'lookup', lookup: { module: { api_name: 'Nope' } } },
    { json_path: '$.fields[0].lookup.module.api_name' },
  ],
  ['DEPENDENT_FIELD_MISSING', { ...label, data_type: 'rollup_summary' }, {}],
  ['NOT_ALLOWED', { ...label, data_type: 'date', unique: { case_sensitive: true } }, {}],
  ['MANDATORY_NOT_FOUND', { ...text, unique: {} }, { api_name: 'case_sensitive' }],
  ['NOT_ALLOWED', { ...label, data_type: 'email', external: { type: 'org', show: true } }, {}],
  ['INVALID_DATA', { ...text, external: { type: 'all' } }, { api_name: 'type' }],
  ['INVALID_DATA', { ...text, tooltip: { name: 'x', value: 'y' } }, { api_name: 'name' }],
  [
    'INVALID_DATA',
    { ...text, tooltip: { name: 'static_text', value: 'x'.repeat(36) } },
    { maximum_length: 35 },
  ],
  [
    'INVALID_DATA',
    { ...text, tooltip: { name: 'info_icon', value: 'x'.repeat(256) } },
    { maximum_length: 255 },
  ],
  [
    'INVALID_DATA',
    { ...text, profiles: [{ id: '1' }] },
    { json_path: '$.fields[0].profiles[0].id' },
  ],
])('%s refuses the new field %o', async (code, row, details) => {
  const reply = await create(row);
  expect(reply).toMatchObject({
    status: 400,
    json: { fields: [{ code, details, status: 'error' }] },
  });
});

test('the cap on labels is what the profile says', async () => {
  emulator.setProfile('worst');
  const reply = await create({ ...text, field_label: 'x'.repeat(26) });
  expect(rowsOf(reply)[0]).toMatchObject({ code: 'INVALID_DATA', details: { maximum_length: 25 } });
});

test('each field of a call stands for itself', async () => {
  const reply = await create(text, { ...text }, { data_type: 'text' });
  expect(reply.status).toBe(207);
  expect(rowsOf(reply).map((row) => row['code'])).toEqual([
    'SUCCESS',
    'DUPLICATE_DATA',
    'MANDATORY_NOT_FOUND',
  ]);
});

test('at most five fields are made in a call', async () => {
  const six = Array.from({ length: 6 }, (_, n) => ({ field_label: `F${n}`, data_type: 'date' }));
  expect(await create(...six)).toMatchObject({
    status: 400,
    json: { code: 'LIMIT_EXCEEDED', details: { limit: 5 } },
  });
});

test('a module takes two unique fields and one autonumber', async () => {
  const unique = (n: number) => ({
    field_label: `U${n}`,
    data_type: 'text',
    unique: { case_sensitive: true },
  });
  const auto = (n: number) => ({
    field_label: `A${n}`,
    data_type: 'autonumber',
    auto_number: { start_number: '1', prefix: '', suffix: '' },
  });
  const reply = await create(unique(1), unique(2), unique(3), auto(1), auto(2));
  expect(rowsOf(reply).map((row) => row['code'])).toEqual([
    'SUCCESS',
    'SUCCESS',
    'LIMIT_EXCEEDED',
    'SUCCESS',
    'LIMIT_EXCEEDED',
  ]);
  expect(rowsOf(reply)[2]).toMatchObject({ details: { limit: 2 } });
});

test.each([
  ['standard', 10],
  ['professional', 155],
  ['enterprise', 300],
  ['ultimate', 500],
] as const)('the %s edition has at most %i custom fields per module', async (edition, limit) => {
  await emulator.close();
  const fields = Array.from({ length: limit }, (_, n) => ({
    api_name: `C${n}`,
    data_type: 'date',
  }));
  await start({ edition, crm: { modules: { Deals_X: { fields, records: [] } } } });
  expect(rowsOf(await create(text))[0]).toMatchObject({
    code: 'LIMIT_EXCEEDED',
    details: { limit },
  });
});

test.each([
  ['POST', '?module=Nope', {}, 'INVALID_MODULE'],
  ['POST', '', {}, 'REQUIRED_PARAM_MISSING'],
  ['POST', '?module=Notes', { fields: [{}] }, 'NOT_SUPPORTED'],
  ['POST', '?module=Deals_X', {}, 'MANDATORY_NOT_FOUND'],
  ['POST', '?module=Deals_X', [], 'INVALID_REQUEST'],
  ['PATCH', '?module=Deals_X', { fields: [] }, 'MANDATORY_NOT_FOUND'],
  ['PATCH', '/1?module=Deals_X', { fields: [{}] }, 'INVALID_DATA'],
  ['DELETE', '/1?module=Deals_X', undefined, 'INVALID_DATA'],
  ['DELETE', '/1', undefined, 'REQUIRED_PARAM_MISSING'],
])('%s fields%s with %o is refused as a whole', async (method, rest, json, code) => {
  expect(await call(method, rest, json)).toMatchObject({ status: 400, json: { code } });
});

test('a change of a field shows at once', async () => {
  const reply = await patch('Folder', {
    field_label: 'Directory',
    length: 80,
    tooltip: { name: 'info_icon', value: 'where' },
  });
  expect(reply).toMatchObject({
    status: 200,
    json: { fields: [{ code: 'SUCCESS', message: 'field updated' }] },
  });
  expect(await fieldNamed('Folder')).toMatchObject({
    field_label: 'Directory',
    length: 80,
    tooltip: { name: 'info_icon' },
  });
});

test('several fields are changed by their ids', async () => {
  const fields = [
    { id: await idOf('Folder'), field_label: 'A' },
    { id: '1', field_label: 'B' },
    { field_label: 'C' },
  ];
  const reply = await call('PATCH', '?module=Deals_X', { fields });
  expect(reply.status).toBe(207);
  expect(rowsOf(reply).map((row) => row['code'])).toEqual([
    'SUCCESS',
    'INVALID_DATA',
    'MANDATORY_NOT_FOUND',
  ]);
});

test.each([
  ['Folder', {}, 'EXPECTED_FIELD_MISSING'],
  ['Folder', { data_type: 'email' }, 'NOT_ALLOWED'],
  ['Folder', { api_name: 'Other' }, 'NOT_ALLOWED'],
  ['Folder', { external: { type: 'org', show: true } }, 'NOT_ALLOWED'],
  ['Folder', { textarea: { type: 'large' } }, 'NOT_ALLOWED'],
  ['Folder', { field_label: 'Done' }, 'DUPLICATE_DATA'],
  ['Folder', { length: 300 }, 'DEPENDENT_MISMATCH'],
  ['Folder', { pick_list_values: [] }, 'NOT_ALLOWED'],
  ['Folder', { unique: { case_sensitive: false } }, 'NOT_ALLOWED'],
  ['Done', { unique: { case_sensitive: false } }, 'NOT_ALLOWED'],
  ['Created_Time', { field_label: 'Born' }, 'NOT_ALLOWED'],
])('%s cannot be changed by %o', async (name, change, code) => {
  const reply = await patch(name, change);
  expect(reply).toMatchObject({ status: 400, json: { fields: [{ code }] } });
});

test('the length of a long text stays', async () => {
  await create({ field_label: 'Long', data_type: 'textarea', length: 2000 });
  expect(rowsOf(await patch('Long', { length: 32_000 }))[0]).toMatchObject({ code: 'NOT_ALLOWED' });
});

test('a field is made unique and no longer unique', async () => {
  await create(text);
  expect((await patch('New', { unique: { case_sensitive: true } })).status).toBe(200);
  expect(await fieldNamed('New')).toMatchObject({ unique: { case_sensitive: true } });
  expect((await patch('New', { unique: { _disable: null } })).status).toBe(200);
  expect(await fieldNamed('New')).toMatchObject({ unique: {} });
});

test('options are found by id or actual value, and what is neither is new', async () => {
  const pick_list_values = [
    { display_value: 'Houston', actual_value: 'Houston' },
    { display_value: 'Austin', actual_value: 'Austin' },
  ];
  await create({ field_label: 'City', data_type: 'picklist', pick_list_values });
  const options = (await fieldNamed('City'))?.['pick_list_values'];
  const id = Array.isArray(options) ? String(options[0].id) : '';
  const changes = [
    { id, display_value: 'Houston, TX' },
    { actual_value: 'Austin', colour_code: '#ff0000' },
    { display_value: 'Dallas', actual_value: 'Dallas' },
  ];
  expect((await patch('City', { pick_list_values: changes })).status).toBe(200);
  expect(await fieldNamed('City')).toMatchObject({
    pick_list_values: [
      { id, display_value: 'Houston, TX', actual_value: 'Houston', reference_value: 'Houston' },
      { actual_value: 'Austin', colour_code: '#ff0000' },
      { display_value: 'Dallas' },
    ],
  });
  expect(rowsOf(await patch('City', { pick_list_values: [{ id: '1' }] }))[0]).toMatchObject({
    code: 'INVALID_DATA',
    details: { json_path: '$.fields[0].pick_list_values[0].id' },
  });
  const drop = [{ actual_value: 'Austin', _delete: null }];
  expect((await patch('City', { pick_list_values: drop })).status).toBe(200);
  expect((await fieldNamed('City'))?.['pick_list_values']).toHaveLength(2);
});

test('a custom field can be deleted, and is gone', async () => {
  const id = await idOf('Folder');
  expect(await call('DELETE', `/${id}?module=Deals_X`)).toMatchObject({
    status: 200,
    json: { fields: [{ code: 'SUCCESS', details: { id }, message: 'field deleted' }] },
  });
  expect(await fieldNamed('Folder')).toBeUndefined();
});

test('a field of Zoho, or one that a view uses, cannot be deleted', async () => {
  await emulator.close();
  const criteria = {
    group_operator: 'and',
    group: [{ field: { api_name: 'Stage_X' }, comparator: 'equal', value: 'a' }],
  };
  const fields = [{ api_name: 'Stage_X', data_type: 'text' }];
  const module = { fields, records: [], views: [{ name: 'V', criteria }] };
  await start({ crm: { modules: { Deals_X: module } } });
  for (const name of ['Name', 'Stage_X']) {
    expect(await call('DELETE', `/${await idOf(name)}?module=Deals_X`)).toMatchObject({
      status: 400,
      json: { code: 'NOT_ALLOWED', details: { resource_path_index: 2 } },
    });
  }
});

test('fields are changed only with a scope for that', async () => {
  await emulator.close();
  await start({ scopes: ['ZohoCRM.settings.fields.READ'] });
  for (const [method, rest] of [
    ['POST', ''],
    ['PATCH', ''],
    ['DELETE', '/1'],
  ] as const) {
    expect(
      await call(method, `${rest}?module=Deals_X`, method === 'DELETE' ? undefined : {}),
    ).toMatchObject({
      status: 401,
      json: { code: 'OAUTH_SCOPE_MISMATCH' },
    });
  }
});

test('texts that differ in case only stand in the way of uniqueness that ignores case', async () => {
  const rows = [
    { id: '1', Folder: 'abc' },
    { id: '2', Folder: 'ABC' },
  ];
  await visitor.call('api', '/crm/v8/Deals_X', { method: 'PUT', json: { data: rows } });
  expect((await patch('Folder', { unique: { case_sensitive: false } })).status).toBe(400);
  expect((await patch('Folder', { unique: { case_sensitive: true } })).status).toBe(200);
});

test('a field that gets the name of a deleted one begins without values', async () => {
  await create({ field_label: 'New', data_type: 'text', length: 9 });
  const data = [{ New: 'old value' }];
  await visitor.call('api', '/crm/v8/Deals_X/1', { method: 'PUT', json: { data } });
  await visitor.call('api', '/crm/v8/Deals_X/1', { method: 'DELETE' });
  await visitor.call('api', '/crm/v8/Deals_X/2', { method: 'PUT', json: { data } });
  expect((await call('DELETE', `/${await idOf('New')}?module=Deals_X`)).status).toBe(200);
  await create({ field_label: 'New', data_type: 'integer', length: 5 });
  const restore = '/crm/v8/settings/recycle_bin/1/actions/restore';
  expect((await visitor.call('api', restore, { method: 'POST' })).status).toBe(200);
  const list = await visitor.call('api', '/crm/v8/Deals_X?fields=New&sort_order=asc');
  expect(list.json?.['data']).toEqual([
    { id: '1', New: null },
    { id: '2', New: null },
  ]);
});

test('the type of a textarea is none of the words that every object knows', async () => {
  const textarea = { type: 'constructor' };
  expect(await create({ field_label: 'New', data_type: 'textarea', textarea })).toMatchObject({
    status: 400,
    json: { fields: [{ code: 'INVALID_DATA', details: { api_name: 'type' } }] },
  });
});
