import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { flat, scriptedCrm } from '../testing/scripted-crm.ts';

const { crm, emulator } = useEmulatedCrm({
  Accounts_X: { fields: [], records: [{ id: '11', Name: 'Mill' }] },
  Deals_X: {
    fields: [
      { api_name: 'Note', data_type: 'text' },
      { api_name: 'Amount', data_type: 'currency' },
      { api_name: 'Done', data_type: 'boolean' },
      { api_name: 'Tags_X', data_type: 'multiselectpicklist', pick_list: { values: ['a', 'b'] } },
      { api_name: 'Parent', data_type: 'lookup', lookup: 'Accounts_X' },
    ],
    records: Array.from({ length: 250 }, (_, n) => ({
      id: String(1_000 + n),
      Name: `deal "${n}", ü`,
      Note: n % 2 === 0 ? 'two\nlines' : null,
      Amount: n / 4,
      Done: n % 3 === 0,
      Tags_X: ['a', 'b'],
      Parent: { id: '11' },
    })),
  },
});

const ids = () =>
  emulator()
    .records('a', 'Deals_X')
    .map(({ id }) => id);

test('every record comes once, over as many jobs as it takes', async () => {
  emulator().setProfile({ bulkReadRows: 100, bulkResultEarly: true });
  const jobs: number[] = [];
  const onJob = ({ page }: { page: number }): void => void jobs.push(page);
  const fields = ['Name', 'Note', 'Amount', 'Done'];
  const rows = await Array.fromAsync(crm().bulk.read('Deals_X', { fields, onJob }));
  expect(rows.map(({ id }) => id)).toEqual(ids());
  expect(jobs).toEqual([1, 2, 3]);
  expect(rows[1]).toMatchObject({ Name: 'deal "1", ü', Note: null, Amount: '0.25', Done: 'false' });
  expect(rows[2]).toMatchObject({ Note: 'two\nlines' });
});

test('with a schema, rows are what it says, and decimals the text of the file', async () => {
  const schema = {
    fields: ['Name', 'Amount', 'Done', 'Tags_X', 'Parent'],
    input: v.object({}),
    row: v.object({
      id: v.string(),
      Name: v.string(),
      Amount: v.nullable(v.string()),
      Done: v.boolean(),
      Tags_X: v.array(v.string()),
      Parent: v.nullable(v.looseObject({ id: v.string() })),
    }),
  };
  const rows = crm().bulk.read(crm().module('Deals_X', schema));
  const first = await rows.next();
  expect(first.value).toEqual({
    id: '1000',
    Name: 'deal "0", ü',
    Amount: '0',
    Done: true,
    Tags_X: ['a', 'b'],
    Parent: { id: '11' },
  });
  await rows.return();

  const wrong = { ...schema, row: v.object({ id: v.string(), Amount: v.boolean() }) };
  await expect(crm().bulk.read(crm().module('Deals_X', wrong)).next()).rejects.toMatchObject({
    kind: 'unexpected-response',
  });
});

test('criteria choose the records, and nothing found is no row', async () => {
  const criteria = { field: { api_name: 'Done' }, comparator: 'equal', value: true };
  const rows = await Array.fromAsync(crm().bulk.read('Deals_X', { fields: ['Done'], criteria }));
  expect(rows).toHaveLength(84);
  const group = [criteria, { ...criteria, value: false }];
  const none = { criteria: { group_operator: 'and' as const, group }, fields: ['Name'] };
  expect(await Array.fromAsync(crm().bulk.read('Deals_X', none))).toEqual([]);
});

test('a download that breaks goes on where it was, each row once', async () => {
  emulator().faults.add({
    match: { path: /\/result$/u, times: 2 },
    effect: { kind: 'cut-body', afterBytes: 800 },
  });
  const rows = await Array.fromAsync(crm().bulk.read('Deals_X', { fields: ['Name', 'Amount'] }));
  expect(rows.map(({ id }) => id)).toEqual(ids());
  const downloads = emulator()
    .ledger.entries()
    .filter(({ path }) => path.endsWith('/result'));
  expect(downloads).toHaveLength(3);
});

test('a download that breaks again and again ends as an outage', async () => {
  emulator().faults.add({
    match: { path: /\/result$/u, times: 3 },
    effect: { kind: 'cut-body', afterBytes: 100 },
  });
  const rows = Array.fromAsync(crm().bulk.read('Deals_X', { fields: ['Name'] }));
  await expect(rows).rejects.toMatchObject({ kind: 'unavailable' });
});

