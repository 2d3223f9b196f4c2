import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { hosts } from '../../hosts.ts';
import { type AskOptions, type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';
import { download, jobsSeed, unzipRows, viewId } from './testing/jobs-seed.ts';

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: jobsSeed() });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const path = '/crm/bulk/v8/read';
const module = { api_name: 'Deals_X' };
const post = async (options: AskOptions): Promise<Reply> =>
  await visitor.call('api', path, { method: 'POST', ...options });
const create = async (query: Record<string, unknown>, rest = {}): Promise<Reply> =>
  await post({ json: { query: { module, ...query }, ...rest } });
interface Job {
  id: string;
  state: string;
  result?: Record<string, unknown>;
}
const jobOf = ({ json }: Reply): Job => (json as { data: Job[] }).data[0] ?? { id: '', state: '' };
const idOf = ({ json }: Reply): string =>
  (json as { data: { details: { id: string } }[] }).data[0]?.details.id ?? '';
const status = async (id: string): Promise<Job> =>
  jobOf(await visitor.call('api', `${path}/${id}`));
const fetchResult = async (id: string): Promise<Response> =>
  await download(
    `${emulator.url}/_host/${hosts.eu.api}${path}/${id}/result`,
    await visitor.token(),
  );
const rowsOf = async (id: string): Promise<string[][]> =>
  unzipRows(new Uint8Array(await (await fetchResult(id)).arrayBuffer()));
const readRows = async (query: Record<string, unknown>): Promise<string[][]> => {
  const id = idOf(await create(query));
  emulator.clock.advance(2000);
  return await rowsOf(id);
};

test('a bulk read is added with 201', async () => {
  const reply = await create({ fields: ['Name'] });

  expect(reply.status).toBe(201);
  expect(reply.json).toEqual({
    data: [
      {
        status: 'success',
        code: 'ADDED_SUCCESSFULLY',
        message: 'Added successfully.',
        details: {
          id: expect.stringMatching(/^\d+$/) as unknown,
          operation: 'read',
          state: 'ADDED',
          created_by: { id: expect.any(String) as unknown, name: 'User A' },
          created_time: expect.stringMatching(/\+01:00$/) as unknown,
        },
      },
    ],
    info: {},
  });
});

test('a bulk read is ADDED, QUEUED, IN PROGRESS and COMPLETED as time goes on', async () => {
  const id = idOf(await create({ fields: ['Name'] }));
  const states: string[] = [];
  for (const ms of [0, 300, 500, 1200]) {
    emulator.clock.advance(ms);
    states.push((await status(id)).state);
  }

  expect(states).toEqual(['ADDED', 'QUEUED', 'IN PROGRESS', 'COMPLETED']);
});

test('a bulk read that is done says where its result is', async () => {
  const id = idOf(await create({ fields: ['Name'] }));
  emulator.clock.advance(2000);

  expect(await status(id)).toMatchObject({
    id,
    operation: 'read',
    state: 'COMPLETED',
    result: {
      page: 1,
      per_page: 200_000,
      count: 3,
      download_url: `/crm/bulk/v8/read/${id}/result`,
      more_records: false,
    },
    query: { module: { api_name: 'Deals_X' }, page: 1, fields: ['Name'] },
    created_by: { name: 'User A' },
    file_type: 'csv',
  });
});

test('a bulk read that is not done has a result only when the profile says so', async () => {
  const id = idOf(await create({ fields: ['Name'] }));
  expect((await status(id)).result).toBeUndefined();

  emulator.setProfile({ bulkResultEarly: true });
  expect((await status(id)).result).toMatchObject({ count: 0 });
});

test('a bulk read that fails ends in FAILURE with an error message', async () => {
  emulator.setProfile({ jobFails: true });
  const id = idOf(await create({ fields: ['Name'] }));
  emulator.clock.advance(2000);

  expect(await status(id)).toMatchObject({
    state: 'FAILURE',
    result: { error_message: { status: 'error', code: 'INTERNAL_ERROR', details: {} } },
  });
  expect((await fetchResult(id)).status).toBe(404);
});

