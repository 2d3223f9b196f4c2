import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { hosts } from '../../hosts.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';
import { download, jobsSeed, unzipRows, zipOf } from './testing/jobs-seed.ts';

let emulator: Emulator;
let visitor: Visitor;
let zgid: string;
beforeEach(async () => {
  emulator = await createEmulator({ seed: jobsSeed() });
  await enter();
});
afterEach(async () => await emulator.close());

const enter = async (): Promise<void> => {
  visitor = createVisitor(emulator);
  const { json } = await visitor.call('api', '/crm/v8/org');
  zgid = String((json as { org: { zgid: string }[] } | undefined)?.org?.[0]?.zgid);
};

const path = '/crm/bulk/v8/write';
const upload = async (
  bytes: Uint8Array<ArrayBuffer>,
  headers = {},
  part = 'file',
): Promise<Reply> => {
  const body = new FormData();
  body.append(part, new Blob([bytes]), 'rows.zip');
  const all = { feature: 'bulk-write', 'x-crm-org': zgid, ...headers };
  return await visitor.call('content', '/crm/v8/upload', { method: 'POST', body, headers: all });
};
const uploadCsv = async (text: string): Promise<string> => {
  const { json } = await upload(zipOf(text));
  return (json as { details: { file_id: string } }).details.file_id;
};
const post = async (json: unknown): Promise<Reply> =>
  await visitor.call('api', path, { method: 'POST', json });
const order = (file_id: string, resource: object = {}, rest: object = {}): object => ({
  operation: 'insert',
  resource: [{ type: 'data', module: { api_name: 'Deals_X' }, file_id, ...resource }],
  ...rest,
});
const status = async (id: string): Promise<Record<string, unknown>> =>
  (await visitor.call('api', `${path}/${id}`)).json ?? {};
const resultRows = async (id: string): Promise<string[][]> => {
  const { download_url } = (await status(id))['result'] as { download_url: string };
  const url = `${emulator.url}/_host/${hosts.eu.content}${download_url}`;
  const response = await download(url, await visitor.token());
  return unzipRows(new Uint8Array(await response.arrayBuffer()));
};
const idOf = ({ json }: Reply): string => (json as { details: { id: string } }).details.id;
const write = async (csv: string, resource: object = {}, rest: object = {}): Promise<string> => {
  const id = idOf(await post(order(await uploadCsv(csv), resource, rest)));
  emulator.clock.advance(2000);
  return id;
};
const byKey = (key: string): Record<string, unknown> | undefined =>
  emulator.records('a', 'Deals_X').find((record) => record['Sync_Key'] === key);
const counts = async (id: string): Promise<unknown> =>
  ((await status(id))['resource'] as { file: unknown }[])[0]?.file;

const name = { api_name: 'Name', index: 0 };
const key = { api_name: 'Sync_Key', index: 1 };

test('an upload answers the id of the file', async () => {
  expect(await upload(zipOf('Name\nx\n'))).toMatchObject({
    status: 200,
    json: {
      status: 'success',
      code: 'FILE_UPLOAD_SUCCESS',
      message: 'file uploaded.',
      details: {
        file_id: expect.stringMatching(/^\d+$/) as unknown,
        created_time: expect.stringMatching(/\+01:00$/) as unknown,
      },
    },
  });
});

test.each([
  ['an upload of an empty feature is refused', { feature: '' }, 400, 'NOT_SUPPORTED_FEATURE'],
  [
    'an upload for another feature is refused',
    { feature: 'bulk-read' },
    400,
    'NOT_SUPPORTED_FEATURE',
  ],
  ['an upload for another org is refused', { 'x-crm-org': '1' }, 400, 'INVALID_DATA'],
])('%s', async (_title, headers, code, error) => {
  expect(await upload(zipOf('Name\n'), headers)).toMatchObject({
    status: code,
    json: { code: error, status: 'error', details: {} },
  });
});

test('an upload that misses a header is refused', async () => {
  const body = new FormData();
  const bare = { method: 'POST', body };
  expect((await visitor.call('content', '/crm/v8/upload', bare)).json).toMatchObject({
    code: 'MANDATORY_NOT_FOUND',
  });
  const headers = { feature: 'bulk-write' };
  expect(
    (await visitor.call('content', '/crm/v8/upload', { ...bare, headers })).json,
  ).toMatchObject({
    code: 'MANDATORY_NOT_FOUND',
  });
});

