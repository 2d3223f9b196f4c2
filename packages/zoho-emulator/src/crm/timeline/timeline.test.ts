import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulatorClock } from '../../clock.ts';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';
import { createChangeFeed } from '../notifications/change-feed.ts';
import { keepTimeline } from './timeline.ts';

const deal = '5000000000000000001';
const path = `/crm/v8/Deals_X/${deal}/__timeline`;

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records: [{ id: deal, Name: 'Pier' }] }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

async function update(changes: object): Promise<void> {
  const json = { data: [changes] };
  await visitor.call('api', `/crm/v8/Deals_X/${deal}`, { method: 'PUT', json });
}

async function timeline(query: Record<string, string> = {}): Promise<Reply> {
  return await visitor.call('api', `${path}?${new URLSearchParams(query).toString()}`);
}

function entriesOf(reply: Reply): Record<string, unknown>[] {
  return reply.json?.['__timeline'] as Record<string, unknown>[];
}

test('an update is in the timeline with what was and what is', async () => {
  await update({ Folder: 'North' });
  expect((await timeline()).json).toEqual({
    __timeline: [
      {
        done_by: { name: 'User A', id: expect.any(String) },
        related_record: null,
        automation_details: null,
        record: {
          module: { api_name: 'Deals_X', id: expect.any(String) },
          name: 'Pier',
          id: deal,
        },
        audited_time: expect.stringMatching(/T.*\+01:00$/),
        action: 'updated',
        id: expect.any(String),
        source: 'crm_api',
        field_history: [
          { api_name: 'Folder', _value: { new: 'North', old: null }, id: expect.any(String) },
        ],
      },
    ],
    info: {
      per_page: 200,
      next_page_token: null,
      count: 1,
      previous_page_token: null,
      more_records: false,
    },
  });
});

test('a new record begins its timeline', async () => {
  const json = { data: [{ Name: 'Mill' }] };
  const made = await visitor.call('api', '/crm/v8/Deals_X', { method: 'POST', json });
  const [row] = (made.json?.['data'] ?? []) as { details: { id: string } }[];
  const reply = await visitor.call('api', `/crm/v8/Deals_X/${row?.details.id}/__timeline`);
  expect(entriesOf(reply)).toMatchObject([{ action: 'added', field_history: null }]);
});

test('a record to which nothing happened has none: 204', async () => {
  expect(await timeline()).toMatchObject({ status: 204, text: '' });
});

test('inner details appear when they are asked for', async () => {
  await update({ Folder: 'North' });
  const include_inner_details = 'field_history.data_type,field_history.field_label,done_by.profile';
  expect(entriesOf(await timeline({ include_inner_details }))).toMatchObject([
    {
      done_by: { profile: { name: expect.any(String) } },
      field_history: [{ data_type: 'text', field_label: 'Folder' }],
    },
  ]);
});

test('a timeline goes on by token alone, newest first or oldest first', async () => {
  for (const Folder of ['1', '2', '3']) await update({ Folder });
  const newOf = (reply: Reply): unknown[] =>
    entriesOf(reply).map((entry) => {
      const [field] = entry['field_history'] as Record<string, { new: string }>[];
      return field?.['_value']?.new;
    });
  expect(newOf(await timeline({ sort_by: 'audited_time', sort_order: 'asc' }))).toEqual([
    '1',
    '2',
    '3',
  ]);
  const first = await timeline({ per_page: '2' });
  expect(newOf(first)).toEqual(['3', '2']);
  const { next_page_token: page_token } = (first.json?.['info'] ?? {}) as {
    next_page_token: string;
  };
  const second = await timeline({ page_token });
  expect(newOf(second)).toEqual(['1']);
  expect(second.json?.['info']).toMatchObject({ more_records: false, count: 1, per_page: 2 });
});

