import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { CrmRow } from '../crm-row.ts';
import type { ModuleSchema } from '../module-schema.ts';
import { done, failed, flat, rows, scriptedCrm } from '../testing/scripted-crm.ts';

const outage = { status: 502, text: '<html>502</html>', headers: { 'content-type': 'text/html' } };

interface DealInput {
  Deal_Name: string;
  Amount?: string | undefined;
}

const deals: ModuleSchema<CrmRow, DealInput> = {
  fields: ['Deal_Name', 'Amount'],
  row: v.looseObject({ id: v.string() }),
  input: v.strictObject({
    Deal_Name: v.string(),
    Amount: v.exactOptional(v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/u))),
  }),
};

describe('what goes over the wire', () => {
  test('an insert', async () => {
    const { crm, requests } = scriptedCrm([rows(201, done('7'))]);
    const skipFeatures = [{ name: 'cadences' }];
    const applyFeatures = ['layout_rules'];
    const options = { trigger: [], assignmentRuleId: '12', applyFeatures, skipFeatures };
    expect(await crm.module('Deals').insert([{ Deal_Name: 'x' }], options)).toMatchObject([
      { ok: true, row: 0, id: '7', action: undefined },
    ]);
    expect(requests).toMatchObject([
      {
        method: 'POST',
        path: 'www.zohoapis.eu/crm/v8/Deals',
        json: {
          data: [{ Deal_Name: 'x' }],
          trigger: [],
          lar_id: '12',
          apply_feature_execution: [{ name: 'layout_rules' }],
          skip_feature_execution: [{ name: 'cadences' }],
        },
      },
    ]);
  });

  test('an update that is guarded and addressed by external ids', async () => {
    const { crm, requests } = scriptedCrm([rows(200, done('7'))]);
    const row = { Sync_Key: 'k1', Account_Name: { Sync_Key: 'a1' } };
    await crm.module('Deals').update([row], {
      ifUnmodifiedSince: '2026-01-31T09:00:00+01:00',
      externalFields: ['Sync_Key', 'Account_Name.Sync_Key'],
      headers: { 'x-mine': '1' },
    });
    expect(requests).toMatchObject([
      {
        method: 'PUT',
        json: { data: [row] },
        headers: {
          'if-unmodified-since': '2026-01-31T09:00:00+01:00',
          'x-external': 'Deals.Sync_Key,Deals.Account_Name.Sync_Key',
          'x-mine': '1',
        },
      },
    ]);
  });

  test('an upsert, and what it says of each row', async () => {
    const updated = done('7', { action: 'update', duplicate_field: 'Email' });
    const inserted = done('8', { action: 'insert', duplicate_field: null });
    const { crm, requests } = scriptedCrm([rows(200, updated, inserted)]);
    const given = [{ Email: 'a@x.org' }, { Email: 'b@x.org' }];
    const results = await crm.module('Leads').upsert(given, { duplicateCheckFields: ['Email'] });
    expect(results).toMatchObject([
      { ok: true, id: '7', action: 'update', duplicateField: 'Email' },
      { ok: true, id: '8', action: 'insert', duplicateField: undefined },
    ]);
    expect(requests).toMatchObject([
      {
        path: 'www.zohoapis.eu/crm/v8/Leads/upsert',
        json: { data: given, duplicate_check_fields: ['Email'] },
      },
    ]);
  });

  test.each([
    [undefined, { ids: '1,2' }],
    [[], { ids: '1,2', wf_trigger: 'false' }],
    [['workflow' as const], { ids: '1,2', wf_trigger: 'true' }],
  ])('a delete with the triggers %j', async (trigger, query) => {
    const { crm, requests } = scriptedCrm([rows(200, done('1'), done('2'))]);
    await crm.module('Deals').delete(['1', '2'], { trigger });
    expect(requests).toMatchObject([{ method: 'DELETE', query }]);
  });

  test('decimals stay the text that they were given as', async () => {
    const { crm, requests } = scriptedCrm([rows(201, done('7'))]);
    await crm.module('Deals', deals).insert([{ Deal_Name: 'x', Amount: '0.10' }]);
    expect(requests).toMatchObject([{ json: { data: [{ Deal_Name: 'x', Amount: '0.10' }] } }]);
  });
});

test('rows that a schema does not know do not compile', async () => {
  const { crm } = scriptedCrm([rows(201, done('7'))]);
  const writes = crm.module('Deals', deals);
  // @ts-expect-error -- a field of another name
  await writes.insert([{ Deal_Nam: 'x' }]);
  // @ts-expect-error -- a value of another type
  await writes.update([{ id: '7', Amount: 5 }]);
  // @ts-expect-error -- an id that lost its last digits already
  await writes.update([{ id: 7 }]);
  expect(await writes.insert([{ Deal_Name: 'x' }])).toMatchObject([{ ok: true }]);
});

