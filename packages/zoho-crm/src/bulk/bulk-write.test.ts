import { describe, expect, test } from 'vitest';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { flat, scriptedCrm } from '../testing/scripted-crm.ts';
import { toCell } from './cells.ts';
import { joinResults, toResultLine } from './join-results.ts';

const { crm, emulator } = useEmulatedCrm({
  Accounts_X: { fields: [], records: [{ id: '11', Name: 'Mill' }] },
  Deals_X: {
    fields: [
      { api_name: 'Amount', data_type: 'currency' },
      { api_name: 'Done', data_type: 'boolean' },
      { api_name: 'Closing', data_type: 'date' },
      { api_name: 'Mail', data_type: 'email' },
      { api_name: 'Sync_Key', data_type: 'text', unique: true },
      { api_name: 'Tags_X', data_type: 'multiselectpicklist', pick_list: { values: ['a', 'b'] } },
      { api_name: 'Parent', data_type: 'lookup', lookup: 'Accounts_X' },
    ],
    records: [{ id: '1', Name: 'old', Sync_Key: 'k0' }],
  },
});

const stored = () => emulator().records('a', 'Deals_X');

test('rows of any number become jobs, and one result each, in order', async () => {
  const jobs: number[][] = [];
  const rows = Array.from({ length: 25 }, (_, n) => ({
    Name: `deal, "${n}"`,
    Sync_Key: `k${n}`,
    Amount: '0.10',
    Mail: n === 7 ? 'nobody' : 'a@example.com',
  }));
  const results = await Array.fromAsync(
    crm().bulk.write('Deals_X', rows, {
      operation: 'upsert',
      findBy: 'Sync_Key',
      fields: ['Name', 'Amount', 'Mail', 'Sync_Key'],
      rowsPerJob: 10,
      onJob: ({ first, count }) => void jobs.push([first, count]),
    }),
  );
  expect(jobs).toEqual([
    [0, 10],
    [10, 10],
    [20, 5],
  ]);
  expect(results.map(({ row }) => row)).toEqual(rows.map((_, n) => n));
  expect(results[0]).toMatchObject({ ok: true, id: '1', action: 'update' });
  expect(results[1]).toMatchObject({ ok: true, action: 'insert' });
  expect(results[7]).toMatchObject({ ok: false, code: 'INVALID_DATA', field: 'Mail' });
  expect(stored()).toHaveLength(24);
  const byKey = new Map(stored().map((record) => [record['Sync_Key'], record]));
  const written = results.filter(({ ok }) => ok);
  expect(written.map(({ row }) => byKey.get(`k${row}`)?.id)).toEqual(written.map(({ id }) => id));
});

test('values become the cells that their fields want', async () => {
  const row = {
    id: '1',
    Amount: 12.5,
    Done: true,
    Closing: '2026-03-01',
    Tags_X: ['a', 'b'],
    Parent: { id: '11' },
  };
  const results = await Array.fromAsync(
    crm().bulk.write('Deals_X', [row], {
      operation: 'update',
      findBy: 'id',
      fields: [
        'Amount',
        'Done',
        { field: 'Closing', format: 'yyyy-MM-dd' },
        'Tags_X',
        'Parent',
        'id',
      ],
    }),
  );
  expect(results).toMatchObject([{ ok: true, id: '1', action: 'update' }]);
  expect(stored()[0]).toMatchObject({ ...row, Parent: { id: '11' } });
});

test('rows of equal cells, and one that has no cells, keep their places', async () => {
  const rows = [{ Name: 'x' }, { Name: { deep: 1 } }, { Name: 'x' }, { Name: 'y' }];
  const write = { operation: 'insert' as const, fields: ['Name'] };
  const results = await Array.fromAsync(crm().bulk.write('Deals_X', rows, write));
  expect(results).toMatchObject([
    { ok: true, row: 0 },
    { ok: false, row: 1, code: 'INVALID_INPUT', field: 'Name' },
    { ok: true, row: 2 },
    { ok: true, row: 3 },
  ]);
  const names = new Map(stored().map((record) => [record.id, record['Name']]));
  expect(results.map((result) => names.get(String(result.id)))).toEqual(['x', undefined, 'x', 'y']);
  expect(await Array.fromAsync(crm().bulk.write('Deals_X', [], write))).toEqual([]);
});