test.each([
  ['source equal', { field: { api_name: 'source' }, comparator: 'equal', value: 'crm_api' }, 200],
  ['source other', { field: { api_name: 'source' }, comparator: 'equal', value: 'crm_ui' }, 204],
  [
    'module in',
    { field: { api_name: 'record.module.api_name' }, comparator: 'in', value: ['Deals_X'] },
    200,
  ],
  ['user other', { field: { api_name: 'done_by.id' }, comparator: 'in', value: ['1'] }, 204],
  [
    'time between',
    {
      field: { api_name: 'audited_time' },
      comparator: 'between',
      value: ['2000-01-01T00:00:00+00:00', '2100-01-01T00:00:00+00:00'],
    },
    200,
  ],
  [
    'time outside',
    {
      field: { api_name: 'audited_time' },
      comparator: 'between',
      value: ['2000-01-01T00:00:00+00:00', '2001-01-01T00:00:00+00:00'],
    },
    204,
  ],
  [
    'a group',
    {
      group_operator: 'or',
      group: [
        { field: { api_name: 'source' }, comparator: 'equal', value: 'crm_ui' },
        { field: { api_name: 'source' }, comparator: 'equal', value: 'crm_api' },
      ],
    },
    200,
  ],
])('a timeline is filtered: %s', async (_, filters, status) => {
  await update({ Folder: 'North' });
  expect((await timeline({ filters: JSON.stringify(filters) })).status).toBe(status);
});

test('a page token goes with the filter of its first page', async () => {
  await update({ Folder: 'North' });
  await update({ Folder: 'South' });
  const source = { field: { api_name: 'source' }, comparator: 'equal', value: 'crm_api' };
  const filters = JSON.stringify(source);
  const first = await timeline({ per_page: '1', filters });
  const { next_page_token: page_token = '' } = (first.json?.['info'] ?? {}) as {
    next_page_token?: string;
  };
  expect((await timeline({ page_token, filters })).status).toBe(200);
  expect(await timeline({ page_token })).toMatchObject({
    status: 400,
    json: { code: 'TOKEN_BOUND_DATA_MISMATCH' },
  });
});

test.each([
  [{ per_page: '0' }, 'PATTERN_NOT_MATCHED', { param_name: 'per_page' }],
  [{ per_page: '201' }, 'PATTERN_NOT_MATCHED', { param_name: 'per_page' }],
  [{ per_page: '2', page_token: 'x' }, 'NOT_SUPPORTED', { param_name: 'per_page' }],
  [{ page_token: 'x' }, 'INVALID_DATA', { param_name: 'page_token' }],
  [{ sort_by: 'id' }, 'INVALID_DATA', { param_name: 'sort_by' }],
  [{ sort_order: 'up' }, 'INVALID_DATA', { param_name: 'sort_order' }],
  [{ include_timeline_type: 'x' }, 'INVALID_DATA', { param_name: 'include_timeline_type' }],
  [{ filters: '{' }, 'INVALID_DATA', { param_name: 'filters' }],
  [
    { filters: '{"field":{"api_name":"Name"},"comparator":"equal","value":"x"}' },
    'INVALID_DATA',
    { param_name: 'filters' },
  ],
])('a timeline with %j is refused', async (query, code, details) => {
  expect(await timeline(query)).toMatchObject({ status: 400, json: { code, details } });
});

test.each([
  ['/crm/v8/Deals_X/1/__timeline', 'INVALID_DATA', { resource_path_index: 1 }],
  ['/crm/v8/Nope/1/__timeline', 'INVALID_MODULE', { resource_path_index: 0 }],
])('a timeline of nothing is refused: %s', async (wrong, code, details) => {
  const reply = await visitor.call('api', wrong);
  expect(reply).toMatchObject({ status: 400, json: { code, details } });
});

test('a timeline survives a snapshot', () => {
  const org = (): never => {
    throw new Error('Nothing is written down here');
  };
  const world = { deps: { clock: createEmulatorClock() }, org, changes: createChangeFeed() };
  const { of, table } = keepTimeline(world);
  const shared = { at: 5, module: 'Deals', recordId: '1', name: 'Pier' };
  const entries = [
    { ...shared, id: '2', action: 'added', fields: [] },
    { ...shared, id: '3', action: 'updated', fields: [{ name: 'A', before: null, after: 1 }] },
  ];
  const rows = entries.map((entry) => ({ org: 'a', entry }));
  const blobs = { keep: String, locate: String };
  table.restore(rows, blobs);
  expect([...table.capture(blobs)]).toEqual(rows);
  expect(of('a', '1')).toEqual(entries);
  table.restore([], blobs);
  expect(of('a', '1')).toEqual([]);
});