test('the result is a zip named after the job with a CSV in it, id first', async () => {
  const id = idOf(await create({ fields: ['Name', 'Parent', 'Tags_X', 'Done'] }));
  emulator.clock.advance(2000);

  const response = await fetchResult(id);

  expect(response.headers.get('content-disposition')).toBe(`attachment; filename=${id}.zip`);
  expect(unzipRows(new Uint8Array(await response.arrayBuffer()))).toEqual([
    ['id', 'Name', 'Parent', 'Tags_X', 'Done'],
    ['1', 'one', '', 'a', 'false'],
    ['2', 'two', '11', '', 'false'],
    ['3', 'three', '', '', 'false'],
  ]);
});

test('dotted fields follow lookups and owners', async () => {
  const fields = ['Parent.City', 'Parent.Owner.last_name', 'Owner.first_name', 'Owner.email'];

  expect((await readRows({ fields })).slice(0, 3)).toEqual([
    ['id', ...fields],
    ['1', '', '', 'User', 'a@example.com'],
    ['2', 'Ulm', 'A', 'User', 'a@example.com'],
  ]);
});

test('without fields a bulk read has all that a CSV can hold', async () => {
  const [header] = await readRows({});

  expect(header?.[0]).toBe('id');
  expect(header).toEqual(expect.arrayContaining(['Name', 'Amount', 'Parent', 'Modified_Time']));
  expect(header).not.toContain('Lines');
});

test('a bulk read takes the records that satisfy its criteria', async () => {
  const one = { field: { api_name: 'State' }, comparator: 'equal', value: 'open' };
  const two = { field: { api_name: 'Name' }, comparator: 'in', value: ['two', 'three'] };
  const both = { group_operator: 'and', group: [one, two] };

  expect((await readRows({ fields: ['Name'], criteria: one })).length).toBe(3);
  expect((await readRows({ fields: ['Name'], criteria: both })).slice(1)).toEqual([['2', 'two']]);
});

test('a bulk read takes the records of a view', async () => {
  const cvid = await viewId(visitor, 'Deals_X', 'Open');

  expect((await readRows({ fields: ['Name'], cvid })).slice(1)).toEqual([
    ['1', 'one'],
    ['2', 'two'],
  ]);
});

test('a bulk read goes on by its token, alone in the query', async () => {
  emulator.setProfile({ bulkReadRows: 2 });
  const first = idOf(await create({ fields: ['Name'] }));
  emulator.clock.advance(2000);
  const { result } = await status(first);
  expect(result).toMatchObject({ count: 2, more_records: true });

  const token = result?.['next_page_token'];
  const second = idOf(await post({ json: { query: { page_token: token } } }));
  emulator.clock.advance(2000);

  expect(await rowsOf(second)).toEqual([
    ['id', 'Name'],
    ['3', 'three'],
  ]);
  expect((await status(second)).result).toMatchObject({ page: 2, more_records: false });
});

test('a bulk read goes on by the number of its page', async () => {
  emulator.setProfile({ bulkReadRows: 2 });

  expect((await readRows({ fields: ['Name'], page: 2 })).slice(1)).toEqual([['3', 'three']]);
});

test('a token of a bulk read expires after a day, and an unknown one is invalid', async () => {
  emulator.setProfile({ bulkReadRows: 2 });
  const id = idOf(await create({ fields: ['Name'] }));
  emulator.clock.advance(2000);
  const page_token = (await status(id)).result?.['next_page_token'];
  emulator.clock.advance(24 * 3_600_000);
  visitor = createVisitor(emulator);

  expect(await post({ json: { query: { page_token } } })).toMatchObject({
    status: 400,
    json: { code: 'EXPIRED_VALUE' },
  });
  expect(await post({ json: { query: { page_token: 'x' } } })).toMatchObject({
    json: { code: 'INVALID_DATA' },
  });
});

test('the eleventh download within a minute is refused, with the status of the profile', async () => {
  const id = idOf(await create({ fields: ['Name'] }));
  emulator.clock.advance(2000);
  for (let n = 0; n < 10; n += 1) expect((await fetchResult(id)).status).toBe(200);

  const refused = await fetchResult(id);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS', details: {} });
  emulator.setProfile({ bulkThrottleStatus: 400 });
  expect((await fetchResult(id)).status).toBe(400);
  emulator.clock.advance(60_000);
  expect((await fetchResult(id)).status).toBe(200);
});

test('a result is kept for a day', async () => {
  const id = idOf(await create({ fields: ['Name'] }));
  emulator.clock.advance(24 * 3_600_000);
  visitor = createVisitor(emulator);
  expect((await fetchResult(id)).status).toBe(200);

  emulator.clock.advance(3000);
  expect((await fetchResult(id)).status).toBe(404);
});