describe('an error of a row', () => {
  test.each([
    ['a wrong type', 'INVALID_DATA', { api_name: 'Age', json_path: '$.data[0].Age' }, 'Age'],
    ['a missing field', 'MANDATORY_NOT_FOUND', { json_path: '$.data[0].Last_Name' }, 'Last_Name'],
    ['a cell of a subform', 'INVALID_DATA', { json_path: '$.data[0].Lines[1].Price' }, 'Price'],
    ['an id', 'INVALID_DATA', { id: '7' }, undefined],
    ['a lock', 'RECORD_LOCKED', { action: 'record_locking', id: '7' }, undefined],
    ['a duplicate', 'DUPLICATE_DATA', { api_name: 'Email', id: '99' }, 'Email'],
    ['a right', 'NO_PERMISSION', { permissions: ['Crm_Implied_Edit'] }, undefined],
  ])('about %s names code, field and details', async (_what, code, details, field) => {
    const { crm } = scriptedCrm([rows(400, failed(code, details))]);
    expect(await crm.module('Leads').update([{ id: '7' }])).toEqual([
      {
        ok: false,
        row: 0,
        id: '7',
        code,
        message: `words of ${code}`,
        field,
        details,
        faults: [expect.objectContaining({ code, field })],
        maybeCommitted: false,
      },
    ]);
  });

  test('with several things at fault lists them all', async () => {
    const errors = [
      failed('INVALID_DATA', { api_name: 'Age' }),
      failed('DUPLICATE_DATA', { api_name: 'Email' }),
    ];
    const { crm } = scriptedCrm([
      rows(207, done('1'), failed('MULTIPLE_OR_MULTI_ERRORS', { errors })),
    ]);
    const [, result] = await crm.module('Leads').insert([{}, {}]);
    expect(result).toMatchObject({
      row: 1,
      field: 'Age',
      faults: [
        { code: 'INVALID_DATA', field: 'Age' },
        { code: 'DUPLICATE_DATA', field: 'Email' },
      ],
    });
  });
});

describe('a bad row is a result, and keeps no other from being sent', () => {
  test('when the schema refuses it; the value is not repeated', async () => {
    const { crm, requests } = scriptedCrm([rows(201, done('7'))]);
    // A row from untyped code.
    const bad = { Deal_Name: 'x', Amount: 'secret 5' };
    const results = await crm.module('Deals', deals).insert([bad, { Deal_Name: 'y' }]);
    expect(results).toMatchObject([
      { ok: false, row: 0, code: 'INVALID_INPUT', field: 'Amount' },
      { ok: true, row: 1, id: '7' },
    ]);
    expect(JSON.stringify(results)).not.toContain('secret');
    expect(requests).toMatchObject([{ json: { data: [{ Deal_Name: 'y' }] } }]);
  });

  test('an update names what it changes and nothing else', async () => {
    const { crm, requests } = scriptedCrm([rows(200, done('7'))]);
    await crm.module('Deals', deals).update([{ id: '7', Amount: '5' }]);
    expect(requests).toMatchObject([{ json: { data: [{ id: '7', Amount: '5' }] } }]);
  });

  test.each([[{}], [{ id: 'x7' }], [{ id: 7 }]])('an update of %j', async (row) => {
    const { crm, requests } = scriptedCrm([rows(200, done('8'))]);
    const results = await crm.module('Deals').update([row, { id: '8' }]);
    expect(results).toMatchObject([
      { ok: false, row: 0, field: 'id' },
      { ok: true, row: 1 },
    ]);
    expect(requests).toHaveLength(1);
  });

  test('when it is no object', async () => {
    const { crm, requests } = scriptedCrm([rows(201, done('7'))]);
    // Rows from untyped code.
    const given = ['text', null, [], { Deal_Name: 'y' }] as unknown as DealInput[];
    expect(await crm.module('Deals', deals).insert(given)).toMatchObject([
      { ok: false, row: 0, field: undefined, message: 'a row must be an object' },
      { ok: false, row: 1 },
      { ok: false, row: 2 },
      { ok: true, row: 3, id: '7' },
    ]);
    expect(requests).toHaveLength(1);
  });

  test('all of them bad is no request', async () => {
    const { crm, requests } = scriptedCrm([]);
    expect(await crm.module('Deals').delete(['', 'x'])).toMatchObject([
      { ok: false },
      { ok: false },
    ]);
    expect(await crm.module('Deals').insert([])).toEqual([]);
    expect(requests).toEqual([]);
  });
});

