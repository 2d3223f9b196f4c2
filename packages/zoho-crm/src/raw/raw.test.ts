import { discard } from '@zohokit/zoho-http';
import { describe, expect, test } from 'vitest';
import { where } from '../condition.ts';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { failed, flat, rows, scriptedCrm } from '../testing/scripted-crm.ts';

const criteria = { field: { api_name: 'Done' }, comparator: 'equal', value: true };
const { crm } = useEmulatedCrm({
  Deals_X: {
    fields: [{ api_name: 'Done', data_type: 'boolean' }],
    views: [{ name: 'Done', criteria }],
    records: [
      { id: '1', Name: 'one', Done: true },
      { id: '2', Name: 'two', Done: false },
    ],
  },
});

test('any path of CRM can be asked', async () => {
  const { raw } = crm();
  const path = '/crm/v8/settings/custom_views';
  const { status, json } = await raw.json({ path, query: { module: 'Deals_X' } });
  expect(status).toBe(200);
  const { custom_views: views } = json as { custom_views: { id: string; name: string }[] };
  const view = views.find(({ name }) => name === 'Done')?.id;
  expect(await crm().count('Deals_X')).toBe(2);
  expect(await crm().count('Deals_X', { view })).toBe(1);
  expect(await crm().count('Deals_X', { criteria: where().equals('Name', 'two') })).toBe(1);
  const file = await raw.bytes({ path: '/crm/v8/files', query: { id: 'nope' } });
  expect(file.status).toBe(204);
  await discard(file);
});

test('rows that were all refused reject with the code of the first', async () => {
  const write = { method: 'POST', path: '/crm/v8/Deals_X', json: { data: [{ Name: null }] } };
  await expect(crm().raw.json(write)).rejects.toMatchObject({
    name: 'ZohoError',
    kind: 'refused',
    code: 'MANDATORY_NOT_FOUND',
    status: 400,
  });
});

describe('a path that leads elsewhere is refused, and nothing sent', () => {
  test.each([
    '/workdrive/api/v1/users/me',
    'https://evil.example/crm/v8/org',
    '//evil.example/crm/v8',
    '/crm/../oauth/v2/token',
    '/crm/v8/%2e%2E/x',
    '/crm/v8//org',
    '/crm/v8/org?x=1',
    '/crm/v8/org#x',
    '@evil.example/crm/',
  ])('%s', async (path) => {
    const { crm: scripted, requests } = scriptedCrm([{ status: 204 }]);
    const send = async () => await scripted.raw.json({ path });
    await expect(send()).rejects.toMatchObject({ kind: 'usage' });
    expect(requests).toEqual([]);
  });
});

describe('a count', () => {
  test.each([
    [{ view: '8' }, { cvid: '8' }],
    [{ criteria: where().equals('A', 'b+c') }, { criteria: '(A:equals:b+c)' }],
    [{}, {}],
  ])('of %j', async (query, sent) => {
    const { crm: scripted, requests } = scriptedCrm([{ status: 200, json: { count: 694 } }]);
    expect(await scripted.count('Deals', query)).toBe(694);
    expect(requests).toMatchObject([
      { path: 'www.zohoapis.eu/crm/v8/Deals/actions/count', query: sent },
    ]);
  });

  test('that is none, is refused or has another shape', async () => {
    const shape = { status: 200, json: { count: '5' } };
    const { crm: scripted } = scriptedCrm([{ status: 204 }, flat(400, 'INVALID_QUERY'), shape]);
    expect(await scripted.count('Deals')).toBe(0);
    await expect(scripted.count('Deals')).rejects.toMatchObject({ kind: 'bad-request' });
    await expect(scripted.count('Deals')).rejects.toMatchObject({ kind: 'unexpected-response' });
    const both = { view: '1', word: 'x' };
    await expect(scripted.count('Deals', both)).rejects.toMatchObject({ kind: 'usage' });
    await expect(scripted.count('Deals', { view: 'x' })).rejects.toMatchObject({ kind: 'usage' });
  });
});

test('a raw request that is refused in rows without a code says so', async () => {
  const { crm: scripted } = scriptedCrm([rows(400, failed('X'))]);
  const request = { method: 'DELETE', path: '/crm/v8/Deals', credits: 2 };
  await expect(scripted.raw.json(request)).rejects.toMatchObject({ code: 'X' });
});