test('an unknown bulk read is a 404 that names it', async () => {
  expect(await visitor.call('api', `${path}/123`)).toMatchObject({
    status: 404,
    json: { code: 'RESOURCE_NOT_FOUND', details: { resource: '123' } },
  });
  expect((await fetchResult('123')).status).toBe(404);
});

test('a job of the other org is unknown', async () => {
  const id = idOf(await create({ fields: ['Name'] }));

  const reply = await createVisitor(emulator, 'b').call('api', `${path}/${id}`);

  expect(reply.status).toBe(404);
});

test('the end of a bulk read is posted to its callback', async () => {
  const posted = Promise.withResolvers<unknown>();
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      posted.resolve(JSON.parse(Buffer.concat(chunks as Buffer[]).toString()));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const callback = { url: `http://127.0.0.1:${port}/cb`, method: 'post' };

  const id = idOf(await create({ fields: ['Name'] }, { callback }));
  emulator.clock.advance(2000);

  expect(await posted.promise).toMatchObject({ data: [{ id, state: 'COMPLETED' }] });
  server.close();
});

test('a callback that points elsewhere is not followed there', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const callback = { url: `http://127.0.0.1:${port}/cb`, method: 'post' };

  await create({ fields: ['Name'] }, { callback });
  emulator.clock.advance(2000);

  await vi.waitFor(() => expect(asked).toHaveLength(1));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked).toEqual(['/cb']);
  server.close();
});

test('a callback that nobody answers does no harm', async () => {
  const callback = { url: 'http://127.0.0.1:1/cb', method: 'post' };
  const id = idOf(await create({ fields: ['Name'] }, { callback }));
  emulator.clock.advance(2000);

  expect((await status(id)).state).toBe('COMPLETED');
});

test('a bulk read costs 50 credits', async () => {
  emulator.setProfile({ dailyCredits: 100 });

  const reply = await create({ fields: ['Name'] });

  expect(reply.headers.get('x-api-credits-remaining')).toBe('50');
});

test('a bulk read needs its own scope and that of the module', async () => {
  const asked = async (scopes: string[]): Promise<number> => {
    await emulator.close();
    emulator = await createEmulator({ seed: jobsSeed({}, { scopes }) });
    visitor = createVisitor(emulator);
    return (await create({ fields: ['Name'] })).status;
  };

  expect(await asked(['ZohoCRM.bulk.READ'])).toBe(401);
  expect(await asked(['ZohoCRM.modules.ALL'])).toBe(401);
  expect(await asked(['ZohoCRM.bulk.read', 'ZohoCRM.modules.custom.READ'])).toBe(201);
});

test('a bulk read without a body is refused', async () => {
  expect((await post({})).json).toMatchObject({ code: 'REQUEST_BODY_IS_EMPTY' });
});

test('a bulk read that is no JSON is refused', async () => {
  const headers = { 'content-type': 'application/json' };
  expect((await post({ body: '{', headers })).json).toMatchObject({
    code: 'REQUEST_BODY_NOT_READABLE',
  });
});

test('a bulk read of another media type is refused with 415', async () => {
  expect(await post({ body: '{}', headers: { 'content-type': 'text/csv' } })).toMatchObject({
    status: 415,
    json: { code: 'MEDIA_TYPE_NOT_SUPPORTED' },
  });
});

const is = (api_name: string, comparator: string, value: unknown) => ({
  field: { api_name },
  comparator,
  value,
});
const query = (rest: object): object => ({ query: { module, ...rest } });
const criteria = (given: unknown): object => query({ fields: ['Name'], criteria: given });
const callback = (url: unknown, method: unknown): object => ({
  ...query({ fields: ['Name'] }),
  callback: { url, method },
});

