import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

const day = 24 * 3_600_000;
const records = ['1', '2', '3'].map((id) => ({ id, Name: `No ${id}` }));

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const call = async (method: string, path: string, json?: unknown): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/${path}`, { method, json });
const get = async (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/${path}`, { headers });
const remove = async (ids: string) => await call('DELETE', `Deals_X?ids=${ids}`);
const dataOf = ({ json }: Reply, key = 'data') => (json?.[key] ?? []) as Record<string, unknown>[];
const pass = (ms: number): void => {
  emulator.clock.advance(ms);
  visitor = createVisitor(emulator);
};

test('deleted records are gone from reads and are told in the order of the ids', async () => {
  const reply = await remove('2,1');
  expect(reply).toMatchObject({ status: 200 });
  expect(dataOf(reply)).toEqual(
    ['2', '1'].map((id) => ({
      code: 'SUCCESS',
      details: { id },
      message: 'record deleted',
      status: 'success',
    })),
  );
  expect((await get('Deals_X/1')).status).toBe(204);
  expect(dataOf(await get('Deals_X?fields=Name')).map(({ id }) => id)).toEqual(['3']);
});

test('an id that names nothing is a row of its own', async () => {
  const reply = await remove('1,99');
  expect(reply.status).toBe(207);
  expect(dataOf(reply)[1]).toEqual({
    code: 'INVALID_DATA',
    details: { id: '99' },
    message: 'record not deleted',
    status: 'error',
  });
  expect((await call('DELETE', 'Deals_X/99')).status).toBe(400);
});

test.each([
  ['Deals_X', 'REQUIRED_PARAM_MISSING', { param_name: 'ids' }],
  ['Deals_X?ids=1,x', 'UNABLE_TO_PARSE_DATA_TYPE', { param_name: 'ids' }],
  ['Deals_X/x', 'UNABLE_TO_PARSE_DATA_TYPE', { resource_path_index: 1 }],
  ['Deals_X?ids=1&wf_trigger=maybe', 'INVALID_DATA', { param_name: 'wf_trigger' }],
  [
    `Deals_X?ids=${Array.from({ length: 101 }, (_, n) => n).join(',')}`,
    'LIMIT_EXCEEDED',
    { param_name: 'ids' },
  ],
])('DELETE %s is refused as a whole', async (path, code, details) => {
  expect(await call('DELETE', path)).toMatchObject({ status: 400, json: { code, details } });
  expect(emulator.records('a', 'Deals_X')).toHaveLength(3);
});

test('the deleted are listed with who, when and what', async () => {
  await call('DELETE', 'Deals_X/1?wf_trigger=false');
  const person = { name: 'User A', id: expect.any(String) as unknown };
  expect((await get('Deals_X/deleted')).json).toEqual({
    data: [
      {
        deleted_by: person,
        id: '1',
        display_name: 'No 1',
        type: 'recycle',
        created_by: person,
        deleted_time: expect.stringMatching(/\+01:00$/) as unknown,
      },
    ],
    info: { per_page: 200, count: 1, page: 1, more_records: false },
  });
});

test('what was deleted is in the bin for 60 days, known for 120, then forgotten', async () => {
  await remove('1');
  pass(60 * day - 1000);
  expect(dataOf(await get('Deals_X/deleted?type=recycle'))).toHaveLength(1);
  pass(1000);
  expect((await get('Deals_X/deleted?type=recycle')).status).toBe(204);
  expect(dataOf(await get('Deals_X/deleted?type=permanent'))).toMatchObject([
    { id: '1', deleted_by: null, display_name: null, created_by: null },
  ]);
  pass(60 * day);
  expect((await get('Deals_X/deleted')).status).toBe(204);
});

test('the deleted come by pages, newest first', async () => {
  for (const id of ['1', '2', '3']) {
    await remove(id);
    pass(1000);
  }
  const page = await get('Deals_X/deleted?per_page=2');
  expect(dataOf(page).map(({ id }) => id)).toEqual(['3', '2']);
  expect(page.json?.['info']).toMatchObject({ more_records: true });
  expect(dataOf(await get('Deals_X/deleted?per_page=2&page=2')).map(({ id }) => id)).toEqual(['1']);
  expect((await get('Deals_X/deleted?per_page=2&page=3')).status).toBe(204);
});

test('deletions before If-Modified-Since are left out, and none is 304', async () => {
  await remove('1');
  pass(10_000);
  const since = { 'if-modified-since': new Date(emulator.clock.now()).toISOString() };
  expect((await get('Deals_X/deleted', since)).status).toBe(304);
  pass(10_000);
  await remove('2');
  expect(dataOf(await get('Deals_X/deleted', since)).map(({ id }) => id)).toEqual(['2']);
});

test.each(['type=some', 'per_page=201', 'page=0'])('deleted?%s is refused', async (query) => {
  expect((await get(`Deals_X/deleted?${query}`)).status).toBe(400);
});

const bin = 'settings/recycle_bin';

