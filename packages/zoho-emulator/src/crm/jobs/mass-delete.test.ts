import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';
import { jobsSeed, viewId } from './testing/jobs-seed.ts';

let emulator: Emulator;
let visitor: Visitor;
let cvid: string;
beforeEach(async () => {
  emulator = await createEmulator({ seed: jobsSeed() });
  visitor = createVisitor(emulator);
  cvid = await viewId(visitor, 'Deals_X', 'Open');
});
afterEach(async () => await emulator.close());

const path = '/crm/v8/Deals_X/actions/mass_delete';
const remove = async (json: unknown): Promise<Reply> =>
  await visitor.call('api', path, { method: 'POST', json });
const left = (): string[] => emulator.records('a', 'Deals_X').map(({ id }) => id);
const jobId = ({ json }: Reply): string =>
  (json as { data: { details: { job_id: string } }[] }).data[0]?.details.job_id ?? '';

test('a mass delete by ids answers a row for each id, 207 when some are unknown', async () => {
  expect(await remove({ ids: ['1', '77'] })).toMatchObject({
    status: 207,
    json: {
      data: [
        { code: 'SUCCESS', details: { id: '1' }, message: 'record is deleted', status: 'success' },
        { code: 'INVALID_DATA', details: { id: '77' }, status: 'error' },
      ],
    },
  });
  expect(left()).toEqual(['2', '3']);
  expect((await remove({ ids: ['2'] })).status).toBe(200);
});

test('a record that refuses it is not deleted by a mass delete', async () => {
  await emulator.close();
  emulator = await createEmulator({ seed: jobsSeed({ $refuses: 'RECORD_LOCKED' }) });
  visitor = createVisitor(emulator);

  expect(await remove({ ids: ['1'] })).toMatchObject({
    status: 400,
    json: { data: [{ code: 'RECORD_LOCKED' }] },
  });
  expect(left()).toEqual(['1', '2', '3']);
});

test('a mass delete by view deletes what the view shows when its time is over', async () => {
  const reply = await remove({ cvid });

  expect(reply).toMatchObject({
    status: 200,
    json: { data: [{ code: 'SUCCESS', message: 'mass delete scheduled successfully' }] },
  });
  expect(left()).toHaveLength(3);
  emulator.clock.advance(2000);
  expect(left()).toEqual(['3']);
});

test('a mass delete is RUNNING and then COMPLETED', async () => {
  const id = jobId(await remove({ cvid }));
  const running = await visitor.call('api', `${path}?job_id=${id}`);
  emulator.clock.advance(2000);
  const completed = await visitor.call('api', `${path}?job_id=${id}`);

  const counts = { Failed_Count: 0, Total_Count: 2 };
  expect(running.json).toEqual({ data: [{ Status: 'RUNNING', ...counts, Deleted_Count: 0 }] });
  expect(completed.json).toEqual({ data: [{ Status: 'COMPLETED', ...counts, Deleted_Count: 2 }] });
});

test('a mass delete that fails deletes nothing and ends FAILED', async () => {
  emulator.setProfile({ jobFails: true });
  const id = jobId(await remove({ cvid }));
  emulator.clock.advance(2000);

  expect((await visitor.call('api', `${path}?job_id=${id}`)).json).toMatchObject({
    data: [{ Status: 'FAILED', Deleted_Count: 0 }],
  });
  expect(left()).toHaveLength(3);
});

test('a second mass delete of any view answers 400 ALREADY_SCHEDULED', async () => {
  await remove({ cvid });
  const other = await viewId(visitor, 'Deals_X', 'All Deals X');

  expect(await remove({ cvid: other })).toMatchObject({
    status: 400,
    json: { code: 'ALREADY_SCHEDULED', details: {}, status: 'error' },
  });
});

test('a mass delete costs a credit for every hundred records', async () => {
  emulator.setProfile({ dailyCredits: 20 });
  const ids = Array.from({ length: 500 }, (_, at) => String(1000 + at));
  await remove({ ids });
  await remove({ ids });

  const reply = await remove({ ids });

  expect(reply.headers.get('x-api-credits-remaining')).toBe('4');
});

test('a mass delete of more records than the limit of a view is refused', async () => {
  emulator.setProfile({ massViewRows: 1 });

  expect(await remove({ cvid })).toMatchObject({
    status: 400,
    json: { code: 'LIMIT_EXCEEDED', details: { limit: 1 } },
  });
});

test.each([
  [
    'a mass delete with more than 500 ids is refused',
    { ids: Array.from({ length: 501 }, String) },
    'LIMIT_EXCEEDED',
  ],
  ['a mass delete without ids and view is refused', {}, 'MANDATORY_NOT_FOUND'],
  ['a mass delete with ids and view is refused', { ids: ['1'], cvid: '1' }, 'INVALID_DATA'],
  ['a mass delete of an unknown view is refused', { cvid: '1' }, 'INVALID_DATA'],
  ['a mass delete with ids that are no list is refused', { ids: '1' }, 'INVALID_DATA'],
  ['a mass delete that is no object is refused', [], 'INVALID_REQUEST'],
])('%s', async (_title, body, code) => {
  expect(await remove(body)).toMatchObject({ status: 400, json: { code, status: 'error' } });
});

test('a mass delete of a view that shows nothing is refused', async () => {
  expect(await remove({ cvid: await viewId(visitor, 'Deals_X', 'Nothing') })).toMatchObject({
    status: 400,
    json: { code: 'NO_RECORDS_FOUND' },
  });
});

test('the status of a mass delete names a parameter that is missing or wrong', async () => {
  expect((await visitor.call('api', path)).json).toMatchObject({
    code: 'MANDATORY_NOT_FOUND',
    details: { param_name: 'job_id' },
  });
  expect((await visitor.call('api', `${path}?job_id=1`)).json).toMatchObject({
    code: 'INVALID_DATA',
    details: { param_name: 'job_id' },
  });
});

test('a mass delete needs a scope of its own', async () => {
  await emulator.close();
  const scopes = ['ZohoCRM.modules.ALL', 'ZohoCRM.mass_delete.READ'];
  emulator = await createEmulator({ seed: jobsSeed({}, { scopes }) });
  visitor = createVisitor(emulator);

  expect((await remove({ ids: ['1'] })).json).toMatchObject({ code: 'OAUTH_SCOPE_MISMATCH' });
});
