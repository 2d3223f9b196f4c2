import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

const deal = '5000000000000000001';
const other = '5000000000000000002';
const below = `/crm/v8/Deals_X/${deal}/Notes`;
const parent = { module: { api_name: 'Deals_X' }, id: deal };

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  const records = [
    { id: deal, Name: 'Pier' },
    { id: other, Name: 'Mill' },
  ];
  emulator = await createEmulator({ seed: smallSeed({ records }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

async function write(method: string, path: string, data: unknown): Promise<Reply> {
  return await visitor.call('api', path, { method, json: { data } });
}

interface Row {
  code: string;
  details: Record<string, unknown> & { id: string };
}

function rowsOf(reply: Reply): Row[] {
  return reply.json?.['data'] as Row[];
}

async function add(title: string, path = below): Promise<string> {
  const [row] = rowsOf(await write('POST', path, [{ Note_Title: title }]));
  return row?.details.id ?? '';
}

async function titles(path: string): Promise<string[]> {
  const { json } = await visitor.call('api', path);
  return ((json?.['data'] ?? []) as { Note_Title: string }[]).map((note) => note.Note_Title);
}

test('a note is written with its parent and read below it', async () => {
  const row = { Parent_Id: parent, Note_Title: 'Call', Note_Content: 'Back at five' };
  const reply = await write('POST', '/crm/v8/Notes', [row]);
  expect(reply).toMatchObject({
    status: 201,
    json: {
      data: [
        {
          code: 'SUCCESS',
          message: 'record added',
          status: 'success',
          details: {
            id: expect.any(String),
            Created_Time: expect.any(String),
            Modified_Time: expect.any(String),
            Created_By: { name: 'User A' },
            Modified_By: { name: 'User A' },
          },
        },
      ],
    },
  });
  const list = await visitor.call('api', `${below}?fields=Note_Title,Note_Content,Parent_Id`);
  const id = rowsOf(reply)[0]?.details.id;
  const module = { api_name: 'Deals_X', id: expect.any(String) };
  expect(list.json).toMatchObject({
    data: [{ ...row, id, Parent_Id: { id: deal, name: 'Pier', module } }],
    info: { count: 1, page: 1, per_page: 200, more_records: false },
  });
});

test('below a record the parent can be left out', async () => {
  await add('Call');
  expect(await titles('/crm/v8/Notes?fields=Note_Title')).toEqual(['Call']);
  expect((await visitor.call('api', `/crm/v8/Deals_X/${other}/Notes?fields=id`)).status).toBe(204);
});

test('some rows well and some not is 200 where the profile says so', async () => {
  emulator.setProfile({ mixedRowsStatus: 200 });
  expect((await write('POST', below, [{ Note_Title: 'a' }, {}])).status).toBe(200);
  const id = await add('b');
  expect((await write('PUT', '/crm/v8/Notes', [{ id, Note_Title: 'c' }, {}])).status).toBe(200);
  const gone = await visitor.call('api', `/crm/v8/Notes?ids=${id},1`, { method: 'DELETE' });
  expect(gone.status).toBe(200);
});

test('some rows well and some not is 207, in the order of the request', async () => {
  const reply = await write('POST', below, [{ Note_Title: 'a' }, {}, { Note_Content: 'c' }]);
  expect(reply.status).toBe(207);
  expect(rowsOf(reply).map(({ code }) => code)).toEqual([
    'SUCCESS',
    'EXPECTED_FIELD_MISSING',
    'SUCCESS',
  ]);
});

test.each([
  [
    [{}],
    'EXPECTED_FIELD_MISSING',
    {
      expected_fields: [
        { api_name: 'Note_Title' },
        { api_name: 'Note_Content', json_path: '$.data[0].Note_Content' },
      ],
    },
  ],
  [
    [{ Note_Title: 'x'.repeat(121) }],
    'INVALID_DATA',
    { maximum_length: 120, api_name: 'Note_Title', json_path: '$.data[0].Note_Title' },
  ],
  [
    [{ Note_Content: 'x'.repeat(65_536) }],
    'INVALID_DATA',
    { maximum_length: 65_535, api_name: 'Note_Content' },
  ],
  [[{ Note_Title: 5 }], 'INVALID_DATA', { expected_data_type: 'text' }],
  [
    [{ Note_Title: 'a', Parent_Id: 'x' }],
    'INVALID_DATA',
    { expected_data_type: 'jsonobject', json_path: '$.data[0].Parent_Id' },
  ],
  [
    [{ Note_Title: 'a', Parent_Id: { module: { api_name: 'Nope' }, id: deal } }],
    'INVALID_DATA',
    { json_path: '$.data[0].Parent_Id.module.api_name' },
  ],
  [
    [{ Note_Title: 'a', Parent_Id: { module: { api_name: 'Deals_X' }, id: '1' } }],
    'INVALID_DATA',
    { json_path: '$.data[0].Parent_Id.id' },
  ],
  [
    [{ Note_Title: 'a', Parent_Id: { ...parent, id: other } }],
    'NOT_ALLOWED',
    { api_name: 'Parent_Id', json_path: '$.data[0].Parent_Id' },
  ],
])('a new note is refused: %#', async (data, code, details) => {
  const reply = await write('POST', below, data);
  expect(reply).toMatchObject({ status: 400, json: { data: [{ code, details }] } });
});

test('a note of all notes needs a parent', async () => {
  const reply = await write('POST', '/crm/v8/Notes', [{ Note_Title: 'a' }]);
  expect(reply).toMatchObject({
    status: 400,
    json: { data: [{ code: 'MANDATORY_NOT_FOUND', details: { api_name: 'Parent_Id' } }] },
  });
});

test('only title and content of a note can be changed', async () => {
  const id = await add('before');
  emulator.clock.advance(5000);
  const reply = await write('PUT', `/crm/v8/Notes/${id}`, [{ Note_Title: 'after' }]);
  expect(reply).toMatchObject({ status: 200, json: { data: [{ message: 'record updated' }] } });
  const details = rowsOf(reply)[0]?.details;
  const timeOf = (key: string): number => Date.parse(String(details?.[key]));
  expect(timeOf('Modified_Time') - timeOf('Created_Time')).toBeGreaterThan(3000);
  expect(await titles(`/crm/v8/Notes/${id}?fields=Note_Title`)).toEqual(['after']);
  const moved = await write('PUT', `${below}/${id}`, [{ Note_Title: 'x', Parent_Id: parent }]);
  expect(moved).toMatchObject({ status: 400, json: { data: [{ code: 'NOT_ALLOWED' }] } });
});

test('an update of many notes tells of each', async () => {
  const id = await add('before');
  const rows = [{ id, Note_Title: 'after' }, { Note_Title: 'x' }, { id: '1', Note_Title: 'x' }];
  const reply = await write('PUT', '/crm/v8/Notes', rows);
  expect(reply).toMatchObject({
    status: 207,
    json: {
      data: [
        { code: 'SUCCESS' },
        { code: 'MANDATORY_NOT_FOUND', details: { api_name: 'id', json_path: '$.data[1].id' } },
        { code: 'INVALID_DATA', details: { api_name: 'id', json_path: '$.data[2].id' } },
      ],
    },
  });
});

test.each([
  [false, 'Modified_Time'],
  [true, 'modified_time'],
])('the details of an update are in lower case as in old samples: %s', async (lower, key) => {
  emulator.setProfile({ lowerCaseNoteDetails: lower });
  const reply = await write('PUT', `/crm/v8/Notes/${await add('a')}`, [{ Note_Title: 'b' }]);
  expect(Object.keys(rowsOf(reply)[0]?.details ?? {})).toContain(key);
});

test.each([
  [false, ['first', 'second']],
  [true, ['second', 'first']],
])(
  'notes are listed oldest first, unless the user prefers recent ones: %s',
  async (recent, order) => {
    emulator.setProfile({ notesRecentFirst: recent });
    await add('first');
    await add('second');
    expect(await titles(`${below}?fields=Note_Title`)).toEqual(order);
    expect(await titles(`${below}?fields=Note_Title&sort_by=id&sort_order=desc`)).toEqual([
      'second',
      'first',
    ]);
  },
);

test('pages of notes go on by token, which is bound to the question and expires after a day', async () => {
  for (const title of ['1', '2', '3']) await add(title);
  const first = await visitor.call('api', `${below}?fields=Note_Title&per_page=2`);
  const { next_page_token: token } = (first.json?.['info'] ?? {}) as { next_page_token: string };
  const next = `${below}?fields=Note_Title&per_page=2&page_token=${token}`;
  expect(await titles(next)).toEqual(['3']);
  const changed = await visitor.call('api', `${below}?fields=id&per_page=2&page_token=${token}`);
  expect(changed.json).toMatchObject({ code: 'TOKEN_BOUND_DATA_MISMATCH' });
  emulator.clock.advance(24 * 3_600_000);
  emulator.expireTokens('a');
  const late = await createVisitor(emulator).call('api', next);
  expect(late).toMatchObject({
    status: 400,
    json: { code: 'EXPIRED_VALUE', details: { param_name: 'page_token' } },
  });
});

test('deleted notes are gone, one by one or by their ids', async () => {
  const [a, b, c] = [await add('a'), await add('b'), await add('c')];
  const one = await visitor.call('api', `${below}/${a}`, { method: 'DELETE' });
  expect(one.json).toMatchObject({ data: [{ message: 'record deleted', details: { id: a } }] });
  const many = await visitor.call('api', `/crm/v8/Notes?ids=${b},${a}`, { method: 'DELETE' });
  expect(many).toMatchObject({
    status: 207,
    json: {
      data: [
        { code: 'SUCCESS', details: { id: b } },
        { code: 'INVALID_DATA', details: { id: a } },
      ],
    },
  });
  const rest = await visitor.call('api', `${below}?ids=${c}`, { method: 'DELETE' });
  expect(rest.status).toBe(200);
  expect((await visitor.call('api', '/crm/v8/Notes?fields=id')).status).toBe(204);
});

test('a note is not found below a record that it does not hang on', async () => {
  const id = await add('a');
  const path = `/crm/v8/Deals_X/${other}/Notes/${id}`;
  expect((await visitor.call('api', `${path}?fields=id`)).status).toBe(204);
  expect(await visitor.call('api', path, { method: 'DELETE' })).toMatchObject({
    status: 400,
    json: { code: 'INVALID_DATA', details: { resource_path_index: 3 } },
  });
});

test.each([
  ['GET', '/crm/v8/Notes', undefined, 'REQUIRED_PARAM_MISSING', { param_name: 'fields' }],
  ['GET', '/crm/v8/Notes/1', undefined, 'REQUIRED_PARAM_MISSING', { param_name: 'fields' }],
  [
    'GET',
    '/crm/v8/Notes?fields=id&page=11',
    undefined,
    'DISCRETE_PAGINATION_LIMIT_EXCEEDED',
    { limit: 2000 },
  ],
  [
    'GET',
    '/crm/v8/Notes?fields=id&sort_by=Name',
    undefined,
    'INVALID_DATA',
    { param_name: 'sort_by' },
  ],
  [
    'GET',
    '/crm/v8/Notes?fields=id&sort_order=up',
    undefined,
    'INVALID_DATA',
    { param_name: 'sort_order' },
  ],
  [
    'GET',
    '/crm/v8/Nope/1/Notes?fields=id',
    undefined,
    'INVALID_MODULE',
    { resource_path_index: 0 },
  ],
  [
    'GET',
    '/crm/v8/Deals_X/1/Notes?fields=id',
    undefined,
    'INVALID_DATA',
    { resource_path_index: 1 },
  ],
  ['DELETE', '/crm/v8/Notes', undefined, 'REQUIRED_PARAM_MISSING', { param_name: 'ids' }],
  ['DELETE', '/crm/v8/Notes/1', undefined, 'INVALID_DATA', { resource_path_index: 1 }],
  [
    'PUT',
    '/crm/v8/Notes/1',
    { data: [{ Note_Title: 'a' }] },
    'INVALID_DATA',
    { resource_path_index: 1 },
  ],
  ['PUT', '/crm/v8/Notes/1', { data: [{}, {}] }, 'INVALID_DATA', { maximum_length: 1 }],
  ['POST', '/crm/v8/Notes', {}, 'MANDATORY_NOT_FOUND', { api_name: 'data', json_path: '$.data' }],
  ['POST', '/crm/v8/Notes', undefined, 'INVALID_REQUEST', {}],
  [
    'POST',
    '/crm/v8/Notes',
    { data: Array.from({ length: 101 }, () => ({})) },
    'LIMIT_EXCEEDED',
    { maximum_length: 100 },
  ],
  [
    'DELETE',
    `/crm/v8/Notes?ids=${'1,'.repeat(101)}`,
    undefined,
    'LIMIT_EXCEEDED',
    { maximum_length: 100 },
  ],
])(
  'a request for notes is refused as a whole: %s %s',
  async (method, path, json, code, details) => {
    const reply = await visitor.call('api', path, { method, json });
    expect(reply).toMatchObject({ status: 400, json: { code, details, status: 'error' } });
  },
);

test('an unknown note is 204', async () => {
  expect((await visitor.call('api', '/crm/v8/Notes/1?fields=id')).status).toBe(204);
});

/** Somebody whose refresh token may do only this. */
function visitorWith(scopes: string[]): Visitor {
  const seed = smallSeed({ records: [{ id: deal, Name: 'Pier' }] });
  seed.orgs.a.scopes = scopes;
  emulator.reset(seed);
  return createVisitor(emulator);
}

test('a note on a record that may not be read is a refused row: 403', async () => {
  const limited = visitorWith(['ZohoCRM.modules.notes.ALL']);
  const json = { data: [{ Note_Title: 'a', Parent_Id: parent }] };
  const reply = await limited.call('api', '/crm/v8/Notes', { method: 'POST', json });
  expect(reply).toMatchObject({
    status: 403,
    json: { data: [{ code: 'NO_PERMISSION', details: { permissions: [expect.any(String)] } }] },
  });
});

test('notes need their own scope besides that of the module', async () => {
  const limited = visitorWith(['ZohoCRM.modules.custom.ALL']);
  const reply = await limited.call('api', `${below}?fields=id`);
  expect(reply).toMatchObject({ status: 401, json: { code: 'OAUTH_SCOPE_MISMATCH' } });
});
