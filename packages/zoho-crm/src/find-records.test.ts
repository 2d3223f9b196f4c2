import { describe, expect, test } from 'vitest';
import { flat, json, lost, noContent, useCrm } from './testing/crm-network.ts';

const { crm, answer } = useCrm();
const deals = () => crm().records('Deals');

describe('find and get', () => {
  test('a record comes with the fields that were asked for', async () => {
    const seen = answer(json({ data: [{ id: '7', Name: 'Seven', $has_more: {} }] }));
    expect(await deals().get('7', { fields: ['Name'] })).toMatchObject({ id: '7', Name: 'Seven' });
    expect(seen).toMatchObject([{ path: '/crm/v8/Deals/7', query: { fields: 'Name' } }]);
  });

  test('without fields, all are asked for', async () => {
    const seen = answer(json({ data: [{ id: '7' }] }));
    await deals().find('7');
    expect(seen[0]?.query).toEqual({});
  });

  test.each([
    ['204', noContent],
    ['a malformed id', flat(400, 'INVALID_DATA', { resource_path_index: 1 })],
    ['an empty list', json({ data: [] })],
  ])('%s is absence: undefined for find, not-found for get', async (_case, given) => {
    answer(given);
    expect(await deals().find('7')).toBeUndefined();
    await expect(deals().get('7')).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining('Deals') as string,
    });
  });

  test('a success without its body is not absence', async () => {
    const seen = answer(lost);
    await expect(deals().find('7')).rejects.toMatchObject({ kind: 'unexpected-response' });
    expect(seen).toHaveLength(3);
  });

  test.each(['', '..', '7/../8'])('%j is no id, and nothing is sent', async (id) => {
    const seen = answer(noContent);
    await expect(deals().find(id)).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  });

  test('another record is not absence', async () => {
    answer(json({ data: [{ id: '8' }] }));
    await expect(deals().find('7')).rejects.toMatchObject({ kind: 'unexpected-response' });
  });

  test('invalid data that is not about the id is not absence', async () => {
    answer(flat(400, 'INVALID_DATA', { param_name: 'fields' }));
    await expect(deals().find('7')).rejects.toMatchObject({
      kind: 'bad-request',
      message: expect.stringContaining('fields') as string,
    });
  });
});

describe('findMany', () => {
  test('every id is asked for once; what does not exist is absent', async () => {
    const seen = answer(json({ data: [{ id: '2' }, { id: '1' }], info: { more_records: false } }));
    const found = await deals().findMany(['1', '2', '3', '1'], { fields: ['Name'] });
    expect([...found.keys()].toSorted()).toEqual(['1', '2']);
    expect(seen[0]?.query).toEqual({ ids: '1,2,3', fields: 'Name' });
  });

  test('nothing found is an empty map, nothing asked is no request', async () => {
    const seen = answer(noContent);
    expect(await deals().findMany(['1'], { fields: ['Name'] })).toEqual(new Map());
    expect(await deals().findMany([], { fields: ['Name'] })).toEqual(new Map());
    expect(seen).toHaveLength(1);
  });

  test('a success without its body does not mean that all are gone', async () => {
    answer(lost);
    await expect(deals().findMany(['1'], { fields: ['Name'] })).rejects.toMatchObject({
      kind: 'unexpected-response',
    });
  });

  test('a record nobody asked for fails, because absence would mean nothing', async () => {
    answer(json({ data: [{ id: '1' }, { id: '99' }] }));
    await expect(deals().findMany(['1', '2'], { fields: ['Name'] })).rejects.toMatchObject({
      kind: 'unexpected-response',
    });
  });

  test('more than 100 ids are refused', async () => {
    const seen = answer(noContent);
    const ids = Array.from({ length: 101 }, (_, n) => String(n));
    await expect(deals().findMany(ids, { fields: ['Name'] })).rejects.toThrow('at most 100');
    expect(seen).toEqual([]);
  });
});
