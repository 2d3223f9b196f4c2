import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import type { Reply, Visitor } from '../../testing/visitor.ts';
import { createVisitor } from '../../testing/visitor.ts';
import { jobsSeed, viewId } from './testing/jobs-seed.ts';

let emulator: Emulator;
let visitor: Visitor;
let openDeals: string;
beforeEach(async () => {
  emulator = await createEmulator({ seed: jobsSeed() });
  visitor = createVisitor(emulator);
  openDeals = await viewId(visitor, 'Deals_X', 'Open');
});
afterEach(async () => await emulator.close());

const update = async (json: unknown, module = 'Deals_X'): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/${module}/actions/mass_update`, { method: 'POST', json });
const status = async (query: string, module = 'Deals_X'): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/${module}/actions/mass_update${query}`);
const value = (id: string, field: string): unknown =>
  emulator.records('a', 'Deals_X').find((record) => record.id === id)?.[field];
const jobId = ({ json }: Reply): string =>
  (json as { data: { details: { job_id: string } }[] }).data[0]?.details.job_id ?? '';

test('a mass update by ids answers a row for each id at once', async () => {
  const reply = await update({ data: [{ Amount: 5 }], ids: ['1', '2'] });

  expect(reply).toMatchObject({
    status: 200,
    json: {
      data: [
        { code: 'SUCCESS', details: { id: '1' }, message: 'record updated', status: 'success' },
        { code: 'SUCCESS', details: { id: '2' } },
      ],
    },
  });
  expect([value('1', 'Amount'), value('2', 'Amount'), value('3', 'Amount')]).toEqual([5, 5, null]);
});

test('a mass update in which some ids fail answers 207, in which all fail 400', async () => {
  const some = await update({ data: [{ Amount: 5 }], ids: ['1', '77'] });
  const none = await update({ data: [{ Amount: 5 }], ids: ['77'] });

  expect([some.status, none.status]).toEqual([207, 400]);
  emulator.setProfile({ mixedRowsStatus: 200 });
  expect((await update({ data: [{ Amount: 5 }], ids: ['1', '77'] })).status).toBe(200);
  expect(none.json).toMatchObject({ data: [{ code: 'INVALID_DATA', status: 'error' }] });
});

test('choices are added to those a record has, unless over_write says otherwise', async () => {
  await update({ data: [{ Tags_X: ['b'] }], ids: ['1'] });
  expect(value('1', 'Tags_X')).toEqual(['a', 'b']);

  await update({ data: [{ Tags_X: ['c'] }], ids: ['1'], over_write: true });
  expect(value('1', 'Tags_X')).toEqual(['c']);
});

test('Deals take three fields at once, other modules one', async () => {
  const three = { Next_Step: 'a', Amount: 1, Probability: 10 };

  const deals = await update({ data: [three], ids: ['77'] }, 'Deals');
  const others = await update({ data: [{ Amount: 1, Folder: 'x' }], ids: ['1'] });

  expect(deals.json).toHaveProperty('data');
  expect(others.json).toMatchObject({
    code: 'INVALID_DATA',
    message: 'Max field limit exceeded',
    details: { limit: 1 },
  });
});

test.each([
  'RECORD_LOCKED',
  'NOT_APPROVED',
  'RECORD_IN_BLUEPRINT',
  'CANNOT_PROCESS',
  'CANNOT_PERFORM_ACTION',
  'NO_PERMISSION',
])('a record in a state that refuses changes is refused by mass update as %s', async (code) => {
  await emulator.close();
  emulator = await createEmulator({ seed: jobsSeed({ $refuses: code }) });
  visitor = createVisitor(emulator);

  const reply = await update({ data: [{ Amount: 5 }], ids: ['1'] });

  expect(reply).toMatchObject({ status: 400, json: { data: [{ code }] } });
  expect(value('1', 'Amount')).toBe(null);
});