test('an upload without a file is refused', async () => {
  expect((await upload(zipOf('Name\n'), {}, 'data')).json).toMatchObject({
    code: 'MANDATORY_NOT_FOUND',
    details: { api_name: 'file' },
  });
});

test('an upload that is no zip is refused', async () => {
  expect(await upload(new TextEncoder().encode('Name\nx\n'))).toMatchObject({
    status: 400,
    json: { code: 'INVALID_FILE_FORMAT' },
  });
});

test('an upload of more than 25 MB is refused with 413', async () => {
  expect(await upload(new Uint8Array(25 * 2 ** 20 + 1))).toMatchObject({
    status: 413,
    json: { code: 'FILE_TOO_LARGE' },
  });
});

test('an upload goes to the content host and to no other', async () => {
  expect((await visitor.call('api', '/crm/v8/upload', { method: 'PUT' })).status).not.toBe(200);
  expect((await visitor.call('content', '/crm/v8/Deals_X')).status).toBe(404);
});

test('a bulk write is added with 201', async () => {
  const reply = await post(order(await uploadCsv('Name\nx\n')));

  expect(reply).toMatchObject({
    status: 201,
    json: { status: 'success', code: 'SUCCESS', message: 'success' },
  });
  expect(reply.json?.['details']).toMatchObject({ created_by: { name: 'User A' } });
});

test('a bulk write is ADDED, INPROGRESS and COMPLETED as time goes on', async () => {
  const id = idOf(await post(order(await uploadCsv('Name\nx\n'))));
  const states: unknown[] = [];
  for (const ms of [0, 1000, 1000]) {
    emulator.clock.advance(ms);
    states.push((await status(id))['status']);
  }

  expect(states).toEqual(['ADDED', 'INPROGRESS', 'COMPLETED']);
});

test('a bulk write that runs is IN PROGRESS when the profile says so', async () => {
  emulator.setProfile({ bulkWriteRunning: 'IN PROGRESS' });
  const id = idOf(await post(order(await uploadCsv('Name\nx\n'))));
  emulator.clock.advance(1000);

  expect((await status(id))['status']).toBe('IN PROGRESS');
});

test('the status of a bulk write is flat and counts its rows', async () => {
  const id = await write('Name,Key\nfour,k4\nfive,k1\n', { field_mappings: [name, key] });

  expect(await status(id)).toMatchObject({
    status: 'COMPLETED',
    character_encoding: 'UTF-8',
    resource: [
      {
        status: 'COMPLETED',
        type: 'data',
        code: 'SUCCESS',
        module: { api_name: 'Deals_X' },
        field_mappings: [
          {
            api_name: 'Name',
            index: 0,
            format: null,
            find_by: null,
            default_value: null,
            module: null,
            parent_column_index: null,
          },
          { api_name: 'Sync_Key', index: 1 },
        ],
        file: {
          status: 'COMPLETED',
          name: 'rows.csv',
          added_count: 1,
          skipped_count: 1,
          updated_count: 0,
          total_count: 2,
        },
      },
    ],
    id,
    result: { download_url: `/v8/crm/org${zgid}/bulk-write/${id}/${id}.zip` },
    created_by: { name: 'User A' },
    operation: 'insert',
  });
});

test('the result has the first three mapped columns and what became of each row', async () => {
  const mappings = [name, key, { api_name: 'Amount', index: 2 }, { api_name: 'Folder', index: 3 }];
  const csv = 'Name,Key,Amount,Folder\nfour,k4,1,f\nfive,k1,2,f\n,k6,x,f\n';
  const id = await write(csv, { field_mappings: mappings });

  expect(await resultRows(id)).toEqual([
    ['Name', 'Sync_Key', 'Amount', 'STATUS', 'RECORD_ID', 'ERRORS'],
    ['four', 'k4', '1', 'ADDED', byKey('k4')?.['id'], ''],
    ['five', 'k1', '2', 'SKIPPED', '', 'DUPLICATE_DATA-Sync_Key'],
    ['', 'k6', 'x', 'SKIPPED', '', expect.stringMatching(/MANDATORY_NOT_FOUND-Name/)],
  ]);
});

