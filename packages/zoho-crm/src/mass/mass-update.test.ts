import { describe, expect, test } from 'vitest';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { done, failed, flat, rows, scriptedCrm } from '../testing/scripted-crm.ts';

const open = { field: { api_name: 'State' }, comparator: 'equal', value: 'open' };

const { crm, emulator } = useEmulatedCrm(
  {
    Deals_X: {
      fields: [
        { api_name: 'State', data_type: 'text' },
        { api_name: 'Code', data_type: 'text' },
      ],
      views: [{ name: 'Open', criteria: open }],
      records: Array.from({ length: 600 }, (_, n) => ({
        id: String(1_000 + n),
        Name: `deal ${n}`,
        State: n < 5 ? 'open' : 'won',
      })),
    },
  },
  { edition: 'enterprise' },
);

const coded = () =>
  emulator()
    .records('a', 'Deals_X')
    .filter(({ Code }) => Code === 'x').length;

async function viewId(): Promise<string> {
  const path = '/crm/v8/settings/custom_views';
  const { json } = await crm().raw.json({ path, query: { module: 'Deals_X' } });
  const { custom_views: views } = json as { custom_views: { id: string; name: string }[] };
  return views.find(({ name }) => name === 'Open')?.id ?? '';
}

test('ids of any number are changed, one result each, in order', async () => {
  const ids = Array.from({ length: 600 }, (_, n) => String(1_000 + n));
  const given = [...ids.slice(0, 550), '77', 'x', ...ids.slice(550)];
  const results = await Array.fromAsync(crm().mass('Deals_X').updateByIds(given, { Code: 'x' }));
  expect(results.map(({ row }) => row)).toEqual(given.map((_, n) => n));
  expect(results.filter(({ ok }) => !ok)).toMatchObject([
    { row: 550, id: '77', code: 'INVALID_DATA' },
    { row: 551, code: 'INVALID_INPUT', field: 'id' },
  ]);
  expect(coded()).toBe(600);
});

test('a view is changed by a job, which is waited for', async () => {
  const mass = crm().mass('Deals_X');
  const cvid = await viewId();
  const job = await mass.updateView(cvid, { Code: 'x' });
  expect(await mass.status(job)).toMatchObject({ state: 'running' });
  await expect(mass.updateView(cvid, { Code: 'y' })).rejects.toMatchObject({
    kind: 'conflict',
    code: 'ALREADY_SCHEDULED',
  });
  expect(await mass.wait(job)).toEqual({
    state: 'completed',
    words: 'COMPLETED',
    updated: 5,
    notUpdated: 0,
    failed: 0,
    total: 5,
  });
  expect(coded()).toBe(5);
});

test('a job that fails is over too', async () => {
  emulator().setProfile({ jobFails: true });
  const mass = crm().mass('Deals_X');
  const job = await mass.updateView(await viewId(), { Code: 'x' });
  expect(await mass.wait(job)).toMatchObject({ state: 'failed', words: 'FAILED' });
});

test('an unknown job is refused in either of the ways that are documented', async () => {
  for (const unknownMassUpdateJob of ['empty', 'invalid-data'] as const) {
    emulator().setProfile({ unknownMassUpdateJob });
    await expect(crm().mass('Deals_X').status('77')).rejects.toMatchObject({ kind: 'not-found' });
  }
  const match = { path: /mass_update$/u };
  emulator().faults.add({ match, effect: { kind: 'status', status: 400 } });
  await expect(crm().mass('Deals_X').status('77')).rejects.toMatchObject({
    kind: 'unexpected-response',
  });
});

describe('over the wire', () => {
  test('by ids, and by a view of a territory', async () => {
    const scheduled = { ...done('5'), details: { job_id: '9' } };
    const { crm: scripted, requests } = scriptedCrm([rows(200, done('1')), rows(200, scheduled)]);
    const mass = scripted.mass('Deals');
    await Array.fromAsync(mass.updateByIds(['1'], { Stage: 'Won' }, { overWrite: true }));
    const territory = { id: '3', includeChild: true };
    expect(await mass.updateView('8', { Stage: 'Won', A: 1, B: 2 }, { territory })).toBe('9');
    expect(requests).toMatchObject([
      {
        method: 'POST',
        path: 'www.zohoapis.eu/crm/v8/Deals/actions/mass_update',
        json: { data: [{ Stage: 'Won' }], ids: ['1'], over_write: true },
      },
      {
        json: {
          data: [{ Stage: 'Won', A: 1, B: 2 }],
          cvid: '8',
          territory: { id: '3', include_child: true },
          over_write: false,
        },
      },
    ]);
  });

  test.each<[string, ReturnType<typeof flat>, object]>([
    ['NO_RECORDS_FOUND', flat(400, 'NO_RECORDS_FOUND'), { kind: 'refused' }],
    ['a refused row', rows(400, failed('RECORD_IN_BLUEPRINT')), { kind: 'refused' }],
    ['another edition', flat(400, 'NOT_SUPPORTED'), { kind: 'refused' }],
    ['a missing right', flat(403, 'NO_PERMISSION'), { kind: 'authorization' }],
    ['a lost answer', { status: 502, text: '<html>' }, { kind: 'maybe-committed' }],
  ])('%s rejects the job', async (_what, answer, error) => {
    const { crm: scripted, requests } = scriptedCrm([answer]);
    const job = scripted.mass('Leads').updateView('8', { Code: 'x' });
    await expect(job).rejects.toMatchObject(error);
    expect(requests).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['no field', {}, '8'],
    ['two fields', { a: 1, b: 2 }, '8'],
    ['a view that is none', { a: 1 }, 'x'],
  ])('%s is refused', async (_what, values, cvid) => {
    const { crm: scripted, requests } = scriptedCrm([]);
    await expect(scripted.mass('Leads').updateView(cvid, values)).rejects.toMatchObject({
      kind: 'usage',
    });
    expect(requests).toEqual([]);
  });
});