test('the bin shows what can be restored, and one of it by id', async () => {
  await remove('1,2');
  const rows = dataOf(await get(`${bin}?sort_by=display_name&sort_order=asc`), 'recycle_bin');
  expect(rows).toMatchObject([
    {
      id: '1',
      display_name: 'No 1',
      module: { api_name: 'Deals_X' },
      owner: { name: 'User A' },
      deleted_by: { name: 'User A' },
    },
    { id: '2' },
  ]);
  expect(dataOf(await get(`${bin}/2`), 'recycle_bin')).toMatchObject([{ id: '2' }]);
  expect((await get(`${bin}/3`)).status).toBe(204);
  expect((await get(`${bin}/actions/count`)).json).toEqual({ count: 2 });
  expect((await get(`${bin}?sort_by=colour`)).status).toBe(400);
});

test('an empty bin is 204', async () => {
  expect((await get(bin)).status).toBe(204);
});

test('what is restored is as it was, by id, by ids or by body', async () => {
  await remove('1,2,3');
  expect(await call('POST', `${bin}/1/actions/restore`)).toMatchObject({
    status: 200,
    json: { recycle_bin: [{ code: 'SUCCESS', details: { id: '1' } }] },
  });
  const some = await call('POST', `${bin}/actions/restore?ids=2,99`);
  expect(some).toMatchObject({
    status: 207,
    json: { recycle_bin: [{ code: 'SUCCESS' }, { code: 'INVALID_DATA', details: { id: '99' } }] },
  });
  await call('POST', `${bin}/actions/restore`, { recycle_bin: [{ id: '3' }] });
  expect(emulator.records('a', 'Deals_X').map(({ Name }) => Name)).toEqual([
    'No 1',
    'No 2',
    'No 3',
  ]);
  expect((await call('POST', `${bin}/actions/restore`, {})).status).toBe(400);
});

test('what is deleted from the bin is gone for good', async () => {
  await remove('1,2');
  expect((await call('DELETE', `${bin}/1`)).status).toBe(200);
  expect((await call('DELETE', `${bin}?ids=2,99`)).status).toBe(207);
  expect((await call('POST', `${bin}/1/actions/restore`)).status).toBe(400);
  expect(dataOf(await get('Deals_X/deleted')).map(({ type }) => type)).toEqual([
    'permanent',
    'permanent',
  ]);
});

test('filters choose what is deleted from the bin, which is scheduled', async () => {
  await remove('1,2');
  const filters = (value: string) =>
    encodeURIComponent(
      JSON.stringify({ field: { api_name: 'display_name' }, comparator: 'equal', value }),
    );
  const listed = await get(`${bin}?filters=${filters('No 1')}`);
  expect(dataOf(listed, 'recycle_bin')).toMatchObject([{ id: '1' }]);
  expect(await call('DELETE', `${bin}?filters=${filters('No 1')}`)).toMatchObject({
    status: 202,
    json: { code: 'SCHEDULED' },
  });
  expect((await get(`${bin}/actions/count`)).json).toEqual({ count: 1 });
  expect((await get(`${bin}?filters=nonsense`)).status).toBe(400);
});

test('the bin is emptied as a whole', async () => {
  await remove('1,2');
  expect(await call('POST', `${bin}/actions/empty`)).toMatchObject({
    status: 202,
    json: { code: 'SCHEDULED', details: {} },
  });
  expect((await get(bin)).status).toBe(204);
});

/** The call's connection breaks, and what it does comes ten seconds later. */
async function late(method: string, path: string): Promise<void> {
  emulator.faults.add({ match: { method }, effect: { kind: 'late-commit', delayMs: 10_000 } });
  await expect(call(method, path)).rejects.toThrow('fetch failed');
}

test('a deletion that comes late is told with the time at which it came', async () => {
  await late('DELETE', 'Deals_X/1');
  pass(10_000);
  const since = new Date(emulator.clock.now() - 5000).toISOString();
  const told = await get('Deals_X/deleted', { 'if-modified-since': since });
  expect(dataOf(told)).toMatchObject([{ id: '1' }]);
});

test('a restoration that comes late undoes nothing that happened since', async () => {
  await remove('1');
  await late('POST', `${bin}/1/actions/restore`);
  expect((await call('POST', `${bin}/1/actions/restore`)).status).toBe(200);
  await call('PUT', 'Deals_X/1', { data: [{ Name: 'changed' }] });
  pass(10_000);
  expect(emulator.records('a', 'Deals_X')[0]).toMatchObject({ id: '1', Name: 'changed' });
});

test('what was restored meanwhile is not deleted from the bin', async () => {
  await remove('1');
  await late('DELETE', `${bin}/1`);
  expect((await call('POST', `${bin}/1/actions/restore`)).status).toBe(200);
  pass(10_000);
  expect((await get('Deals_X/1?fields=Name')).status).toBe(200);
  expect((await get('Deals_X/deleted')).status).toBe(204);
});
