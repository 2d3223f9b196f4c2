import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

const path = '/crm/v8/actions/watch';
const hour = 3_600_000;
const week = 7 * 24 * hour;

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  const seed = smallSeed();
  seed.orgs.a.crm.modules['Extra'] = { fields: [], records: [] };
  emulator = await createEmulator({ seed });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const entry = {
  channel_id: '1000000068001',
  events: ['Deals_X.all'],
  notify_url: 'http://127.0.0.1:9/hook?k=v',
  token: 'secret',
};

async function send(method: string, ...watch: unknown[]): Promise<Reply> {
  return await visitor.call('api', path, { method, json: { watch } });
}

async function listed(query = ''): Promise<Record<string, unknown>[]> {
  const { json } = await visitor.call('api', `${path}${query}`);
  return (json?.['watch'] ?? []) as Record<string, unknown>[];
}

function later(ms: number): string {
  return new Date(emulator.clock.now() + ms).toISOString().replace(/\.\d+Z/, '+00:00');
}

/** From now on, in milliseconds. */
async function lifetime(): Promise<number> {
  const [channel] = await listed();
  return Date.parse(String(channel?.['channel_expiry'])) - emulator.clock.now();
}

async function idsOf(module: string): Promise<{ id: string; fields: Record<string, string> }> {
  const all = await visitor.call('api', '/crm/v8/settings/modules');
  const modules = all.json?.['modules'] as { api_name: string; id: string }[];
  const settings = await visitor.call('api', `/crm/v8/settings/fields?module=${module}`);
  const fields = settings.json?.['fields'] as { api_name: string; id: string }[];
  return {
    id: modules.find((one) => one.api_name === module)?.id ?? '',
    fields: Object.fromEntries(fields.map((field) => [field.api_name, field.id])),
  };
}

test('a channel is subscribed per module, and its address says v2', async () => {
  const channel_expiry = later(2 * hour);
  const reply = await send('POST', {
    ...entry,
    channel_expiry,
    events: ['Deals_X.all', 'Extra.create'],
  });
  const event = { channel_expiry: expect.stringMatching(/\+01:00$/), channel_id: entry.channel_id };
  const resource_id = expect.stringMatching(/^\d{19}$/);
  expect(reply.status).toBe(201);
  expect(reply.json).toEqual({
    watch: [
      {
        code: 'SUCCESS',
        details: {
          events: [
            {
              ...event,
              resource_uri: 'https://www.zohoapis.eu/crm/v2/Deals_X',
              resource_id,
              resource_name: 'Deals_X',
            },
            {
              ...event,
              resource_uri: 'https://www.zohoapis.eu/crm/v2/Extra',
              resource_id,
              resource_name: 'Extra',
            },
          ],
        },
        message: 'Successfully subscribed for actions-watch of the given module',
        status: 'success',
      },
    ],
  });
});

test('a listing shows each channel with its defaults', async () => {
  await send('POST', entry);
  const reply = await visitor.call('api', path);
  expect(reply.json).toEqual({
    watch: [
      {
        notify_on_related_action: true,
        channel_expiry: expect.any(String),
        resource_uri: 'https://www.zohoapis.eu/crm/v2/Deals_X',
        resource_id: expect.any(String),
        resource_name: 'Deals_X',
        notify_url: entry.notify_url,
        notification_condition: null,
        channel_id: entry.channel_id,
        events: ['Deals_X.all'],
        token: 'secret',
        return_affected_field_values: false,
      },
    ],
    info: { per_page: 200, count: 1, page: 1, more_records: false },
  });
});

test('a listing is empty without channels: 204 without a body', async () => {
  expect(await visitor.call('api', path)).toMatchObject({ status: 204, text: '' });
});

