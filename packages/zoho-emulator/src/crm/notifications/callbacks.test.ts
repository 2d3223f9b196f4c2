import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Visitor, createVisitor } from '../../testing/visitor.ts';

const deal = '5000000000000000001';
const other = '5000000000000000002';
const channel_id = '1000000068001';

type Body = Record<string, unknown>;

let emulator: Emulator;
let visitor: Visitor;
/** What the receiver was posted. */
let received: Body[] = [];
let status = 200;
const receiver = createServer((request, response) => {
  void text(request).then((body) => {
    received.push(JSON.parse(body) as Body);
    response.writeHead(status).end();
  });
});

beforeEach(async () => {
  received = [];
  status = 200;
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const records = [
    { id: deal, Name: 'Pier' },
    { id: other, Name: 'Mill' },
  ];
  emulator = await createEmulator({ seed: smallSeed({ records }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => {
  await emulator.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

function hook(): string {
  return `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?k=v&n=1`;
}

async function watch(changes: Body = {}): Promise<void> {
  const entry = {
    channel_id,
    events: ['Deals_X.all'],
    token: 'secret',
    notify_url: hook(),
    ...changes,
  };
  const json = { watch: [entry] };
  const reply = await visitor.call('api', '/crm/v8/actions/watch', { method: 'POST', json });
  expect(reply.status).toBe(201);
}

async function update(...data: Body[]): Promise<void> {
  await visitor.call('api', '/crm/v8/Deals_X', { method: 'PUT', json: { data } });
}

/** Once all callbacks that were decided are through. */
async function settled(count: number): Promise<Body[]> {
  await vi.waitFor(() => {
    const entries = emulator.deliveries();
    expect(entries.filter(({ outcome }) => outcome !== 'pending')).toHaveLength(count);
  });
  return received;
}

test('an update is posted with what it changed', async () => {
  await watch({ return_affected_field_values: true });
  await update({ id: deal, Folder: 'North', Amount: 5 });
  expect(await settled(1)).toEqual([
    {
      server_time: expect.any(Number),
      affected_values: [{ record_id: deal, values: { Folder: 'North', Amount: 5 } }],
      query_params: { k: 'v', n: '1' },
      module: 'Deals_X',
      resource_uri: 'https://www.zohoapis.eu/crm/v2/Deals_X',
      ids: [deal],
      affected_fields: [{ [deal]: ['Folder', 'Amount'] }],
      operation: 'update',
      channel_id,
      token: 'secret',
    },
  ]);
});

test('the values are posted only on request', async () => {
  await watch();
  await update({ id: deal, Folder: 'North' });
  expect(Object.keys((await settled(1))[0] ?? {})).not.toContain('affected_values');
});

test('one request that changes several records is one callback with several ids', async () => {
  await watch();
  await update({ id: deal, Folder: 'North' }, { id: other, Folder: 'South' });
  expect(await settled(1)).toMatchObject([
    { ids: [deal, other], affected_fields: [{ [deal]: ['Folder'] }, { [other]: ['Folder'] }] },
  ]);
});

test('an insert is posted without affected fields, a delete as well', async () => {
  await watch();
  const json = { data: [{ Name: 'New' }] };
  await visitor.call('api', '/crm/v8/Deals_X', { method: 'POST', json });
  await settled(1);
  await visitor.call('api', `/crm/v8/Deals_X/${deal}`, { method: 'DELETE' });
  expect(await settled(2)).toMatchObject([
    { operation: 'insert', affected_fields: [] },
    { operation: 'delete', affected_fields: [], ids: [deal] },
  ]);
});

test('only the subscribed operations are posted', async () => {
  await watch({ events: ['Deals_X.create', 'Deals_X.delete'] });
  await update({ id: deal, Folder: 'North' });
  await visitor.call('api', `/crm/v8/Deals_X/${deal}`, { method: 'DELETE' });
  expect(await settled(1)).toMatchObject([{ operation: 'delete' }]);
});

test('a change by a person is posted like any other', async () => {
  await watch();
  emulator.updateRecord('a', 'Deals_X', deal, { Folder: 'North' });
  expect(await settled(1)).toMatchObject([{ operation: 'update', ids: [deal] }]);
});

test('an expired channel is posted nothing', async () => {
  await watch();
  emulator.clock.advance(3_600_001);
  emulator.updateRecord('a', 'Deals_X', deal, { Folder: 'North' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(emulator.deliveries()).toEqual([]);
});

test.each([
  ['or', 1],
  ['and', 0],
])(
  'with a condition of %s, an edit is posted when its fields are affected',
  async (group_operator, count) => {
    const group = [{ field: { api_name: 'Amount' } }, { field: { api_name: 'Folder' } }];
    const field_selection = { group_operator, group };
    const module = { api_name: 'Deals_X' };
    await watch({ notification_condition: [{ type: 'field_selection', module, field_selection }] });
    await update({ id: deal, Done: true });
    await update({ id: deal, Amount: 5 });
    await settled(count);
    await update({ id: other, Amount: 5, Folder: 'x' });
    expect((await settled(count + 1)).at(-1)).toMatchObject({ ids: [other] });
  },
);

test.each([
  [undefined, 1],
  [true, 1],
  [false, 0],
])(
  'a new note counts as an edit of its record, unless %s',
  async (notify_on_related_action, count) => {
    await watch({ notify_on_related_action });
    const json = { data: [{ Note_Title: 'Call' }] };
    await visitor.call('api', `/crm/v8/Deals_X/${deal}/Notes`, { method: 'POST', json });
    const calls = await settled(count);
    expect(calls).toMatchObject(calls.map(() => ({ operation: 'update', affected_fields: [] })));
  },
);

test.each([
  ['once', 1],
  ['twice', 2],
  ['lost', 0],
] as const)('a callback is posted %s', async (notificationDelivery, count) => {
  emulator.setProfile({ notificationDelivery });
  await watch();
  await update({ id: deal, Folder: 'North' });
  await settled(1);
  await vi.waitFor(() => expect(received).toHaveLength(count));
  const outcome = count === 0 ? 'lost' : 'delivered';
  expect(emulator.deliveries()).toMatchObject([{ outcome, posts: count }]);
});

test('a delayed callback is posted when the clock says so', async () => {
  emulator.setProfile({ notificationDelayMs: 60_000 });
  await watch();
  await update({ id: deal, Folder: 'North' });
  expect(emulator.deliveries()).toMatchObject([{ outcome: 'pending', posts: 0 }]);
  emulator.clock.advance(60_000);
  expect(await settled(1)).toMatchObject([{ ids: [deal] }]);
});

test('a snapshot keeps a callback that waits, and drops what waited since', async () => {
  emulator.setProfile({ notificationDelayMs: 60_000 });
  await watch();
  await update({ id: deal, Folder: 'North' });
  const snapshot = emulator.snapshot();
  await update({ id: other, Folder: 'South' });
  emulator.restore(snapshot);
  emulator.clock.advance(60_000);
  expect(await settled(3)).toMatchObject([{ ids: [deal], operation: 'update' }]);
  expect(emulator.deliveries().map(({ outcome }) => outcome)).toEqual([
    'lost',
    'lost',
    'delivered',
  ]);
});

test('a receiver that refuses is not asked again', async () => {
  status = 500;
  await watch();
  await update({ id: deal, Folder: 'North' });
  await settled(1);
  expect(emulator.deliveries()).toMatchObject([{ outcome: 'failed', status: 500, posts: 1 }]);
});

test('a receiver that is not there is swallowed', async () => {
  await watch({ notify_url: 'http://127.0.0.1:1/' });
  await update({ id: deal, Folder: 'North' });
  await settled(1);
  expect(emulator.deliveries()).toMatchObject([{ outcome: 'failed', status: undefined }]);
});

test('nothing is posted beyond this machine', async () => {
  await watch({ notify_url: 'https://hooks.example.com/crm' });
  await update({ id: deal, Folder: 'North' });
  await settled(1);
  expect(emulator.deliveries()).toMatchObject([{ outcome: 'refused', posts: 0 }]);
});

test('channels of the other org hear nothing', async () => {
  const json = { watch: [{ channel_id, events: ['users.all'], notify_url: hook() }] };
  await createVisitor(emulator, 'b').call('api', '/crm/v8/actions/watch', { method: 'POST', json });
  await update({ id: deal, Folder: 'North' });
  expect(emulator.deliveries()).toEqual([]);
});
