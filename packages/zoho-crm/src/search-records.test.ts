import { describe, expect, it } from 'vitest';
import { where } from './condition.ts';
import type { SearchOptions } from './search-records.ts';
import { flat, json, noContent, useCrm } from './testing/crm-network.ts';
import { useEmulatedCrm } from './testing/emulated-crm.ts';

const { equals, isNull, and } = where();

describe('a search in an emulated org', () => {
  const { emulator, crm } = useEmulatedCrm({
    Contacts: {
      fields: [],
      records: [
        { Last_Name: 'Zylker', Email: 'a@example.com', Phone: '+49 30 1234' },
        { Last_Name: 'Zylker Inc', Email: 'b@example.com' },
        { Last_Name: 'zylker' },
      ],
    },
  });
  const search = (options: SearchOptions) =>
    Array.fromAsync(
      crm()
        .module('Contacts')
        .search({ fields: ['Last_Name'], ...options }),
    );
  const names = async (options: SearchOptions) =>
    (await search(options)).map((row) => row['Last_Name']);

  it('equals means equals, although the index means contains', async () => {
    expect(await names({ criteria: equals('Last_Name', 'Zylker') })).toEqual(['Zylker']);
  });

  it('asks again about fields that were not asked for, and leaves them out', async () => {
    const criteria = and(equals('Last_Name', 'Zylker'), equals('Email', 'a@example.com'));
    const [row] = await search({ criteria });
    expect(Object.keys(row ?? {}).toSorted()).toEqual(['Last_Name', 'id']);
  });

  it('finds by email, phone and word', async () => {
    expect(await names({ email: 'b@example.com' })).toEqual(['Zylker Inc']);
    expect(await names({ phone: '+49 30 1234' })).toEqual(['Zylker']);
    expect(await names({ word: 'zylker' })).toHaveLength(3);
  });

  it('does not see what was changed just now, and a query does', async () => {
    const id = String(emulator().records('a', 'Contacts')[0]?.['id']);
    emulator().clock.advance(60_000);
    emulator().updateRecord('a', 'Contacts', id, { Last_Name: 'New' });
    const contacts = crm().module('Contacts');
    expect(await names({ criteria: equals('Last_Name', 'New') })).toEqual([]);
    const asked = contacts.query({ fields: ['Last_Name'], where: equals('Last_Name', 'New') });
    expect(await Array.fromAsync(asked)).toHaveLength(1);
  });
});