test('a listing can be of one channel or module, and in pages', async () => {
  await send(
    'POST',
    { ...entry, events: ['Deals_X.all', 'Extra.edit'] },
    { ...entry, channel_id: '2' },
  );
  expect(await listed('?channel_id=2')).toHaveLength(1);
  expect(await listed('?module=Extra')).toMatchObject([{ channel_id: entry.channel_id }]);
  expect((await visitor.call('api', `${path}?channel_id=3`)).status).toBe(204);
  const second = await visitor.call('api', `${path}?per_page=2&page=2`);
  expect(second.json?.['info']).toMatchObject({
    per_page: 2,
    page: 2,
    count: 1,
    more_records: false,
  });
});

test('users can be watched', async () => {
  expect((await send('POST', { ...entry, events: ['users.all'] })).status).toBe(201);
});

test.each([
  ['missing', undefined, hour],
  ['within a week', 2 * hour, 2 * hour],
  ['a week', week, week],
  ['beyond a week', week + hour, hour],
])('an expiry that is %s', async (_, ms, expected) => {
  await send('POST', { ...entry, ...(ms === undefined ? {} : { channel_expiry: later(ms) }) });
  expect(Math.abs((await lifetime()) - expected)).toBeLessThan(5000);
});

test('a channel that has expired is as if it had never been', async () => {
  await send('POST', entry);
  emulator.clock.advance(hour + 1000);
  visitor = createVisitor(emulator);
  expect((await visitor.call('api', path)).status).toBe(204);
  expect((await send('PATCH', { channel_id: entry.channel_id, token: 'x' })).json).toMatchObject({
    watch: [{ code: 'NOT_SUBSCRIBED' }],
  });
});

test('PATCH changes only what it names, and renews', async () => {
  await send('POST', { ...entry, return_affected_field_values: true });
  const reply = await send('PATCH', { channel_id: entry.channel_id, channel_expiry: later(week) });
  expect(reply).toMatchObject({
    status: 200,
    json: { watch: [{ message: 'Successfully updated the subscribe details' }] },
  });
  expect(await listed()).toMatchObject([{ token: 'secret', return_affected_field_values: true }]);
  expect(await lifetime()).toBeGreaterThan(week - 5000);
});

test('PUT replaces the channel: what it does not name is dropped', async () => {
  await send('POST', { ...entry, return_affected_field_values: true });
  const { token: _, ...rest } = entry;
  expect(await send('PUT', rest)).toMatchObject({
    status: 200,
    json: { watch: [{ message: 'Successfully subscribed for actions-watch of the given module' }] },
  });
  expect(await listed()).toMatchObject([{ token: null, return_affected_field_values: false }]);
});

test('PATCH with _delete_events takes events away, and the channel with the last', async () => {
  await send('POST', { ...entry, events: ['Deals_X.all', 'Extra.edit'] });
  const remove = { channel_id: entry.channel_id, _delete_events: true };
  expect(await send('PATCH', { ...remove, events: ['Extra.edit'] })).toMatchObject({
    status: 200,
    json: { watch: [{ message: 'Successfully removed the subscribe details' }] },
  });
  expect(await listed()).toMatchObject([{ events: ['Deals_X.all'] }]);
  await send('PATCH', { ...remove, events: ['Deals_X.all'] });
  expect(await listed()).toEqual([]);
});

test('DELETE drops channels and tells of those that are not there', async () => {
  await send('POST', entry);
  const reply = await visitor.call('api', `${path}?channel_ids=${entry.channel_id},7`, {
    method: 'DELETE',
  });
  expect(reply).toMatchObject({
    status: 207,
    json: {
      watch: [
        {
          code: 'SUCCESS',
          message: 'Successfully un-subscribed from actions-watch',
          details: {
            channel_id: entry.channel_id,
            resource_uri: expect.any(String),
            resource_id: expect.any(String),
          },
        },
        { code: 'NOT_SUBSCRIBED', status: 'error' },
      ],
    },
  });
  expect(await visitor.call('api', path, { method: 'DELETE' })).toMatchObject({
    status: 400,
    json: { code: 'EXPECTED_PARAM_MISSING' },
  });
});