test('a job that fails says so', async () => {
  emulator().setProfile({ jobFails: true });
  await expect(crm().bulk.read('Deals_X').next()).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('INTERNAL_ERROR') as string,
  });
});

test('a job can be created, looked at, waited for and read one by one', async () => {
  const { bulk } = crm();
  const job = await bulk.createRead('Deals_X', { fields: ['Name'] });
  expect(await bulk.readStatus(job)).toMatchObject({ id: job, state: 'running' });
  expect(await bulk.waitForRead(job)).toMatchObject({ count: 250, moreRecords: false });
  expect(await bulk.readStatus(job)).toMatchObject({ state: 'completed', words: 'COMPLETED' });
  expect(await Array.fromAsync(bulk.readResult(job))).toHaveLength(250);
  await expect(bulk.readStatus('77')).rejects.toMatchObject({ kind: 'not-found' });
});

test('no more than ten downloads a minute are begun', async () => {
  const { bulk } = crm();
  const job = await bulk.createRead('Deals_X', { fields: ['Name'] });
  await bulk.waitForRead(job);
  for (let n = 0; n < 11; n += 1) {
    const rows = bulk.readResult(job);
    await rows.next();
    await rows.return();
  }
  const refused = emulator()
    .ledger.entries()
    .filter(({ status, path }) => path.endsWith('/result') && status !== 200);
  expect(refused).toEqual([]);
});

describe('over the wire', () => {
  const created = { status: 201, json: { data: [{ details: { id: '5' } }] } };
  const job = (state: string, result?: object) => ({
    status: 200,
    json: { data: [{ id: '5', state, ...(result && { result }) }] },
  });

  test('a job is asked for with all that it is told, and waited for with growing pauses', async () => {
    const answers = [created, job('ADDED'), job('IN PROGRESS', { count: 9 }), job('FAILURE')];
    const { crm: scripted, requests, slept } = scriptedCrm(answers);
    const read = scripted.bulk.read('Deals', {
      fields: ['Name', 'Account_Name.Phone', 'Name'],
      view: '8',
      callbackUrl: 'https://example.com/cb',
      firstMs: 2_000,
    });
    await expect(read.next()).rejects.toMatchObject({ kind: 'refused' });
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: 'www.zohoapis.eu/crm/bulk/v8/read',
      json: {
        callback: { url: 'https://example.com/cb', method: 'post' },
        query: {
          module: { api_name: 'Deals' },
          fields: ['Name', 'Account_Name.Phone'],
          cvid: '8',
          page: 1,
        },
      },
    });
    expect(requests.slice(1).map(({ path }) => path)).toEqual(
      Array.from({ length: 3 }, () => 'www.zohoapis.eu/crm/bulk/v8/read/5'),
    );
    expect(slept).toEqual([2_000, 3_000, 4_500]);
  });

  test('the next page is asked for by its token alone', async () => {
    const { crm: scripted, requests } = scriptedCrm([created]);
    await scripted.bulk.createRead('Deals', { pageToken: 'abc', fields: ['Name'] });
    expect(requests[0]?.json).toEqual({ query: { page_token: 'abc' } });
  });

  test.each(['FIELD_NOT_AVAILABLE', 'MODULE_NOT_SUPPORTED', 'JOIN_LIMIT_EXCEEDED'])(
    '%s is our mistake',
    async (code) => {
      const { crm: scripted } = scriptedCrm([flat(400, code)]);
      await expect(scripted.bulk.createRead('Deals')).rejects.toMatchObject({
        kind: 'bad-request',
        code,
      });
    },
  );

  test.each<[string, object]>([
    ['a module', { module: 'Deals/1' }],
    ['a field', { fields: ['a b'] }],
    ['a view', { view: 'x' }],
    ['a callback', { callbackUrl: 'http://example.com' }],
    ['a pause', { firstMs: -1 }],
  ])(
    '%s that is none is refused',
    async (_what, { module = 'Deals', ...options }: { module?: string }) => {
      const { crm: scripted, requests } = scriptedCrm([created]);
      const read = async () => await scripted.bulk.read(module, options).next();
      await expect(read()).rejects.toMatchObject({ kind: 'usage' });
      expect(requests.length).toBe('firstMs' in options ? 1 : 0);
    },
  );
});
