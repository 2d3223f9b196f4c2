import { expect, test } from 'vitest';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { scriptedCrm } from '../testing/scripted-crm.ts';
import type { CompositeRequest } from './composite.ts';

const { crm, emulator } = useEmulatedCrm({
  Deals_X: { fields: [{ api_name: 'Code', data_type: 'text' }], records: [] },
});

const insert: CompositeRequest = {
  id: 'new',
  method: 'POST',
  path: '/crm/v8/Deals_X',
  body: { data: [{ Name: 'one' }] },
};
const update: CompositeRequest = {
  id: 'change',
  method: 'PUT',
  path: '/crm/v8/Deals_X/@{new:$.data[0].details.id}',
  body: { data: [{ Code: 'x' }] },
};
const bad: CompositeRequest = { ...insert, id: 'bad', body: { data: [{ Name: null }] } };

test('requests refer to each other and have one result each', async () => {
  const results = await crm().composite([insert, update], { parallel: false });
  expect(results).toMatchObject([
    { ok: true, id: 'new', status: 201 },
    { ok: true, id: 'change', status: 200 },
  ]);
  expect(emulator().records('a', 'Deals_X')).toMatchObject([{ Name: 'one', Code: 'x' }]);
});

test('all or nothing: what was done before a failure is taken back', async () => {
  const results = await crm().composite([insert, bad, update], { rollbackOnFail: true });
  expect(results).toMatchObject([
    { ok: false, id: 'new', code: 'ROLLBACK_PERFORMED' },
    { ok: true, id: 'bad', status: 400 },
    { ok: false, id: 'change', code: 'PROCESSING_STOPPED' },
  ]);
  expect(emulator().records('a', 'Deals_X')).toEqual([]);
});

test('one that fails in parallel is a result beside the others', async () => {
  const results = await crm().composite([insert, bad]);
  expect(results).toMatchObject([{ status: 201 }, { status: 400 }]);
});

test('over the wire it is as documented, and only reads are sent again', async () => {
  const outage = { status: 502, text: '<html></html>' };
  const { crm: scripted, requests } = scriptedCrm([outage]);
  const params = { fields: 'Name' };
  await expect(scripted.composite([{ ...insert, params }])).rejects.toMatchObject({
    kind: 'maybe-committed',
  });
  expect(requests).toMatchObject([
    {
      method: 'POST',
      path: 'www.zohoapis.eu/crm/v8/__composite_requests',
      json: {
        rollback_on_fail: false,
        parallel_execution: true,
        __composite_requests: [
          {
            sub_request_id: 'new',
            method: 'POST',
            uri: '/crm/v8/Deals_X',
            params,
            body: insert.body,
          },
        ],
      },
    },
  ]);
  const read: CompositeRequest = { id: 'r', method: 'GET', path: '/crm/v8/org', headers: {} };
  await expect(scripted.composite([read])).rejects.toMatchObject({ kind: 'unavailable' });
  expect(requests).toHaveLength(4);
});

test('an answer without a response leaves it in doubt', async () => {
  const row = { status: 'success', code: 'SUCCESS', details: {} };
  const { crm: scripted } = scriptedCrm([{ status: 200, json: { __composite_requests: [row] } }]);
  await expect(scripted.composite([insert])).rejects.toMatchObject({ kind: 'maybe-committed' });
});

test.each<[string, CompositeRequest[], object]>([
  ['none', [], {}],
  ['six', Array.from({ length: 6 }, (_, n) => ({ ...insert, id: String(n) })), {}],
  ['two of one id', [insert, insert], {}],
  ['a path elsewhere', [{ ...insert, path: '/workdrive/api' }], {}],
  ['both ways at once', [insert], { rollbackOnFail: true, parallel: true }],
])('%s is refused', async (_what, requests, options) => {
  const { crm: scripted, requests: sent } = scriptedCrm([]);
  await expect(scripted.composite(requests, options)).rejects.toMatchObject({ kind: 'usage' });
  expect(sent).toEqual([]);
});