test.each([
  [207, 207, 400],
  [202, 202, 202],
] as const)('some entries refused is %i or all of them', async (watchMixedStatus, some, all) => {
  emulator.setProfile({ watchMixedStatus });
  expect((await send('POST', entry, {})).status).toBe(some);
  expect((await send('POST', {}, {})).status).toBe(all);
});

const { channel_id: _c, ...noChannel } = entry;
const { events: _e, ...noEvents } = entry;
const { notify_url: _n, ...noUrl } = entry;
test.each([
  [
    noChannel,
    'MANDATORY_NOT_FOUND',
    { api_name: 'channel_id', json_path: '$.watch[0].channel_id' },
  ],
  [noEvents, 'MANDATORY_NOT_FOUND', { api_name: 'events', json_path: '$.watch[0].events' }],
  [noUrl, 'MANDATORY_NOT_FOUND', { api_name: 'notify_url', json_path: '$.watch[0].notify_url' }],
  [
    { ...entry, channel_id: 'abc' },
    'INVALID_DATA',
    { expected_data_type: 'bigint', api_name: 'channel_id' },
  ],
  [{ ...entry, token: 'x'.repeat(51) }, 'INVALID_DATA', { maximum_length: 50, api_name: 'token' }],
  [{ ...entry, token: 5 }, 'INVALID_DATA', { api_name: 'token' }],
  [{ ...entry, events: 'Deals_X.all' }, 'INVALID_DATA', { expected_data_type: 'jsonarray' }],
  [
    { ...entry, events: ['Deals_X.all', 'Nope.all'] },
    'INVALID_DATA',
    { api_name: 'events', json_path: '$.watch[0].events[1]' },
  ],
  [{ ...entry, events: ['Deals_X.update'] }, 'INVALID_DATA', { json_path: '$.watch[0].events[0]' }],
  [
    { ...entry, events: Array.from({ length: 51 }, () => 'Extra.all') },
    'INVALID_DATA',
    { maximum_length: 50 },
  ],
  [{ ...entry, notify_url: 'ftp://x' }, 'INVALID_DATA', { api_name: 'notify_url' }],
  [
    { ...entry, notify_url: `http://127.0.0.1/${'x'.repeat(255)}` },
    'INVALID_DATA',
    { api_name: 'notify_url' },
  ],
  [{ ...entry, channel_expiry: 'tomorrow' }, 'INVALID_DATA', { expected_data_type: 'datetime' }],
  [
    { ...entry, channel_expiry: '2001-01-01T00:00:00+00:00' },
    'INVALID_DATA',
    { api_name: 'channel_expiry' },
  ],
  [
    { ...entry, notify_on_related_action: 'yes' },
    'INVALID_DATA',
    { expected_data_type: 'boolean' },
  ],
])('a channel is refused: %#', async (watch, code, details) => {
  expect(await send('POST', watch)).toMatchObject({
    status: 400,
    json: { watch: [{ code, details, status: 'error' }] },
  });
  expect(await listed()).toEqual([]);
});

test.each([
  [{}, 'MANDATORY_NOT_FOUND', { api_name: 'watch', json_path: '$.watch' }],
  [{ watch: [] }, 'INVALID_DATA', { expected_data_type: 'jsonarray' }],
  [{ watch: Array.from({ length: 51 }, () => entry) }, 'INVALID_DATA', { maximum_length: 50 }],
])('a watch request is refused as a whole: %#', async (json, code, details) => {
  const reply = await visitor.call('api', path, { method: 'POST', json });
  expect(reply).toMatchObject({ status: 400, json: { code, details } });
});

test.each(['PUT', 'PATCH'])('%s of an unknown channel is not subscribed', async (method) => {
  expect(await send(method, entry)).toMatchObject({
    status: 400,
    json: { watch: [{ code: 'NOT_SUBSCRIBED' }] },
  });
});