describe('a write whose answer is lost', () => {
  const doubt = { kind: 'maybe-committed' };

  test('is not sent again when it inserts or deletes', async () => {
    for (const write of ['insert', 'delete'] as const) {
      const { crm, requests } = scriptedCrm([outage]);
      const writes = crm.module('Deals');
      const sent = write === 'insert' ? writes.insert([{}]) : writes.delete(['1']);
      await expect(sent).rejects.toMatchObject(doubt);
      expect(requests).toHaveLength(1);
    }
  });

  test('is sent again when it updates, or upserts rows that are found again', async () => {
    const { crm, requests } = scriptedCrm([
      outage,
      rows(200, done('1')),
      outage,
      rows(200, done('1')),
    ]);
    const writes = crm.module('Leads');
    expect(await writes.update([{ id: '1' }])).toMatchObject([{ ok: true }]);
    const byEmail = { duplicateCheckFields: ['Email'] };
    expect(await writes.upsert([{ Email: 'a@x.org' }], byEmail)).toMatchObject([{ ok: true }]);
    expect(requests).toHaveLength(4);
  });

  test.each([
    ['nothing finds the row', [{ Email: '' }], { duplicateCheckFields: ['Email'] }],
    ['nobody says by what', [{ Email: 'a@x.org' }], {}],
    [
      'it is guarded',
      [{ Email: 'a@x.org' }],
      { duplicateCheckFields: ['Email'], ifUnmodifiedSince: '2026-01-31T09:00:00+01:00' },
    ],
  ])('an upsert is not sent again when %s', async (_why, given, options) => {
    const { crm, requests } = scriptedCrm([outage]);
    await expect(crm.module('Leads').upsert(given, options)).rejects.toMatchObject(doubt);
    expect(requests).toHaveLength(1);
  });

  test('a record without an id leaves its row in doubt', async () => {
    const nameless = { status: 'success', code: 'SUCCESS', message: 'record added', details: {} };
    const { crm } = scriptedCrm([rows(201, nameless)]);
    await expect(crm.module('Deals').insert([{}])).rejects.toMatchObject(doubt);
  });

  test('an answer for other rows leaves them in doubt', async () => {
    const { crm } = scriptedCrm([rows(200, done('9'))]);
    await expect(crm.module('Deals').update([{ id: '1' }])).rejects.toMatchObject(doubt);
  });
});

describe('a write rejects before anything is sent', () => {
  test.each<[string, (crm: ReturnType<typeof scriptedCrm>['crm']) => Promise<unknown>]>([
    ['for 101 rows', (crm) => crm.module('Deals').insert(Array.from({ length: 101 }, () => ({})))],
    [
      'for an instant without offset',
      (crm) => crm.module('Deals').update([{ id: '1' }], { ifUnmodifiedSince: '2026-01-31' }),
    ],
    [
      'for a field that is none',
      (crm) => crm.module('Deals').update([{ 'a b': '1' }], { externalFields: ['a b'] }),
    ],
    ['for a batch of 101', (crm) => crm.module('Deals').insertAll([{}], { batchSize: 101 }).next()],
  ])('%s', async (_why, write) => {
    const { crm, requests } = scriptedCrm([]);
    await expect(write(crm)).rejects.toMatchObject({ kind: 'usage' });
    expect(requests).toEqual([]);
  });

  test('for a module or a duplicate check that is none', () => {
    const { crm } = scriptedCrm([]);
    expect(() => crm.module('Deals/1')).toThrow('is not the API name');
    const check = { duplicateCheckFields: ['a b'] };
    expect(() => crm.module('Deals').upsertAll([], check)).toThrow('"duplicateCheckFields"');
  });
});

test('a refusal of the whole is an error', async () => {
  const { crm } = scriptedCrm([flat(400, 'INVALID_MODULE')]);
  await expect(crm.module('Nope').insert([{}])).rejects.toMatchObject({ code: 'INVALID_MODULE' });
  const aborted = AbortSignal.abort(new Error('stop'));
  await expect(crm.module('Nope').insert([{}], { signal: aborted })).rejects.toThrow('stop');
});

describe('many rows', () => {
  test('are cut into batches, with one result each in order, however many are under way', async () => {
    const answer = (request: { body: string }) => {
      const { data } = JSON.parse(request.body) as { data: { id: string }[] };
      return rows(200, ...data.map(({ id }) => done(id)));
    };
    const { crm, requests } = scriptedCrm([answer]);
    async function* source() {
      for (let n = 1; n <= 25; n += 1) yield { id: String(n) };
    }
    const options = { batchSize: 10, parallel: 3 };
    const results = await Array.fromAsync(crm.module('Deals').updateAll(source(), options));
    expect(results.map((result) => [result.row, result.id])).toEqual(
      Array.from({ length: 25 }, (_, n) => [n, String(n + 1)]),
    );
    expect(requests).toHaveLength(3);
  });

  test('whose answer was lost are in doubt, and the others follow', async () => {
    const { crm } = scriptedCrm([outage, rows(201, done('7'))]);
    const results = crm.module('Deals').insertAll([{}, {}, {}], { batchSize: 2 });
    expect(await Array.fromAsync(results)).toMatchObject([
      { ok: false, row: 0, maybeCommitted: true },
      { ok: false, row: 1, maybeCommitted: true },
      { ok: true, row: 2, id: '7' },
    ]);
  });

  test('end with an error that nothing would survive, after what is known', async () => {
    const { crm } = scriptedCrm([rows(200, done('1')), flat(403, 'NO_PERMISSION')]);
    const ids = ['1', '2', '3'];
    const results = crm.module('Deals').deleteAll(ids, { batchSize: 1 });
    expect(await results.next()).toMatchObject({ value: { ok: true, id: '1' } });
    await expect(results.next()).rejects.toMatchObject({ kind: 'authorization' });
  });
});
