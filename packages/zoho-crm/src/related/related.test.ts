import { expect, test } from 'vitest';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { done, flat, rows, scriptedCrm } from '../testing/scripted-crm.ts';

const { crm } = useEmulatedCrm({
  Leads: { fields: [], records: [{ id: '40', Last_Name: 'Daly' }] },
  Campaigns: {
    fields: [],
    records: [
      { id: '50', Campaign_Name: 'Fair' },
      { id: '51', Campaign_Name: 'Web' },
    ],
  },
});

test('relations are made, listed and taken away, with one result each', async () => {
  const related = crm().related('Leads');
  const linked = await related.link('40', 'Campaigns', [
    { id: '50', Member_Status: 'Active' },
    { id: '77' },
    { id: 'x' },
  ]);
  expect(linked.map(({ ok }) => ok)).toEqual([true, false, false]);
  const listed = await Array.fromAsync(
    related.list('40', 'Campaigns', { fields: ['Campaign_Name', 'Member_Status'] }),
  );
  expect(listed).toEqual([{ id: '50', Campaign_Name: 'Fair', Member_Status: 'Active' }]);
  expect(await related.unlink('40', 'Campaigns', ['50', '51'])).toMatchObject([
    { ok: true, id: '50' },
    { ok: false, id: '51' },
  ]);
  const fields = ['Campaign_Name'];
  expect(await Array.fromAsync(related.list('40', 'Campaigns', { fields }))).toEqual([]);
});

test('over the wire, relations are put and deleted below the record', async () => {
  const { crm: scripted, requests } = scriptedCrm([rows(200, done('50'))]);
  const related = scripted.related('Leads');
  await related.link('40', 'Campaigns', [{ id: '50', Member_Status: 'Active' }]);
  await related.unlink('40', 'Campaigns', ['50']);
  const path = 'www.zohoapis.eu/crm/v8/Leads/40/Campaigns';
  expect(requests).toMatchObject([
    { method: 'PUT', path, json: { data: [{ id: '50', Member_Status: 'Active' }] } },
    { method: 'DELETE', path, query: { ids: '50' } },
  ]);
});

test('an absent list is an error, and a wrong name is no request', async () => {
  const { crm: scripted, requests } = scriptedCrm([flat(400, 'INVALID_DATA')]);
  const related = scripted.related('Leads');
  await expect(related.link('40', 'Nothing', [{ id: '1' }])).rejects.toMatchObject({
    kind: 'bad-request',
  });
  await expect(related.link('40', '../x', [{ id: '1' }])).rejects.toMatchObject({ kind: 'usage' });
  expect(() => scripted.related('a/b')).toThrow('is not the API name');
  expect(requests).toHaveLength(1);
});
