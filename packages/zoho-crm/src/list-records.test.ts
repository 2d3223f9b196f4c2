import { expect, test } from 'vitest';
import { flat, json, lost, noContent, useCrm } from './testing/crm-network.ts';

const { crm, answer } = useCrm();

const page = (ids: string[], next: string | null) =>
  json({
    data: ids.map((id) => ({ id, Name: id })),
    info: { more_records: next !== null, next_page_token: next, per_page: 200, page: 1 },
  });

const list = (fields = ['Name']) => Array.fromAsync(crm().records('Sales_Orders').list({ fields }));

test('a list walks by page tokens with unchanged parameters, and a repeated row comes once', async () => {
  const seen = answer(page(['1', '2'], 'token+1'), page(['2', '3'], 'token 2'), page(['4'], null));

  expect((await list()).map(({ id }) => id)).toEqual(['1', '2', '3', '4']);

  const fixed = { fields: 'Name', per_page: '200', sort_by: 'id', sort_order: 'asc' };
  expect(seen.map(({ query }) => query)).toEqual([
    fixed,
    { ...fixed, page_token: 'token+1' },
    { ...fixed, page_token: 'token 2' },
  ]);
  expect(seen[0]?.path).toBe('/crm/v8/Sales_Orders');
});

test('an empty answer is an empty list', async () => {
  answer(noContent);
  expect(await list()).toEqual([]);
});

test.each([
  ['without a token', { more_records: true }],
  ['with a token of null', { more_records: true, next_page_token: null }],
  ['with an empty token', { more_records: true, next_page_token: '' }],
])('a page that promises more %s fails instead of ending early', async (_case, info) => {
  answer(json({ data: [{ id: '1' }], info }));
  await expect(list()).rejects.toMatchObject({
    kind: 'unexpected-response',
    message: expect.stringContaining('info') as string,
  });
});

test('a page whose body was lost fails instead of ending early', async () => {
  const seen = answer(page(['1'], 'next'), lost);
  await expect(list()).rejects.toMatchObject({ kind: 'unexpected-response' });
  expect(seen).toHaveLength(4);
});

test('a page that promises more and holds nothing fails instead of ending early', async () => {
  answer(page(['1'], 'next'), page([], 'further'), page([], null));
  await expect(list()).rejects.toMatchObject({ kind: 'unexpected-response' });
});

test('a page without info fails instead of ending early', async () => {
  answer(json({ data: [{ id: '1' }] }));
  await expect(list()).rejects.toMatchObject({ kind: 'unexpected-response' });
});

test('a token that comes back fails instead of walking in circles', async () => {
  answer(page(['1'], 'same'), page(['2'], 'same'));
  await expect(list()).rejects.toMatchObject({ kind: 'unexpected-response' });
});

test.each([
  ['EXPIRED_VALUE', 'conflict', 'from the start'],
  ['TOKEN_BOUND_DATA_MISMATCH', 'conflict', 'from the start'],
  ['PAGINATION_LIMIT_EXCEEDED', 'refused', 'coql.rows'],
  ['INVALID_MODULE', 'bad-request', 'API name'],
  ['REQUIRED_PARAM_MISSING', 'bad-request', 'API names'],
])('%s is a %s and says what to do', async (code, kind, words) => {
  answer(page(['1'], 'next'), flat(400, code));
  await expect(list()).rejects.toMatchObject({
    kind,
    code,
    hint: expect.stringContaining(words) as string,
  });
});

test('no permission names the setting of the user', async () => {
  answer(flat(403, 'NO_PERMISSION', { permissions: ['Crm_Implied_Api_Access'] }));
  await expect(list()).rejects.toMatchObject({
    kind: 'authorization',
    hint: expect.stringContaining('Profiles') as string,
  });
});

test.each([
  ['no field', []],
  ['more than 50 fields', Array.from({ length: 51 }, (_, n) => `Field_${n}`)],
  ['a field that is none', ['Name,Email']],
])('%s is refused before anything is sent', async (_case, fields) => {
  const seen = answer(noContent);
  await expect(list(fields)).rejects.toMatchObject({ kind: 'usage' });
  expect(seen).toEqual([]);
});

test.each(['', 'Deals/1', 'a b', '../org'])('"%s" is not a module', (module) => {
  expect(() => crm().records(module)).toThrow('is not the API name');
});