test('errors of a row are its codes with their columns, joined by colons', async () => {
  const mappings = [name, { api_name: 'Amount', index: 1 }, { api_name: 'Closing', index: 2 }];
  const id = await write('Name,Amount,Closing\nx,a,b\n', { field_mappings: mappings });

  expect((await resultRows(id))[1]?.at(-1)).toBe('INVALID_DATA-Amount,Closing');
});

test('an upsert updates what find_by finds and adds the rest', async () => {
  const resource = { field_mappings: [name, key], find_by: 'Sync_Key' };
  const id = await write('n,k\nnew one,k1\nfour,k4\n', resource, { operation: 'upsert' });

  expect(await counts(id)).toMatchObject({ added_count: 1, updated_count: 1, skipped_count: 0 });
  expect([byKey('k1'), byKey('k4')]).toMatchObject([
    { id: '1', Name: 'new one' },
    { Name: 'four' },
  ]);
  expect((await resultRows(id))[1]).toEqual(['new one', 'k1', 'UPDATED', '1', '']);
});

test('an update skips rows that find no record', async () => {
  const resource = { field_mappings: [name, key], find_by: 'Sync_Key' };
  const id = await write('n,k\na,k1\nb,k9\n', resource, { operation: 'update' });

  expect(await counts(id)).toMatchObject({ updated_count: 1, skipped_count: 1, added_count: 0 });
  expect((await resultRows(id))[2]?.slice(2)).toEqual([
    'SKIPPED',
    '',
    'RESOURCE_NOT_FOUND-Sync_Key',
  ]);
});

test('an insert with find_by skips what is there already', async () => {
  const id = await write('n,k\na,k1\n', { field_mappings: [name, key], find_by: 'Sync_Key' });

  expect(await counts(id)).toMatchObject({ skipped_count: 1 });
  expect(byKey('k1')).toMatchObject({ Name: 'one' });
});

test('without mappings the header row names the fields, by API name or label', async () => {
  await write('Name,Key,Whatever\nfour,k4,zzz\n');

  expect(byKey('k4')).toMatchObject({ Name: 'four' });
});

test('a lookup is found by another field, or by id', async () => {
  const parent = (rest: object): object => ({ api_name: 'Parent', index: 2, ...rest });
  const csv = (cell: string, k: string): string => `n,k,p\nx,${k},${cell}\n`;

  await write(csv('Kiel', 'k4'), { field_mappings: [name, key, parent({ find_by: 'City' })] });
  await write(csv('11', 'k5'), { field_mappings: [name, key, parent({})] });
  const id = await write(csv('Rome', 'k6'), {
    field_mappings: [name, key, parent({ find_by: 'City' })],
  });

  expect(byKey('k4')?.['Parent']).toMatchObject({ id: '12', name: 'Pier' });
  expect(byKey('k5')?.['Parent']).toMatchObject({ id: '11' });
  expect((await resultRows(id))[1]?.at(-1)).toBe('RESOURCE_NOT_FOUND-Parent');
});

test('dates are read as MM/dd/yyyy unless a format is given', async () => {
  const mappings = [
    name,
    key,
    { api_name: 'Closing', index: 2 },
    { api_name: 'Visited', index: 3, format: "yyyy-MM-dd'T'HH:mm:ss" },
  ];
  await write('n,k,c,v\nx,k4,05/31/2026,2026-05-31T10:00:00\n', { field_mappings: mappings });

  expect(byKey('k4')).toMatchObject({
    Closing: '2026-05-31',
    Visited: '2026-05-31T10:00:00+01:00',
  });
});

test('values are read as their fields have them', async () => {
  const mappings = [name, key, { api_name: 'Done', index: 2 }, { api_name: 'Tags_X', index: 3 }];
  await write('n,k,d,t\nx,k4,true,a;b\n', { field_mappings: mappings });

  expect(byKey('k4')).toMatchObject({ Done: true, Tags_X: ['a', 'b'] });
});