describe('by view', () => {
  test('a mass update by view changes what the view shows when its time is over', async () => {
    const reply = await update({ data: [{ Amount: 5 }], cvid: openDeals });

    expect(reply).toEqual(
      expect.objectContaining({
        status: 200,
        json: {
          data: [
            {
              code: 'SUCCESS',
              details: { job_id: expect.stringMatching(/^\d+$/) as unknown },
              message: 'mass update scheduled successfully',
              status: 'success',
            },
          ],
        },
      }),
    );
    expect(value('1', 'Amount')).toBe(null);
    emulator.clock.advance(2000);
    expect([value('1', 'Amount'), value('2', 'Amount'), value('3', 'Amount')]).toEqual([
      5,
      5,
      null,
    ]);
  });

  test('a mass update is SCHEDULED, QUEUED, RUNNING and COMPLETED as time goes on', async () => {
    const id = jobId(await update({ data: [{ Amount: 5 }], cvid: openDeals }));
    const seen: unknown[] = [];
    for (const ms of [0, 300, 500, 1200]) {
      emulator.clock.advance(ms);
      seen.push((await status(`?job_id=${id}`)).json);
    }

    const counts = { Failed_Count: 0, Updated_Count: 0, Not_Updated_Count: 2, Total_Count: 2 };
    expect(seen).toEqual([
      { data: [{ Status: 'SCHEDULED', ...counts }] },
      { data: [{ Status: 'QUEUED', ...counts }] },
      { data: [{ Status: 'RUNNING', ...counts }] },
      { data: [{ Status: 'COMPLETED', ...counts, Updated_Count: 2, Not_Updated_Count: 0 }] },
    ]);
  });

  test('a mass update that fails changes nothing and ends FAILED', async () => {
    emulator.setProfile({ jobFails: true });
    const id = jobId(await update({ data: [{ Amount: 5 }], cvid: openDeals }));
    emulator.clock.advance(2000);

    expect((await status(`?job_id=${id}`)).json).toMatchObject({
      data: [{ Status: 'FAILED', Updated_Count: 0, Not_Updated_Count: 2 }],
    });
    expect(value('1', 'Amount')).toBe(null);
  });

  test('a second mass update of the same view answers 202 ALREADY_SCHEDULED', async () => {
    await update({ data: [{ Amount: 5 }], cvid: openDeals });
    const again = { data: [{ Amount: 6 }], cvid: openDeals };

    expect(await update(again)).toMatchObject({
      status: 202,
      json: { data: [{ code: 'ALREADY_SCHEDULED' }] },
    });
    emulator.clock.advance(2000);
    expect((await update(again)).status).toBe(200);
  });

  test('a mass update of more records than the limit of a view is refused', async () => {
    emulator.setProfile({ massViewRows: 1 });

    expect(await update({ data: [{ Amount: 5 }], cvid: openDeals })).toMatchObject({
      status: 400,
      json: { code: 'LIMIT_EXCEEDED', details: { limit: 1 } },
    });
  });

  test('a mass update of a view that shows nothing is refused', async () => {
    const cvid = await viewId(visitor, 'Deals_X', 'Nothing');

    expect(await update({ data: [{ Amount: 5 }], cvid })).toMatchObject({
      status: 400,
      json: { code: 'NO_RECORDS_FOUND', details: {} },
    });
  });

  test('a mass update by view needs the Enterprise edition', async () => {
    await emulator.close();
    emulator = await createEmulator({ seed: jobsSeed({}, { edition: 'professional' }) });
    visitor = createVisitor(emulator);

    expect(await update({ data: [{ Amount: 5 }], cvid: '1' })).toMatchObject({
      status: 400,
      json: { code: 'NOT_SUPPORTED' },
    });
  });

  test('an unknown mass update job is an empty 404, or 400 when the profile says so', async () => {
    expect(await status('?job_id=1')).toMatchObject({ status: 404, text: '' });

    emulator.setProfile({ unknownMassUpdateJob: 'invalid-data' });
    expect(await status('?job_id=1')).toMatchObject({
      status: 400,
      json: { code: 'INVALID_DATA' },
    });
  });

  test('the status of a mass update without job_id is refused', async () => {
    expect(await status('')).toMatchObject({
      status: 400,
      json: { code: 'MANDATORY_NOT_FOUND', message: 'mandatory param missing' },
    });
  });
});