test('a job can be looked at, and its lines read, by its id', async () => {
  let id = '';
  const onJob = (job: { id: string }): void => void (id = job.id);
  const options = { operation: 'insert' as const, fields: ['Name'], onJob };
  await Array.fromAsync(crm().bulk.write('Deals_X', [{ Name: 'x' }, { Name: '' }], options));
  const { bulk } = crm();
  expect(await bulk.waitForWrite(id)).toMatchObject({
    state: 'completed',
    added: 1,
    skipped: 1,
    total: 2,
    hasResult: true,
  });
  expect(await bulk.writeStatus(id)).toMatchObject({ id, words: 'COMPLETED', code: 'SUCCESS' });
  expect(await Array.fromAsync(bulk.writeResult(id))).toMatchObject([
    { cells: ['x'], status: 'ADDED', faults: [] },
    { cells: [''], status: 'SKIPPED', id: undefined, faults: [{ code: 'MANDATORY_NOT_FOUND' }] },
  ]);
  await expect(bulk.writeStatus('77')).rejects.toMatchObject({ kind: 'not-found' });
});

test('rows of many kilobytes are written whole', async () => {
  const rows = Array.from({ length: 900 }, (_, n) => ({ Name: `deal ${n} `.padEnd(120, 'x') }));
  const write = { operation: 'insert' as const, fields: ['Name'] };
  const results = await Array.fromAsync(crm().bulk.write('Deals_X', rows, write));
  expect(results.every(({ ok }) => ok)).toBe(true);
  const names = new Set(stored().map(({ Name }) => Name));
  expect(rows.every(({ Name }) => names.has(Name))).toBe(true);
});

test('a result whose download breaks is taken up where it was', async () => {
  const match = { path: /bulk-write.*zip$/u, times: 2 };
  emulator().faults.add({ match, effect: { kind: 'cut-body', afterBytes: 300 } });
  const rows = Array.from({ length: 200 }, (_, n) => ({ Name: `deal ${n}` }));
  const write = { operation: 'insert' as const, fields: ['Name'] };
  const results = await Array.fromAsync(crm().bulk.write('Deals_X', rows, write));
  expect(results.map(({ row, ok }) => [row, ok])).toEqual(rows.map((_, n) => [n, true]));
  const downloads = emulator()
    .ledger.entries()
    .filter(({ path }) => path.endsWith('.zip'));
  expect(downloads).toHaveLength(3);
});

test('a job that fails leaves its rows unprocessed, and says so of each', async () => {
  emulator().setProfile({ jobFails: true, bulkWriteRunning: 'IN PROGRESS' });
  const write = { operation: 'insert' as const, fields: ['Name'] };
  const results = await Array.fromAsync(crm().bulk.write('Deals_X', [{ Name: 'x' }], write));
  expect(results).toMatchObject([{ ok: false, row: 0, code: 'UNPROCESSED' }]);
});

