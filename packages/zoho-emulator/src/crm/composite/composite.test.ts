import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

const deal = '5000000000000000001';

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  const records = [{ id: deal, Name: 'Pier', Folder: 'North' }];
  emulator = await createEmulator({ seed: smallSeed({ records }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

async function compose(requests: unknown[], rest: object = {}): Promise<Reply> {
  const json = { __composite_requests: requests, ...rest };
  return await visitor.call('api', '/crm/v8/__composite_requests', { method: 'POST', json });
}

function insert(Name: string, more: object = {}): object {
  return { method: 'POST', uri: '/crm/v8/Deals_X', body: { data: [{ Name, ...more }] } };
}

const failing = { method: 'PUT', uri: '/crm/v8/Deals_X/1', body: { data: [{ Folder: 'x' }] } };
const serial = { rollback_on_fail: true, parallel_execution: false };

function names(): unknown[] {
  return emulator.records('a', 'Deals_X').map((record) => record['Name']);
}

test('each sub-request is answered as if it came alone', async () => {
  const reply = await compose([
    { sub_request_id: 'new', ...insert('Mill') },
    {
      sub_request_id: 'read',
      method: 'GET',
      uri: `/crm/v8/Deals_X/${deal}`,
      params: { fields: 'Name' },
    },
  ]);
  expect(reply).toMatchObject({
    status: 200,
    json: {
      __composite_requests: [
        {
          code: 'SUCCESS',
          message: 'composite sub request executed successfully',
          status: 'success',
          details: {
            response: {
              status_code: 201,
              headers: {
                'content-type': 'application/json;charset=utf-8',
                'Content-Disposition': 'attachment; filename=response.json',
              },
              body: { data: [{ code: 'SUCCESS', details: { id: expect.any(String) } }] },
            },
          },
        },
        { details: { response: { status_code: 200, body: { data: [{ Name: 'Pier' }] } } } },
      ],
    },
  });
  expect(names()).toEqual(['Pier', 'Mill']);
});

test('a sub-request that Zoho refuses was triggered all the same', async () => {
  const reply = await compose([
    failing,
    { method: 'GET', uri: '/crm/v8/Nope', params: { fields: 'id' } },
  ]);
  expect(reply).toMatchObject({
    status: 200,
    json: {
      __composite_requests: [
        { code: 'SUCCESS', details: { response: { status_code: 400 } } },
        { code: 'SUCCESS', details: { response: { body: { code: 'INVALID_MODULE' } } } },
      ],
    },
  });
});

test.each([true, false])(
  'a reference takes a value of another answer, in parallel: %s',
  async (parallel_execution) => {
    const reply = await compose(
      [
        { sub_request_id: '1', ...insert('Mill') },
        {
          method: 'GET',
          uri: '/crm/v8/Deals_X/@{1:$.data[0].details.id}',
          params: { fields: 'Name' },
        },
        insert('Twin', { Folder: '@{1:$.data[0].details.id}' }),
      ],
      { parallel_execution },
    );
    expect(reply).toMatchObject({
      status: 200,
      json: {
        __composite_requests: [
          {},
          { details: { response: { body: { data: [{ Name: 'Mill' }] } } } },
          {},
        ],
      },
    });
    const [, mill, twin] = emulator.records('a', 'Deals_X');
    expect(twin?.['Folder']).toBe(mill?.id);
  },
);

test('in parallel a reference may point to a later sub-request', async () => {
  const requests = [insert('Twin', { Folder: '@{2:$.data[0].code}' }), insert('Mill')];
  expect((await compose(requests)).status).toBe(200);
  expect(await compose(requests, { parallel_execution: false })).toMatchObject({
    status: 400,
    json: { code: 'INVALID_REFERENCE', details: { reference: '2' } },
  });
});

test('a reference to nothing leaves its sub-request out: 207', async () => {
  const reply = await compose([
    { sub_request_id: '1', ...failing },
    insert('Mill', { Folder: '@{1:$.data[0].details.id}' }),
    insert('Third'),
  ]);
  expect(reply).toMatchObject({
    status: 207,
    json: {
      __composite_requests: [
        { code: 'SUCCESS' },
        { code: 'INVALID_REFERENCE' },
        { code: 'SUCCESS' },
      ],
    },
  });
  expect(names()).toEqual(['Pier', 'Third']);
});

test('with rollback_on_fail a failure takes back what was done before and stops the rest', async () => {
  const json = {
    watch: [{ channel_id: '1', events: ['Deals_X.all'], notify_url: 'http://127.0.0.1:1' }],
  };
  await visitor.call('api', '/crm/v8/actions/watch', { method: 'POST', json });
  const before = emulator.records('a', 'Deals_X');
  const note = { data: [{ Note_Title: 'a' }] };
  const reply = await compose(
    [
      insert('Mill'),
      { method: 'PUT', uri: `/crm/v8/Deals_X/${deal}`, body: { data: [{ Folder: 'South' }] } },
      { method: 'POST', uri: `/crm/v8/Deals_X/${deal}/Notes`, body: note },
      failing,
      insert('Never'),
    ],
    serial,
  );
  const taken = { code: 'ROLLBACK_PERFORMED', details: { rollbacked_by_sub_request_index: 3 } };
  expect(reply).toMatchObject({
    status: 400,
    json: {
      __composite_requests: [
        taken,
        taken,
        taken,
        { details: { response: { status_code: 400 } } },
        { code: 'PROCESSING_STOPPED' },
      ],
    },
  });
  expect(emulator.records('a', 'Deals_X')).toEqual(before);
  expect((await visitor.call('api', '/crm/v8/Notes?fields=id')).status).toBe(204);
  expect((await visitor.call('api', `/crm/v8/Deals_X/${deal}/__timeline`)).status).toBe(204);
  expect(emulator.deliveries()).toEqual([]);
});

test('a rollback brings back what was deleted', async () => {
  const remove = { method: 'DELETE', uri: `/crm/v8/Deals_X/${deal}` };
  expect((await compose([remove, failing], serial)).status).toBe(400);
  expect(names()).toEqual(['Pier']);
  const deleted = await visitor.call('api', '/crm/v8/Deals_X/deleted');
  expect(deleted.status).toBe(204);
});

test('without rollback_on_fail the rest is done in spite of a failure', async () => {
  await compose([insert('Mill'), failing, insert('Third')], { parallel_execution: false });
  expect(names()).toEqual(['Pier', 'Mill', 'Third']);
});

test('a composite call costs one credit, two when a rollback could have been and was not', async () => {
  await compose([insert('Mill'), insert('Third')]);
  await compose([insert('Fourth')], serial);
  const costs = emulator.ledger
    .entries()
    .map((entry) => entry.credits)
    .slice(-2);
  expect(costs).toEqual([1, 2]);
});

test('a read has 25 rows unless fewer are asked for', async () => {
  const data = Array.from({ length: 30 }, (_, n) => ({ Name: String(n) }));
  await visitor.call('api', '/crm/v8/Deals_X', { method: 'POST', json: { data } });
  const rows = async (params: object): Promise<Reply> =>
    await compose([
      { method: 'GET', uri: '/crm/v8/Deals_X', params: { fields: 'Name', ...params } },
    ]);
  const counting = (count: number): object => ({
    json: { __composite_requests: [{ details: { response: { body: { info: { count } } } } }] },
  });
  expect(await rows({})).toMatchObject(counting(25));
  expect(await rows({ per_page: 3 })).toMatchObject(counting(3));
});

const at = '$.__composite_requests[0]';
test.each([
  [
    'two records in one write',
    { ...insert('a'), body: { data: [{ Name: 'a' }, { Name: 'b' }] } },
    { maximum_length: 1, json_path: `${at}.body.data` },
  ],
  [
    'two ids in one delete',
    { method: 'DELETE', uri: '/crm/v8/Deals_X', params: { ids: '1,2' } },
    { maximum_length: 1, json_path: `${at}.params.ids` },
  ],
  [
    'a read of more than 25 rows',
    { method: 'GET', uri: '/crm/v8/Deals_X', params: { fields: 'Name', per_page: 26 } },
    { maximum_length: 25 },
  ],
])('%s is not triggered', async (_, request, details) => {
  const reply = await compose([request]);
  expect(reply).toMatchObject({
    status: 400,
    json: { __composite_requests: [{ code: 'INVALID_DATA', details }] },
  });
  expect(names()).toEqual(['Pier']);
});

const get = { method: 'GET', uri: '/crm/v8/Deals_X' };
test.each([
  [{}, 'MANDATORY_NOT_FOUND', { api_name: '__composite_requests' }],
  [{ __composite_requests: {} }, 'INVALID_DATA', { expected_data_type: 'jsonarray' }],
  [
    { __composite_requests: Array.from({ length: 6 }, () => get) },
    'INVALID_DATA',
    { maximum_length: 5 },
  ],
  [
    { __composite_requests: [{ uri: '/crm/v8/Deals_X' }] },
    'MANDATORY_NOT_FOUND',
    { json_path: `${at}.method` },
  ],
  [
    { __composite_requests: [{ method: 'GET' }] },
    'MANDATORY_NOT_FOUND',
    { json_path: `${at}.uri` },
  ],
  [
    { __composite_requests: [{ ...get, method: 'HEAD' }] },
    'INVALID_DATA',
    { json_path: `${at}.method` },
  ],
  [
    { __composite_requests: [{ ...get, params: 5 }] },
    'INVALID_DATA',
    { expected_data_type: 'jsonobject' },
  ],
  [
    { __composite_requests: [get], rollback_on_fail: 'yes' },
    'INVALID_DATA',
    { expected_data_type: 'boolean' },
  ],
  [
    { __composite_requests: [get], rollback_on_fail: true, parallel_execution: true },
    'AMBIGUITY_DURING_PROCESSING',
    { ambiguity_due_to: [{ api_name: 'rollback_on_fail' }, { api_name: 'parallel_execution' }] },
  ],
  [
    {
      __composite_requests: [
        { ...get, sub_request_id: 'a' },
        { ...get, sub_request_id: 'a' },
      ],
    },
    'DUPLICATE_DATA',
    { json_path: '$.__composite_requests[1].sub_request_id' },
  ],
  [
    { __composite_requests: [{ ...get, uri: '/crm/v7/Deals_X' }] },
    'NOT_SUPPORTED',
    { sub_request_version: 'v7', composite_request_version: 'v8' },
  ],
  [
    { __composite_requests: [{ ...get, uri: '/workdrive/api/v1/files' }] },
    'NOT_SUPPORTED',
    { allowed_services: ['crm'] },
  ],
  [
    { __composite_requests: [{ ...get, uri: '/crm/v8/__composite_requests' }] },
    'NOT_SUPPORTED',
    { allowed_services: ['crm'] },
  ],
  [
    { __composite_requests: [{ ...get, headers: { Authorization: 'x' } }] },
    'NOT_SUPPORTED',
    { restricted_headers: ['Authorization'] },
  ],
  [
    { __composite_requests: [{ ...get, uri: '/crm/v8/Deals_X/@{9:$.id}' }] },
    'INVALID_REFERENCE',
    { reference: '9' },
  ],
  [
    {
      __composite_requests: [
        { ...get, uri: '/crm/v8/Deals_X/@{2:$.id}' },
        { ...get, uri: '/crm/v8/Deals_X/@{1:$.id}' },
      ],
    },
    'LOOPING_FOUND',
    { sub_request_indexes: [0, 1] },
  ],
])('a composite request is refused as a whole: %#', async (json, code, details) => {
  const reply = await visitor.call('api', '/crm/v8/__composite_requests', { method: 'POST', json });
  expect(reply).toMatchObject({ status: 400, json: { code, details, status: 'error' } });
});

test.each([
  [false, 200],
  [true, 400],
])(
  'rollback_on_fail alone is refused when parallel_execution must be written out: %s',
  async (compositeRollbackNeedsSerial, status) => {
    emulator.setProfile({ compositeRollbackNeedsSerial });
    expect((await compose([insert('Mill')], { rollback_on_fail: true })).status).toBe(status);
  },
);

test('a sub-request needs its own scopes', async () => {
  const seed = smallSeed();
  seed.orgs.a.scopes = ['ZohoCRM.composite_requests.CUSTOM'];
  emulator.reset(seed);
  visitor = createVisitor(emulator);
  expect(await compose([insert('Mill')])).toMatchObject({
    status: 200,
    json: { __composite_requests: [{ details: { response: { status_code: 401 } } }] },
  });
  seed.orgs.a.scopes = ['ZohoCRM.modules.ALL'];
  emulator.reset(seed);
  visitor = createVisitor(emulator);
  expect(await compose([insert('Mill')])).toMatchObject({ status: 401 });
});

test('a call whose commit is late changes everything at that time, and nothing if it never comes', async () => {
  const match = { method: 'POST', path: '/__composite_requests', times: 1 };
  emulator.faults.add({ match, effect: { kind: 'late-commit', delayMs: 5000 } });
  await expect(compose([insert('Mill'), insert('Third')])).rejects.toThrow('fetch failed');
  expect(names()).toEqual(['Pier']);
  emulator.clock.advance(5000);
  await new Promise((resolve) => setImmediate(resolve));
  expect(names()).toEqual(['Pier', 'Mill', 'Third']);
  emulator.faults.add({ match, effect: { kind: 'never-commit' } });
  await expect(compose([insert('Fourth')])).rejects.toThrow('fetch failed');
  expect(names()).toHaveLength(3);
});

test.each([
  [4, 429],
  [5, 200],
])(
  'a composite call takes five of the places among calls at once: %i',
  async (crmConcurrency, status) => {
    emulator.setProfile({ crmConcurrency });
    expect((await compose([insert('Mill')])).status).toBe(status);
  },
);

test('a record that is taken back is exactly what it was', async () => {
  const before = emulator.records('a', 'Deals_X');
  const waiting = { data: [{ Folder: 'South', $approved: false }] };
  const change = { method: 'PUT', uri: `/crm/v8/Deals_X/${deal}`, body: waiting };
  expect((await compose([change, failing], serial)).status).toBe(400);
  expect(emulator.records('a', 'Deals_X')).toEqual(before);
});

test.each(['never-commit', 'late-commit'] as const)(
  'a composite call of which nobody hears leaves its places: %s',
  async (kind) => {
    emulator.setProfile({ crmConcurrency: 5 });
    const path = '__composite_requests';
    const effect = kind === 'never-commit' ? { kind } : { kind, delayMs: 1000 };
    emulator.faults.add({ match: { path }, effect });
    await expect(compose([insert('Mill')])).rejects.toThrow('fetch failed');
    expect((await compose([insert('Quay')])).status).toBe(200);
  },
);