test.each([
  ['a bulk read that is no object is refused', [1], 'REQUEST_BODY_NOT_SUPPORTED', {}],
  ['a bulk read without a query is refused', {}, 'QUERY_NOT_SUPPORTED', {}],
  [
    'a bulk read of an unknown module is refused',
    { query: { module: { api_name: 'Nope' } } },
    'MODULE_NOT_AVAILABLE',
    { module: 'Nope' },
  ],
  [
    'a bulk read of notes, attachments or emails is refused',
    { query: { module: { api_name: 'Notes' } } },
    'MODULE_NOT_SUPPORTED',
    {},
  ],
  [
    'a bulk read of an unknown field is refused',
    query({ fields: ['Nope'] }),
    'FIELD_NOT_AVAILABLE',
    {},
  ],
  [
    'a bulk read of a dotted field that is unknown is refused',
    query({ fields: ['Parent.Nope'] }),
    'FIELD_NOT_AVAILABLE',
    {},
  ],
  [
    'a bulk read of a subform is refused',
    query({ fields: ['Lines'] }),
    'FIELD_NOT_SUPPORTED',
    { api_name: 'Lines' },
  ],
  ['a bulk read of a page that is none is refused', query({ page: 0 }), 'PAGE_NOT_SUPPORTED', {}],
  [
    'a bulk read of a page beyond the last is refused',
    query({ page: 51 }),
    'PAGE_RANGE_EXCEEDED',
    { max_limit: 50 },
  ],
  ['a bulk read of an unknown view is refused', query({ cvid: '1' }), 'CVID_NOT_SUPPORTED', {}],
  [
    'a bulk read into an unknown file type is refused',
    { ...query({}), file_type: 'xml' },
    'VALUE_TYPE_NOT_SUPPORTED',
    { supported: ['csv', 'ics'] },
  ],
  [
    'a callback that is no web address is refused',
    callback('ftp://x', 'post'),
    'INVALID_CALLBACK_URL',
    {},
  ],
  [
    'a callback by another method is refused',
    callback('https://x.example', 'get'),
    'INVALID_CALLBACK_METHOD',
    { supported_callback_methods: ['post'] },
  ],
  [
    'a criterion on an unknown field is refused',
    criteria(is('Nope', 'equal', 'x')),
    'FIELD_IN_CRITERIA_NOT_AVAILABLE',
    {},
  ],
  [
    'a criterion on a subform is refused',
    criteria(is('Lines', 'equal', 'x')),
    'FIELD_IN_CRITERIA_NOT_SUPPORTED',
    {},
  ],
  [
    'a comparator that the field does not have is refused',
    criteria(is('Done', 'contains', 'x')),
    'FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE',
    {},
  ],
  [
    'a list of values for a comparator of one is refused',
    criteria(is('Name', 'equal', ['x'])),
    'COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE',
    {},
  ],
  [
    'a value that is none of the field is refused',
    criteria(is('Amount', 'equal', 'x')),
    'FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE',
    {},
  ],
  [
    'criteria that are a group and a criterion are refused',
    criteria({ ...is('Name', 'equal', 'x'), group: [] }),
    'AMBIGUOUS_CRITERIA',
    {},
  ],
  [
    'a group of several without an operator is refused',
    criteria({ group: [is('Name', 'equal', 'x'), is('Name', 'equal', 'y')] }),
    'AMBIGUOUS_GROUP_IN_CRITERIA',
    {},
  ],
  [
    'another operator than and and or is refused',
    criteria({ group_operator: 'xor', group: [is('Name', 'equal', 'x')] }),
    'GROUP_OPERATOR_NOT_SUPPORTED',
    { supported: ['and', 'or'] },
  ],
  ['criteria that are none are refused', criteria({ nothing: 1 }), 'INVALID_CRITERIA', {}],
  [
    'more than 25 criteria are refused',
    criteria({
      group_operator: 'or',
      group: Array.from({ length: 26 }, () => is('Name', 'equal', 'x')),
    }),
    'CRITERIA_LIMIT_EXCEEDED',
    { max_limit: 25 },
  ],
  [
    'more than 200 values are refused',
    criteria(is('Name', 'in', Array.from({ length: 201 }, String))),
    'VALUE_LIMIT_EXCEEDED_IN_CRITERIA',
    { max_limit: 200 },
  ],
])('%s', async (_title, body, code, details) => {
  const reply = await post({ json: body });

  expect(reply).toMatchObject({ status: 400, json: { code, status: 'error', details } });
});

test('a bulk read that follows more lookups than it may is refused', async () => {
  emulator.setProfile({ bulkReadJoins: 1 });

  expect((await create({ fields: ['Parent.City', 'Owner.email'] })).json).toMatchObject({
    code: 'JOIN_LIMIT_EXCEEDED',
    details: {},
  });
});