describe('over the wire', () => {
  const org = { status: 200, json: { org: [{ id: '1', zgid: '60001' }] } };
  const uploaded = { status: 200, json: { status: 'success', details: { file_id: '9' } } };
  const created = { status: 201, json: { status: 'success', details: { id: '5' } } };
  const job = (status: string, more: object = {}) => ({
    status: 200,
    json: { id: '5', status, resource: [{ status, file: null }], ...more },
  });

  test('the file goes to its host with the number of the organisation, and the job names it', async () => {
    const { crm: scripted, requests } = scriptedCrm([org, uploaded, created, job('FAILED')]);
    const write = scripted.bulk.write('Contacts', [{ Last_Name: 'x', Sync_Key: 'k' }], {
      operation: 'upsert',
      findBy: 'Sync_Key',
      ignoreEmpty: true,
      callbackUrl: 'https://example.com/cb',
      fields: [
        'Last_Name',
        { field: 'Account_Name', findBy: 'Account_Name', defaultValue: 'Mill' },
        'Sync_Key',
      ],
    });
    await expect(write.next()).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('without a result') as string,
    });
    expect(requests[1]).toMatchObject({
      method: 'POST',
      path: 'content.zohoapis.eu/crm/v8/upload',
      headers: { feature: 'bulk-write', 'x-crm-org': '60001' },
    });
    expect(requests[1]?.headers['content-type']).toContain('multipart/form-data; boundary=');
    expect(requests[1]?.body).toContain('name="file"; filename="rows.zip"');
    expect(requests[2]).toMatchObject({
      path: 'www.zohoapis.eu/crm/bulk/v8/write',
      json: {
        operation: 'upsert',
        ignore_empty: true,
        character_encoding: 'UTF-8',
        callback: { url: 'https://example.com/cb', method: 'post' },
        resource: [
          {
            type: 'data',
            module: { api_name: 'Contacts' },
            file_id: '9',
            find_by: 'Sync_Key',
            field_mappings: [
              { api_name: 'Sync_Key', index: 0 },
              { api_name: 'Last_Name', index: 1 },
              {
                api_name: 'Account_Name',
                index: 2,
                find_by: 'Account_Name',
                default_value: { value: 'Mill' },
              },
            ],
          },
        ],
      },
    });
  });

  test('a number that is given is not asked for', async () => {
    const { crm: scripted, requests } = scriptedCrm([uploaded, created, job('FAILED')]);
    const write = { operation: 'insert' as const, fields: ['Name'], zgid: '60002' };
    const results = scripted.bulk.write('Leads', [{ Name: 'x' }], write);
    await expect(results.next()).rejects.toMatchObject({ kind: 'refused' });
    expect(requests[0]?.headers['x-crm-org']).toBe('60002');
  });

  test('an insert whose answer is lost is no second job', async () => {
    const outage = { status: 502, text: '<html></html>' };
    const { crm: scripted, requests } = scriptedCrm([org, uploaded, outage]);
    const write = scripted.bulk.write('Leads', [{ Name: 'x' }], {
      operation: 'insert',
      fields: ['Name'],
    });
    await expect(write.next()).rejects.toMatchObject({ kind: 'maybe-committed' });
    expect(requests).toHaveLength(3);
  });

  test('a result at a foreign host is not fetched', async () => {
    const result = { download_url: 'https://evil.example/5.zip' };
    const { crm: scripted } = scriptedCrm([job('COMPLETED', { result })]);
    await expect(scripted.bulk.writeResult('5').next()).rejects.toMatchObject({ kind: 'usage' });
  });

  test.each([
    ['INVALID_FILE_FORMAT', 400],
    ['FILE_TOO_LARGE', 413],
  ])('%s refuses the file', async (code, status) => {
    const { crm: scripted } = scriptedCrm([org, flat(status, code)]);
    const write = scripted.bulk.write('Leads', [{ Name: 'x' }], {
      operation: 'insert',
      fields: ['Name'],
    });
    await expect(write.next()).rejects.toMatchObject({ kind: 'refused', code });
  });

  test.each<[string, object]>([
    ['an update that does not say by what', { operation: 'update', fields: ['id'] }],
    ['a key that is no field', { operation: 'update', findBy: 'id', fields: ['Name'] }],
    ['no field', { operation: 'insert', fields: [] }],
    ['a field twice', { operation: 'insert', fields: ['Name', 'Name'] }],
    ['a field that is none', { operation: 'insert', fields: ['a b'] }],
    ['too many rows for a job', { operation: 'insert', fields: ['Name'], rowsPerJob: 25_001 }],
    ['a callback that is none', { operation: 'insert', fields: ['Name'], callbackUrl: 'ftp://x' }],
  ])('%s is refused', async (_what, options) => {
    const { crm: scripted, requests } = scriptedCrm([org, uploaded, created]);
    // Options from untyped code.
    const write = scripted.bulk.write('Leads', [{ id: '1', Name: 'x' }], options as never);
    await expect(write.next()).rejects.toMatchObject({ kind: 'usage' });
    expect(requests.some(({ path }) => path.endsWith('/write'))).toBe(false);
  });
});

test('a row without a line is in doubt, a line without a row is an error', async () => {
  const line = toResultLine(['Name', 'STATUS', 'RECORD_ID', 'ERRORS']);
  async function* lines(...all: string[][]) {
    for (const cells of all) yield line(cells);
  }
  const file = () => ({ places: new Map([['["x"]', [0]]]), refused: [] });
  const whole = { first: 0, count: 1 };
  expect(await joinResults(file(), lines(), whole)).toMatchObject([
    { ok: false, row: 0, maybeCommitted: true },
  ]);
  await expect(joinResults(file(), lines(['y', 'ADDED', '5', '']), whole)).rejects.toMatchObject({
    kind: 'unexpected-response',
  });
  expect(() => toResultLine(['Name', 'Other'])).toThrow('no columns STATUS');
  const errors = 'MANDATORY_NOT_FOUND-Company,Last_Name:DUPLICATE_DATA-Email';
  expect(line(['x', 'SKIPPED', '', errors]).faults).toMatchObject([
    { code: 'MANDATORY_NOT_FOUND', field: 'Company' },
    { code: 'MANDATORY_NOT_FOUND', field: 'Last_Name' },
    { code: 'DUPLICATE_DATA', field: 'Email' },
  ]);
});

test.each([
  [null, ''],
  [undefined, ''],
  ['0.10', '0.10'],
  [12.5, '12.5'],
  [1e-7, '0.0000001'],
  [12345678901234567890n, '12345678901234567890'],
  [Number.NaN, undefined],
  [['a', 1], undefined],
  [{}, undefined],
  [() => 1, undefined],
])('the cell of %s is %s', (value, cell) => {
  expect(toCell(value)).toBe(cell);
});