test('a condition is kept and listed with names and ids', async () => {
  const { id, fields } = await idsOf('Deals_X');
  const field = { api_name: 'Amount', id: fields['Amount'] };
  const condition = {
    type: 'field_selection',
    module: { api_name: 'Deals_X', id },
    field_selection: {
      group_operator: 'or',
      group: [{ field }, { field: { api_name: 'Folder' } }],
    },
  };
  expect((await send('POST', { ...entry, notification_condition: [condition] })).status).toBe(201);
  const folder = { api_name: 'Folder', id: fields['Folder'] };
  const group = [{ field }, { field: folder }];
  expect(await listed()).toMatchObject([
    {
      notification_condition: [{ ...condition, field_selection: { group_operator: 'or', group } }],
    },
  ]);
});

const field = { field: { api_name: 'Folder' } };
const good = { group_operator: 'and', group: [field] };
const at = '$.watch[0].notification_condition[0]';
test.each([
  [
    { type: 'other' },
    'INVALID_DATA',
    { supported_values: ['field_selection'], json_path: `${at}.type` },
  ],
  [{ module: undefined }, 'MANDATORY_NOT_FOUND', { json_path: `${at}.module` }],
  [
    { module: {} },
    'EXPECTED_FIELD_MISSING',
    {
      expected_fields: [{ api_name: 'api_name' }, { api_name: 'id', json_path: `${at}.module.id` }],
    },
  ],
  [{ module: { api_name: 'Nope' } }, 'INVALID_DATA', { json_path: `${at}.module.api_name` }],
  [
    { field_selection: undefined },
    'DEPENDENT_FIELD_MISSING',
    { dependee: { api_name: 'type' }, api_name: 'field_selection' },
  ],
  [
    { field_selection: { ...good, group_operator: 'xor' } },
    'INVALID_DATA',
    { supported_values: ['and', 'or'] },
  ],
  [
    { field_selection: { ...good, group: [{ field: { api_name: 'Nope' } }] } },
    'INVALID_DATA',
    { json_path: `${at}.field_selection.group[0].field.api_name` },
  ],
  [
    {
      field_selection: {
        ...good,
        group: [
          { ...good, group: Array.from({ length: 6 }, () => field) },
          { ...good, group: Array.from({ length: 5 }, () => field) },
        ],
      },
    },
    'INVALID_DATA',
    { maximum_length: 10 },
  ],
])('a condition is refused: %#', async (change, code, details) => {
  const condition = {
    type: 'field_selection',
    module: { api_name: 'Deals_X' },
    field_selection: good,
    ...change,
  };
  const reply = await send('POST', { ...entry, notification_condition: [condition] });
  expect(reply).toMatchObject({ status: 400, json: { watch: [{ code, details }] } });
});

test('a module whose name and id differ is ambiguous', async () => {
  const { id } = await idsOf('Extra');
  const condition = {
    type: 'field_selection',
    module: { api_name: 'Deals_X', id },
    field_selection: good,
  };
  const reply = await send('POST', { ...entry, notification_condition: [condition] });
  expect(reply.json).toMatchObject({
    watch: [
      {
        code: 'AMBIGUITY_DURING_PROCESSING',
        details: { ambiguity_due_to: [{ api_name: 'api_name' }, { api_name: 'id' }] },
      },
    ],
  });
});

test.each([
  [['ZohoCRM.notifications.ALL', 'ZohoCRM.modules.custom.READ'], 201],
  [['ZohoCRM.notifications.CREATE', 'ZohoCRM.modules.READ'], 201],
  [['ZohoCRM.notifications.ALL'], 401],
  [['ZohoCRM.notifications.READ', 'ZohoCRM.modules.READ'], 401],
])('a subscription needs its own scope and that of the module: %j', async (scopes, status) => {
  const seed = smallSeed();
  seed.orgs.a.scopes = scopes;
  emulator.reset(seed);
  visitor = createVisitor(emulator);
  const reply = await send('POST', entry);
  const refusal = status === 401 ? { code: 'OAUTH_SCOPE_MISMATCH' } : {};
  expect(reply).toMatchObject({ status, json: refusal });
});