describe('a search at the wire', () => {
  const { crm, answer } = useCrm();
  const page = (ids: string[], more_records: boolean) =>
    json({
      data: ids.map((id) => ({ id, Name: 'A' })),
      info: { per_page: 200, count: ids.length, page: 1, more_records },
    });
  const criteria = equals('Name', 'A');
  const search = (options: Partial<SearchOptions> = {}) =>
    Array.fromAsync(
      crm()
        .module('Deals')
        .search({ criteria, fields: ['Name'], ...options } as SearchOptions),
    );

  it('walks by page in a fixed order, and a row that shifts comes once', async () => {
    const seen = answer(page(['1', '2'], true), page(['2', '3'], false));
    expect((await search({ converted: 'both' })).map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(seen[1]).toMatchObject({
      path: '/crm/v8/Deals/search',
      query: {
        criteria: '(Name:equals:A)',
        fields: 'Name',
        converted: 'both',
        page: '2',
        per_page: '200',
        sort_by: 'id',
        sort_order: 'asc',
      },
    });
  });

  it('asks for every field when there are more than one request may name', async () => {
    const seen = answer(page(['1'], false));
    await search({ fields: Array.from({ length: 60 }, (_, n) => `F${n}`) });
    expect(seen[0]?.query['fields']).toBeUndefined();
  });

  it('nothing found is nothing', async () => {
    answer(noContent);
    expect(await search()).toEqual([]);
  });

  it('rejects at row 2,000 instead of ending silently', async () => {
    const seen = answer(page(['1'], true));
    await expect(search()).rejects.toMatchObject({
      kind: 'refused',
      hint: expect.stringContaining('query()') as string,
    });
    expect(seen).toHaveLength(10);
  });

  it.each([
    ['LIMIT_REACHED', { limit: '2000' }, 'refused'],
    ['INVALID_QUERY', { reason: 'invalid operator found', operator: 'x' }, 'bad-request'],
    ['EXPECTED_PARAM_MISSING', { param_names: ['criteria'] }, 'bad-request'],
    ['CRITERIA_LIMIT_EXCEEDED', {}, 'bad-request'],
    ['FIELD_TYPE_UNAVAILABLE', {}, 'bad-request'],
    ['INVALID_MODULE', { resource_path_index: 0 }, 'bad-request'],
    ['INVALID_DATA', { param_name: 'word' }, 'bad-request'],
  ])('%s is told', async (code, details, kind) => {
    answer(flat(400, code, details));
    await expect(search()).rejects.toMatchObject({ kind, code });
  });

  it('a page that promises more and holds nothing, or has no info, is not the end', async () => {
    answer(page([], true));
    await expect(search()).rejects.toMatchObject({ kind: 'unexpected-response' });
    answer(json({ data: [{ id: '1' }] }));
    await expect(search()).rejects.toMatchObject({ kind: 'unexpected-response' });
  });

  it.each([
    ['nothing', { criteria: undefined }],
    ['two things', { word: 'ab' }],
    ['a word of one letter', { criteria: undefined, word: ' a' }],
    ['what a search does not know', { criteria: isNull('Name') }],
  ])('%s is refused before anything is sent', async (_case, options) => {
    const seen = answer(noContent);
    await expect(search(options as Partial<SearchOptions>)).rejects.toMatchObject({
      kind: 'usage',
    });
    expect(seen).toEqual([]);
  });

  it('tells which scopes it needs', async () => {
    answer(flat(401, 'OAUTH_SCOPE_MISMATCH'));
    await expect(search()).rejects.toMatchObject({
      kind: 'scope',
      scopes: ['ZohoCRM.modules.deals.READ', 'ZohoSearch.securesearch.READ'],
    });
  });
});

describe('money', () => {
  const { crm, answer } = useCrm();
  const raw = (text: string) => () =>
    new Response(text, { headers: { 'content-type': 'application/json' } });
  const body = (info: string) =>
    raw(
      `{"data":[{"id":"1","Amount":1234567890123456.789,"Note":":1234567890123456.789"}]${info}}`,
    );
  const row = { id: '1', Amount: '1234567890123456.789', Note: ':1234567890123456.789' };
  const deals = () => crm().module('Deals');

  it('keeps each digit in every way of reading', async () => {
    const last = ',"info":{"more_records":false}';
    const fields = ['Amount', 'Note'];
    answer(body(''));
    expect(await deals().get('1')).toEqual(row);
    expect((await deals().findMany(['1'], { fields })).get('1')).toEqual(row);
    answer(body(last));
    expect(await Array.fromAsync(deals().list({ fields }))).toEqual([row]);
    expect(await Array.fromAsync(deals().query({ fields }))).toEqual([row]);
    const asked = deals().search({ fields, criteria: equals('Amount', '1234567890123456.789') });
    expect(await Array.fromAsync(asked)).toEqual([row]);
  });
});

describe('options of a call', () => {
  const { crm, answer } = useCrm();
  const deals = () => crm().module('Deals');
  const headers = { 'x-note': 'a' };
  const fields = ['Name'];

  it.each<[string, () => Promise<unknown>]>([
    ['list', () => Array.fromAsync(deals().list({ fields, headers, attempts: 1 }))],
    ['readAll', () => Array.fromAsync(deals().readAll({ fields, headers, attempts: 1 }))],
    ['query', () => Array.fromAsync(deals().query({ fields, headers, attempts: 1 }))],
    ['search', () => Array.fromAsync(deals().search({ word: 'ab', headers, attempts: 1 }))],
    ['get', () => deals().get('1', { headers, attempts: 1 })],
    ['findMany', () => deals().findMany(['1'], { fields, headers, attempts: 1 })],
    ['deleted', () => Array.fromAsync(deals().deleted({ headers, attempts: 1 }))],
    [
      'changes',
      () => Array.fromAsync(deals().changes({ since: new Date(0), fields, headers, attempts: 1 })),
    ],
    ['coql.page', () => crm().coql.page('select id from Deals', { headers, attempts: 1 })],
    ['metadata.fields', () => crm().metadata.fields('Deals', { headers, attempts: 1 })],
    ['metadata.modules', () => crm().metadata.modules({ headers, attempts: 1 })],
    ['metadata.module', () => crm().metadata.module('Deals', { headers, attempts: 1 })],
    [
      'metadata.updateFields',
      () => crm().metadata.updateFields('Deals', [{ id: '1' }], { headers, attempts: 1 }),
    ],
  ])('%s takes headers and attempts of the caller', async (_name, call) => {
    const seen = answer(() => new Response('<html>', { status: 503 }));
    await expect(call()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.headers.get('x-note')).toBe('a');
  });

  it('an abort ends a walk with its reason', async () => {
    answer(json({ data: [{ id: '1' }], info: { more_records: true, next_page_token: 'x' } }));
    const stop = new AbortController();
    const walk = deals().readAll({ fields, signal: stop.signal });
    await walk.next();
    stop.abort(new Error('enough'));
    await expect(walk.next()).rejects.toThrow('enough');
  });
});

describe('a list', () => {
  const { crm, answer } = useCrm();
  const deals = () => crm().module('Deals');
  const fields = ['Name'];

  it('of what changed since is empty for a 304', async () => {
    const seen = answer(() => new Response(null, { status: 304 }));
    const since = new Date('2026-01-31T09:00:00Z');
    expect(await Array.fromAsync(deals().list({ fields, ifModifiedSince: since }))).toEqual([]);
    expect(seen[0]?.headers.get('if-modified-since')).toBe('2026-01-31T09:00:00+00:00');
  });

  it('of a view has the order of the view', async () => {
    const seen = answer(noContent);
    await Array.fromAsync(deals().list({ fields, view: '57', converted: 'both' }));
    expect(seen[0]?.query).toEqual({
      fields: 'Name',
      per_page: '200',
      cvid: '57',
      converted: 'both',
    });
    for (const wrong of [{ view: '57', sortBy: 'id' } as const, { view: 'mine' }]) {
      await expect(Array.fromAsync(deals().list({ fields, ...wrong }))).rejects.toMatchObject({
        kind: 'usage',
      });
    }
  });

  it('addresses a record by an external field', async () => {
    const seen = answer(json({ data: [{ id: '11', Key: 'ext/1' }] }));
    expect(await deals().get('ext 1', { externalField: 'Key' })).toMatchObject({ id: '11' });
    expect(seen[0]).toMatchObject({ path: '/crm/v8/Deals/ext%201' });
    expect(seen[0]?.headers.get('x-external')).toBe('Deals.Key');
  });
});
