import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

interface Page {
  data: { id: string; Name?: string }[];
  info: { next_page_token: string | null; more_records: boolean; count: number; page: number };
}

const records = Array.from({ length: 5 }, (_, n) => ({ id: String(n + 1), Name: `No ${n + 1}` }));

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const list = async (query: string, headers: Record<string, string> = {}): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/Deals_X?${query}`, { headers });
const page = async (query: string): Promise<Page> => (await list(query)).json as unknown as Page;
const idsOf = ({ data }: Page): string[] => data.map((row) => row.id);

test('a page shows the fields asked for, newest id first', async () => {
  const { data, info } = await page('fields=Name&per_page=2');
  expect(data).toEqual([
    { id: '5', Name: 'No 5' },
    { id: '4', Name: 'No 4' },
  ]);
  expect(info).toMatchObject({ count: 2, page: 1, more_records: true });
});

test('page tokens walk to the end from the first page on', async () => {
  const query = 'fields=Name&per_page=2&sort_order=asc';
  const first = await page(query);
  const second = await page(`${query}&page_token=${first.info.next_page_token}`);
  const third = await page(`${query}&page_token=${second.info.next_page_token}`);

  expect([first, second, third].flatMap(idsOf)).toEqual(['1', '2', '3', '4', '5']);
  expect(third.info).toMatchObject({ more_records: false, next_page_token: null, page: 3 });
});

test('numbered pages work, and past the last one there is nothing', async () => {
  expect(idsOf(await page('fields=Name&per_page=2&page=3'))).toEqual(['1']);
  expect(await list('fields=Name&per_page=2&page=4')).toMatchObject({ status: 204, text: '' });
});

test('records are sorted by time where asked', async () => {
  emulator.clock.advance(60_000);
  emulator.updateRecord('a', 'Deals_X', '2', { Name: 'changed' });
  expect(idsOf(await page('fields=Name&per_page=1&sort_by=Modified_Time'))).toEqual(['2']);
});

test('ids narrow the list', async () => {
  expect(idsOf(await page('fields=Name&ids=1,4,77'))).toEqual(['4', '1']);
});

test('If-Modified-Since leaves out what is older, and is 304 when all is', async () => {
  emulator.clock.advance(3_600_000);
  const since = new Date(emulator.clock.now() - 60_000).toISOString();
  expect((await list('fields=Name', { 'if-modified-since': since })).status).toBe(304);

  emulator.updateRecord('a', 'Deals_X', '3', { Name: 'changed' });
  const reply = await list('fields=Name', { 'if-modified-since': since });
  expect(reply.json).toMatchObject({ data: [{ id: '3' }] });
});

test.each([
  ['per_page=2', 'REQUIRED_PARAM_MISSING'],
  [`fields=${Array.from({ length: 51 }, (_, n) => `F${n}`).join(',')}`, 'LIMIT_EXCEEDED'],
  ['fields=Name&per_page=201', 'PATTERN_NOT_MATCHED'],
  ['fields=Name&per_page=0', 'PATTERN_NOT_MATCHED'],
  ['fields=Name&page=x', 'PATTERN_NOT_MATCHED'],
  ['fields=Name&page=11', 'DISCRETE_PAGINATION_LIMIT_EXCEEDED'],
  ['fields=Name&page=1&page_token=x', 'AMBIGUITY_DURING_PROCESSING'],
  ['fields=Name&page_token=garbage', 'INVALID_DATA'],
  ['fields=Name&sort_by=Name', 'INVALID_DATA'],
  ['fields=Name&sort_order=up', 'INVALID_DATA'],
])('%s is refused as %s', async (query, code) => {
  expect(await list(query)).toMatchObject({ status: 400, json: { code, status: 'error' } });
});

test('a page token is bound to the question', async () => {
  const { info } = await page('fields=Name&per_page=2');
  const reply = await list(`fields=Name,Done&per_page=2&page_token=${info.next_page_token}`);
  expect(reply).toMatchObject({ status: 400, json: { code: 'TOKEN_BOUND_DATA_MISMATCH' } });
});

test('a page token dies after a day', async () => {
  const { info } = await page('fields=Name&per_page=2');
  emulator.clock.advance(24 * 3_600_000 + 1000);
  visitor = createVisitor(emulator);
  const reply = await list(`fields=Name&per_page=2&page_token=${info.next_page_token}`);
  expect(reply).toMatchObject({ status: 400, json: { code: 'EXPIRED_VALUE' } });
});

test('an HTTP date is no time for CRM', async () => {
  const since = new Date(0).toUTCString();
  expect((await list('fields=Name', { 'if-modified-since': since })).status).toBe(400);
});

test('an unknown module is refused by its place in the path', async () => {
  const reply = await visitor.call('api', '/crm/v8/Nope?fields=Name');
  expect(reply).toMatchObject({
    status: 400,
    json: { code: 'INVALID_MODULE', details: { resource_path_index: 0 } },
  });
});

test('one record is read whole, with times in the offset of the org', async () => {
  const reply = await visitor.call('api', '/crm/v8/Deals_X/3');
  expect(reply.json).toMatchObject({
    data: [
      {
        id: '3',
        Name: 'No 3',
        Done: false,
        Folder: null,
        Modified_Time: expect.stringMatching(/^[\d-]+T[\d:]{8}\+01:00$/) as unknown,
        Owner: { name: 'User A' },
      },
    ],
  });
  expect(reply.json).not.toHaveProperty('info');
});

test('one record is read with the fields asked for', async () => {
  const reply = await visitor.call('api', '/crm/v8/Deals_X/3?fields=Name');
  expect(reply.json).toEqual({ data: [{ id: '3', Name: 'No 3' }] });
});

test('an unknown id is 204, a malformed one 400', async () => {
  expect((await visitor.call('api', '/crm/v8/Deals_X/77')).status).toBe(204);
  expect((await visitor.call('api', '/crm/v8/Deals_X/x7')).status).toBe(400);
});