const many = Array.from({ length: 501 }, (_, at) => String(at));
const ids = ['1'];
const cannot = 'This field cannot be updated in the Mass Update';

test.each([
  [
    'a mass update with more than 500 ids is refused',
    { data: [{ Amount: 1 }], ids: many },
    'LIMIT_EXCEEDED',
    { details: { limit: 500 } },
  ],
  [
    'a mass update without data is refused',
    { ids },
    'MANDATORY_NOT_FOUND',
    { details: { api_name: 'data' } },
  ],
  [
    'a mass update without ids and view is refused',
    { data: [{ Amount: 1 }] },
    'MANDATORY_NOT_FOUND',
    { details: { api_name: 'ids' } },
  ],
  [
    'a mass update with ids and view is refused',
    { data: [{ Amount: 1 }], ids, cvid: '1' },
    'INVALID_DATA',
    {},
  ],
  [
    'a mass update of two rows is refused',
    { data: [{ Amount: 1 }, { Amount: 2 }], ids },
    'INVALID_DATA',
    { details: { maximum_length: 1 } },
  ],
  [
    'a mass update without a field is refused',
    { data: [{}], ids },
    'INVALID_DATA',
    { message: 'No field found' },
  ],
  [
    'a mass update of an unknown field is refused',
    { data: [{ Nope: 1 }], ids },
    'INVALID_DATA',
    { message: 'No field found' },
  ],
  [
    'a mass update of an email field is refused',
    { data: [{ Mail: 'a@b.example' }], ids },
    'INVALID_DATA',
    { message: cannot },
  ],
  [
    'a mass update of a lookup is refused',
    { data: [{ Parent: { id: '1' } }], ids },
    'INVALID_DATA',
    { message: cannot },
  ],
  [
    'a mass update of a multi-line field is refused',
    { data: [{ Story: 'x' }], ids },
    'INVALID_DATA',
    { message: cannot },
  ],
  [
    'a mass update of a read-only field is refused',
    { data: [{ Created_Time: '2026-01-01T00:00:00Z' }], ids },
    'INVALID_DATA',
    { message: cannot },
  ],
  [
    'a mass update of an unknown view is refused',
    { data: [{ Amount: 1 }], cvid: '1' },
    'INVALID_DATA',
    { details: { api_name: 'cvid' } },
  ],
  [
    'a mass update with over_write that is no boolean is refused',
    { data: [{ Amount: 1 }], ids, over_write: 'yes' },
    'INVALID_DATA',
    { details: { expected_data_type: 'boolean' } },
  ],
  ['a mass update that is no object is refused', [1], 'INVALID_REQUEST', { details: {} }],
])('%s', async (_title, body, code, rest) => {
  expect(await update(body)).toMatchObject({
    status: 400,
    json: { code, status: 'error', ...rest },
  });
});

test('a mass update needs a scope of its own, which may name the module', async () => {
  const asked = async (scopes: string[]): Promise<number> => {
    await emulator.close();
    emulator = await createEmulator({ seed: jobsSeed({}, { scopes }) });
    visitor = createVisitor(emulator);
    return (await update({ data: [{ Amount: 1 }], ids })).status;
  };

  expect(await asked(['ZohoCRM.modules.ALL'])).toBe(401);
  expect(await asked(['ZohoCRM.mass_update.Deals_X.UPDATE'])).toBe(200);
  expect(await asked(['ZohoCRM.mass_update.UPDATE'])).toBe(200);
});

test('a mass update of an unknown module is refused, and of one that has none', async () => {
  const body = { data: [{ Amount: 1 }], ids };

  expect((await update(body, 'Nope')).json).toMatchObject({
    code: 'INVALID_MODULE',
    details: { resource_path_index: 0 },
  });
  expect((await update(body, 'Notes')).json).toMatchObject({ code: 'NOT_SUPPORTED' });
});