test('a default value stands for a column that is absent or empty', async () => {
  const mappings = [name, key, { api_name: 'Folder', default_value: { value: 'Trade Show' } }];
  await write('n,k\nx,k4\n', { field_mappings: mappings });

  expect(byKey('k4')).toMatchObject({ Folder: 'Trade Show' });
});

test('an empty cell clears its field unless empty ones are ignored', async () => {
  const resource = { find_by: 'Sync_Key', field_mappings: [key, { api_name: 'State', index: 0 }] };
  await write('s,k\n,k1\n', resource, { operation: 'update', ignore_empty: true });
  expect(byKey('k1')).toMatchObject({ State: 'open' });

  await write('s,k\n,k1\n', resource, { operation: 'update' });
  expect(byKey('k1')).toMatchObject({ State: null });
});

test('a bulk write of more rows than it may have ends FAILED with all of them unprocessed', async () => {
  emulator.setProfile({ bulkWriteRows: 1 });
  const id = await write('Name\na\nb\n');

  expect(await status(id)).toMatchObject({
    status: 'FAILED',
    resource: [{ code: 'LIMIT_EXCEEDED', file: { added_count: 0, total_count: 2 } }],
  });
  expect((await resultRows(id))[1]).toEqual(['a', 'UNPROCESSED', '', '']);
});

test('a bulk write that fails writes nothing', async () => {
  emulator.setProfile({ jobFails: true });
  const id = await write('Name\na\n');

  expect((await status(id))['status']).toBe('FAILED');
  expect(emulator.records('a', 'Deals_X')).toHaveLength(3);
});

test('a result of a bulk write is kept for seven days', async () => {
  const id = await write('Name\na\n');
  emulator.clock.advance(6 * 24 * 3_600_000);
  await enter();
  expect(await resultRows(id)).toHaveLength(2);

  emulator.clock.advance(24 * 3_600_000);
  await enter();
  expect((await visitor.call('api', `${path}/${id}`)).status).toBe(404);
});

test('an unknown bulk write is a 404', async () => {
  expect(await visitor.call('api', `${path}/1`)).toMatchObject({
    status: 404,
    json: { code: 'RESOURCE_NOT_FOUND', details: { resource: '1' } },
  });
});

test('a bulk write costs 500 credits', async () => {
  emulator.setProfile({ dailyCredits: 600 });

  const reply = await post({});

  expect(reply.headers.get('x-api-credits-remaining')).toMatch(/^9\d$/);
});

test('a bulk write needs its own scope and that of the module', async () => {
  await emulator.close();
  const scopes = ['ZohoCRM.bulk.CREATE', 'ZohoFiles.files.ALL', 'ZohoCRM.org.READ'];
  emulator = await createEmulator({ seed: jobsSeed({}, { scopes }) });
  await enter();

  expect((await post(order(await uploadCsv('Name\n')))).json).toMatchObject({
    code: 'OAUTH_SCOPE_MISMATCH',
  });
});

const wide = Array.from({ length: 201 }, () => name);
const at = (json_path: string) => ({ json_path });

