import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';
import { concurrencyOf, dailyCreditsOf } from './edition-limits.ts';

const seed = smallSeed({ records: [{ id: '1', Name: 'one' }] });

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const list = async (query = 'fields=Name'): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/Deals_X?${query}`);
const insert = async (rows: number): Promise<Reply> =>
  await visitor.call('api', '/crm/v8/Deals_X', {
    method: 'POST',
    json: { data: Array.from({ length: rows }, (_, at) => ({ Name: `row ${at}` })) },
  });
const remaining = ({ headers }: Reply): string | null => headers.get('x-api-credits-remaining');

test('the remaining credits are told once half of them are spent', async () => {
  emulator.setProfile({ dailyCredits: 4 });

  const replies = [await list(), await list(), await list(), await list()];

  expect(replies.map(remaining)).toEqual([null, '2', '1', '0']);
});

test('without credits a call is refused with 429 and no Retry-After', async () => {
  emulator.setProfile({ dailyCredits: 1 });
  await list();

  const reply = await list();

  expect(reply).toMatchObject({
    status: 429,
    json: { code: 'TOO_MANY_REQUESTS', details: {}, status: 'error' },
  });
  expect(reply.headers.has('retry-after')).toBe(false);
  expect(emulator.ledger.entries().at(-1)).toMatchObject({ status: 429, throttled: true });
});

test('every answer has the headers that keep browsers from guessing', async () => {
  const { headers } = await list();

  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-download-options')).toBe('noopen');
  expect([...headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
});

test('code and Retry-After of a 429 are as the profile has them', async () => {
  emulator.setProfile({
    dailyCredits: 1,
    crmThrottleCode: 'RATE_LIMIT_EXCEEDED',
    crmRetryAfter: 30,
  });
  await list();

  const reply = await list();

  expect(reply).toMatchObject({ status: 429, json: { code: 'RATE_LIMIT_EXCEEDED' } });
  expect(reply.headers.get('retry-after')).toBe('30');
});

test('a refused call costs nothing, and what was spent comes back a day later', async () => {
  emulator.setProfile({ dailyCredits: 2 });
  await list();
  emulator.clock.advance(12 * 3_600_000);
  visitor = createVisitor(emulator);
  await list();
  expect((await list()).status).toBe(429);
  emulator.clock.advance(12 * 3_600_000);
  visitor = createVisitor(emulator);

  const reply = await list();

  expect(reply.status).toBe(200);
  expect(remaining(reply)).toBe('0');
});

test('credits are those of one org: the other may go on', async () => {
  emulator.setProfile({ dailyCredits: 1 });
  await list();
  await list();

  const reply = await createVisitor(emulator, 'b').call('api', '/crm/v8/org');

  expect(reply.status).not.toBe(429);
});

test('a write costs a credit for every ten records', async () => {
  emulator.setProfile({ dailyCredits: 20 });

  expect((await insert(21)).status).toBe(201);
  expect((await insert(100)).headers.get('x-api-credits-remaining')).toBe('7');
});

test('a write that costs more than is left changes nothing and costs nothing', async () => {
  emulator.setProfile({ dailyCredits: 5 });

  expect((await insert(60)).status).toBe(429);
  expect(emulator.records('a', 'Deals_X')).toHaveLength(1);
  expect((await insert(50)).status).toBe(201);
});

test('a list by view costs three credits', async () => {
  emulator.setProfile({ dailyCredits: 6 });

  expect(remaining(await list('fields=Name&cvid=1'))).toBe('3');
});

test('COQL costs one credit up to 200 rows, two up to 1,000, three up to 2,000', async () => {
  emulator.setProfile({ dailyCredits: 12 });
  const query = async (limit: number): Promise<string | null> =>
    remaining(
      await visitor.call('api', '/crm/v8/coql', {
        method: 'POST',
        json: { select_query: `select Name from Deals_X where id > 0 limit ${limit}` },
      }),
    );

  await query(2000);
  await query(2000);
  expect([await query(200), await query(1000), await query(2000)]).toEqual(['5', '3', '0']);
});

test('no limits are in force when the profile says so', async () => {
  emulator.setProfile({ dailyCredits: 1, crmConcurrency: 1, crmLimits: false });

  const replies = await Promise.all(Array.from({ length: 5 }, async () => await list()));

  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
});

test.each([
  ['a Free org has 5,000 credits', 'free', 100, 5000],
  ['a Standard org has 50,000 credits and 250 per user', 'standard', 10, 52_500],
  ['a Standard org has no more than 100,000 credits', 'standard', 1000, 100_000],
  ['a Professional org has 50,000 credits and 500 per user', 'professional', 10, 55_000],
  ['a Professional org has no more than 3,000,000 credits', 'professional', 10_000, 3_000_000],
  ['an Enterprise org has 50,000 credits and 1,000 per user', 'enterprise', 10, 60_000],
  ['an Enterprise org has no more than 5,000,000 credits', 'enterprise', 10_000, 5_000_000],
  ['an Ultimate org has 50,000 credits and 2,000 per user', 'ultimate', 10_000, 20_050_000],
] as const)('%s', (_title, edition, licences, credits) => {
  expect(dailyCreditsOf(edition, licences)).toBe(credits);
});

test('5, 10, 15, 20 or 25 calls run at once, by the edition', () => {
  const editions = ['free', 'standard', 'professional', 'enterprise', 'ultimate'] as const;

  expect(editions.map(concurrencyOf)).toEqual([5, 10, 15, 20, 25]);
});

test('edition and licences of the seed decide over the credits', async () => {
  await emulator.close();
  emulator = await createEmulator({ seed: { ...smallSeed({ a: { edition: 'free' } }) } });
  visitor = createVisitor(emulator);
  const rows = { method: 'POST', json: { operation: 'nothing' } };

  // A bulk write costs 500, whatever becomes of it.
  const replies: Reply[] = [];
  for (let n = 0; n < 6; n += 1)
    replies.push(await visitor.call('api', '/crm/bulk/v8/write', rows));

  expect(replies.map(remaining)).toEqual([null, null, null, null, '2500', '2000']);
});

describe('calls at once', () => {
  /** Long enough for all of them to arrive, on a machine that has other things to do. */
  const hold = (path: string): void => {
    emulator.faults.add({ match: { path, times: 100 }, effect: { kind: 'delay', ms: 400 } });
  };
  const statuses = async (calls: readonly Promise<Reply>[]): Promise<number[]> =>
    (await Promise.all(calls)).map(({ status }) => status).toSorted((one, other) => one - other);
  const times = (count: number, call: () => Promise<Reply>): Promise<Reply>[] =>
    Array.from({ length: count }, async () => await call());

  test('more calls at once than the edition allows are refused with 429', async () => {
    await visitor.token();
    hold('/crm/v8/Deals_X');

    const found = await statuses(times(22, list));

    expect(found.slice(0, 20).every((status) => status === 200)).toBe(true);
    expect(found.slice(20)).toEqual([429, 429]);
  });

  test('a seat is free again once its call is answered', async () => {
    emulator.setProfile({ crmConcurrency: 1 });

    expect([(await list()).status, (await list()).status]).toEqual([200, 200]);
  });

  test('a call that breaks off leaves its seat', async () => {
    emulator.setProfile({ crmConcurrency: 1 });
    emulator.faults.add({ match: { path: '/crm/v8/', times: 1 }, effect: { kind: 'answer-lost' } });
    await expect(list()).rejects.toThrow('fetch failed');

    expect((await list()).status).toBe(200);
  });

  test('at most ten heavy calls run at once, whatever the edition', async () => {
    await visitor.token();
    hold('/crm/v8/Deals_X/search');
    const search = async (): Promise<Reply> =>
      await visitor.call('api', '/crm/v8/Deals_X/search?word=one');

    const found = await statuses(times(12, search));

    expect(found.filter((status) => status === 429)).toHaveLength(2);
  });

  test('a write of more than ten records is heavy, one of ten is not', async () => {
    await visitor.token();
    hold('/crm/v8/Deals_X');

    expect(await statuses(times(11, async () => await insert(10)))).not.toContain(429);
    expect((await statuses(times(11, async () => await insert(11)))).at(-1)).toBe(429);
  });

  test.each([
    ['a list by view is heavy', 'fields=Name&cvid=1'],
    ['a list in an order of its own is heavy', 'fields=Name&sort_by=id'],
  ])('%s', async (_title, query) => {
    await visitor.token();
    hold('/crm/v8/Deals_X');

    expect((await statuses(times(11, async () => await list(query)))).at(-1)).toBe(429);
  });
});