test.each([
  ['a bulk write that is no object is refused', () => [1], 'REQUEST_BODY_NOT_SUPPORTED', {}],
  [
    'a bulk write without an operation is refused',
    () => ({}),
    'MISSING_REQUIRED_KEY',
    at('$.operation'),
  ],
  [
    'a bulk write with an unknown operation is refused',
    () => ({ operation: 'delete' }),
    'INVALID_DATA',
    {},
  ],
  [
    'a bulk write without a resource is refused',
    () => ({ operation: 'insert' }),
    'MISSING_REQUIRED_KEY',
    at('$.resource'),
  ],
  [
    'a resource without a module is refused',
    (id: string) => order(id, { module: undefined }),
    'MISSING_REQUIRED_KEY',
    at('$.resource[0].module'),
  ],
  [
    'a resource without a file is refused',
    (id: string) => order(id, { file_id: undefined }),
    'MISSING_REQUIRED_KEY',
    at('$.resource[0].file_id'),
  ],
  [
    'a resource of an unknown module is refused',
    (id: string) => order(id, { module: { api_name: 'Nope' } }),
    'MODULE_NOT_AVAILABLE',
    {},
  ],
  [
    'a resource of a module that takes no bulk writes is refused',
    (id: string) => order(id, { module: { api_name: 'Quotes' } }),
    'MODULE_NOT_AVAILABLE',
    {},
  ],
  ['a file id that is none is refused', () => order('abc'), 'INVALID_FILE_ID', {}],
  ['a file that is not there is refused', () => order('1'), 'FILE_NOT_FOUND', {}],
  [
    'a name that is not in the zip is refused',
    (id: string) => order(id, { file_names: ['x.csv'] }),
    'FILE_NOT_SUPPORTED',
    {},
  ],
  [
    'an update without find_by is refused',
    (id: string) => order(id, { field_mappings: [name] }, { operation: 'update' }),
    'MANDATORY_NOT_FOUND',
    {},
  ],
  [
    'find_by with a field that is not unique is refused',
    (id: string) => order(id, { find_by: 'Folder' }),
    'INVALID_FIELD',
    {},
  ],
  [
    'a mapping to an unknown field is refused',
    (id: string) => order(id, { field_mappings: [{ api_name: 'Nope', index: 0 }] }),
    'INVALID_FIELD',
    { api_name: 'Nope' },
  ],
  [
    'a mapping to a column that is not there is refused',
    (id: string) => order(id, { field_mappings: [{ api_name: 'Name', index: 9 }] }),
    'COLUMN_INDEX_NOT_FOUND',
    { index: 9 },
  ],
  [
    'a mapping with neither index nor default is refused',
    (id: string) => order(id, { field_mappings: [{ api_name: 'Name' }] }),
    'MISSING_REQUIRED_KEY',
    at('$.resource[0].field_mappings[0].index'),
  ],
  [
    'a format that means nothing is refused',
    (id: string) => order(id, { field_mappings: [{ ...name, format: 'quarter' }] }),
    'INVALID_FORMAT',
    { format: 'quarter' },
  ],
  [
    'a format that says one thing twice is refused',
    (id: string) => order(id, { field_mappings: [{ ...name, format: 'yyyy-MM-dd yyyy' }] }),
    'INVALID_FORMAT',
    { format: 'yyyy-MM-dd yyyy' },
  ],
  [
    'more than 200 mappings are refused',
    (id: string) => order(id, { field_mappings: wide }),
    'HEADER_LIMIT_EXCEEDED',
    { limit: 200 },
  ],
  [
    'an insert that does not map the mandatory field is refused',
    (id: string) => order(id, { field_mappings: [{ api_name: 'Folder', index: 0 }] }),
    'MANDATORY_FIELDS_NOT_MAPPED',
    {},
  ],
  [
    'an encoding that nobody knows is refused',
    (id: string) => order(id, {}, { character_encoding: 'x-nope' }),
    'INVALID_DATA',
    { api_name: 'character_encoding' },
  ],
  [
    'a bulk write with a callback that is no address is refused',
    (id: string) => order(id, {}, { callback: { url: 'x', method: 'post' } }),
    'INVALID_CALLBACK_URL',
    {},
  ],
  [
    'a bulk write with a callback by another method is refused',
    (id: string) => order(id, {}, { callback: { url: 'http://x.example', method: 'put' } }),
    'INVALID_CALLBACK_METHOD',
    { supported_callback_methods: ['post'] },
  ],
])('%s', async (_title, body, code, details) => {
  expect(await post(body(await uploadCsv('Name\nx\n')))).toMatchObject({
    status: 400,
    json: { code, status: 'error', details },
  });
});

test('a child resource without the column of its parent is refused', async () => {
  const file = await uploadCsv('Name\nx\n');
  const [resource] = (order(file) as { resource: object[] }).resource;

  expect((await post({ operation: 'insert', resource: [resource, resource] })).json).toMatchObject({
    code: 'MANDATORY_NOT_FOUND',
    message: 'Required key parent_column_index is not available',
  });
});

test('a bulk write that is no JSON is refused', async () => {
  const headers = { 'content-type': 'application/json' };
  const reply = await visitor.call('api', path, { method: 'POST', body: '{', headers });

  expect(reply).toMatchObject({ status: 400, json: { code: 'INVALID_FORMAT' } });
});
