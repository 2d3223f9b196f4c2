import { describe, expect, test } from 'vitest';
import { flat, json, lost, noContent, useCrm, type SeenRequest } from './testing/crm-network.ts';

const { crm, answer } = useCrm();

const rows = (...ids: string[]) => ids.map((id) => ({ id, Name: `record ${id}` }));
const queries = (seen: SeenRequest[]) =>
  seen.map(({ json: body }) => (body as { select_query: string }).select_query);

describe('coql.rows', () => {
  test('it walks by id, with the condition of the user as one pair', async () => {
    const seen = answer(
      json({ data: rows('11', '12'), info: { count: 2, more_records: true } }),
      json({ data: rows('100'), info: { count: 1, more_records: false } }),
    );

    const where = "Box = 'false' and Folder is not null";
    const found = await Array.fromAsync(
      crm().coql.rows({ select: ['Name', 'Owner.email'], from: 'Deals', where, pageSize: 2 }),
    );

    expect(found).toEqual(rows('11', '12', '100'));
    expect(queries(seen)).toEqual([
      `select Name, Owner.email, id from Deals where (${where}) order by id asc limit 2`,
      `select Name, Owner.email, id from Deals where ((${where}) and id > '12') order by id asc limit 2`,
    ]);
    expect(seen[0]).toMatchObject({ method: 'POST', path: '/crm/v8/coql' });
  });

  test('without a condition it still sends one', async () => {
    const seen = answer(json({ data: rows('11'), info: { more_records: true } }), noContent);

    await Array.fromAsync(crm().coql.rows({ select: ['id'], from: 'Deals' }));

    expect(queries(seen)).toEqual([
      'select id from Deals where id is not null order by id asc limit 2000',
      "select id from Deals where id > '11' order by id asc limit 2000",
    ]);
  });

  test('an empty answer is no rows', async () => {
    answer(noContent);
    expect(await Array.fromAsync(crm().coql.rows({ select: [], from: 'Deals' }))).toEqual([]);
  });

  test('a page that promises more and holds nothing is not the end', async () => {
    answer(
      json({ data: rows('11'), info: { more_records: true } }),
      json({ data: [], info: { more_records: true } }),
    );
    const walk = Array.fromAsync(crm().coql.rows({ select: [], from: 'Deals' }));
    await expect(walk).rejects.toMatchObject({
      kind: 'unexpected-response',
      message: expect.stringContaining('data') as string,
    });
  });

  test('a page whose body was lost is asked for again, and is never the end', async () => {
    const seen = answer(
      json({ data: rows('11'), info: { more_records: true } }),
      lost,
      json({ data: rows('12'), info: { more_records: true } }),
      lost,
    );
    const found: string[] = [];
    const walk = async () => {
      for await (const { id } of crm().coql.rows({ select: [], from: 'Deals' })) found.push(id);
    };
    await expect(walk()).rejects.toMatchObject({ kind: 'unexpected-response' });
    expect(found).toEqual(['11', '12']);
    expect(seen).toHaveLength(6);
  });

  test.each([
    ['a full page that claims to be the last', { more_records: false }, rows('1', '2')],
    ['a short page that promises more', { more_records: true }, rows('1')],
    ['a short page that says nothing', undefined, rows('1')],
  ])('%s is not believed to be the end', async (_case, info, data) => {
    const seen = answer(json({ data, info }), json({ data: rows('9') }), noContent);
    const found = await Array.fromAsync(
      crm().coql.rows({ select: ['Name'], from: 'Deals', pageSize: 2 }),
    );
    expect(found.map(({ id }) => id)).toEqual([...data.map(({ id }) => id), '9']);
    expect(seen).toHaveLength(3);
  });

  test('ids are compared as the long numbers they are', async () => {
    const [long, longer] = ['9007199254740993001', '9007199254740993002'];
    answer(json({ data: rows('999', long, longer), info: { more_records: false } }));
    const found = await Array.fromAsync(crm().coql.rows({ select: ['Name'], from: 'Deals' }));
    expect(found.map(({ id }) => id)).toEqual(['999', long, longer]);
  });

  test.each([
    ['rows that do not ascend', rows('12', '11'), 'not in ascending id'],
    ['a row that comes again', rows('12', '12'), 'not in ascending id'],
    ['a row without an id', [{ Name: 'x' }], 'id'],
    ['an id that was a number and lost digits', [{ id: Number('9007199254740993') }], 'id'],
  ])('%s end the walk with an error, never silently', async (_case, data, words) => {
    answer(json({ data, info: { more_records: true } }));
    const walk = Array.fromAsync(crm().coql.rows({ select: ['Name'], from: 'Deals' }));
    await expect(walk).rejects.toMatchObject({
      kind: 'unexpected-response',
      message: expect.stringContaining(words) as string,
    });
  });

  test.each([
    ['a condition that does not balance', { select: [], from: 'Deals', where: "A = '1') or (B" }],
    ['a module that is none', { select: [], from: 'Deals where' }],
    ['a column that is none', { select: ['Name from Leads'], from: 'Deals' }],
    ['a page beyond what Zoho gives', { select: [], from: 'Deals', pageSize: 2001 }],
  ])('%s is refused before anything is sent', async (_case, query) => {
    const seen = answer(noContent);
    await expect(Array.fromAsync(crm().coql.rows(query))).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  });

  test('an abort ends the walk with its reason', async () => {
    answer(json({ data: rows('1'), info: { more_records: true } }));
    const stop = new AbortController();
    const walk = crm().coql.rows({ select: [], from: 'Deals', signal: stop.signal });
    await walk.next();
    stop.abort(new Error('enough'));
    await expect(walk.next()).rejects.toThrow('enough');
  });
});

describe('coql.page', () => {
  test('aggregates come without ids', async () => {
    answer(json({ data: [{ 'COUNT(id)': 7 }], info: { count: 1, more_records: false } }));
    const page = await crm().coql.page('select COUNT(id) from Deals where id is not null');
    expect(page).toEqual({ rows: [{ 'COUNT(id)': 7 }], moreRecords: false });
  });

  test('a wrong query is our mistake and names the place', async () => {
    answer(flat(400, 'SYNTAX_ERROR', { near: 'FROM' }));
    await expect(crm().coql.page('select FROM')).rejects.toMatchObject({
      kind: 'bad-request',
      code: 'SYNTAX_ERROR',
      message: expect.stringContaining('FROM') as string,
    });
  });

  test('a missing scope is named with the module that needs it', async () => {
    answer(flat(401, 'OAUTH_SCOPE_MISMATCH'));
    await expect(crm().coql.page('select id from Sales_Orders where A = 1')).rejects.toMatchObject({
      kind: 'scope',
      scopes: ['ZohoCRM.coql.READ', 'ZohoCRM.modules.salesorders.READ'],
    });
  });

  test('a query only reads, so it is repeated after an outage', async () => {
    const seen = answer(() => new Response('<html>', { status: 503 }), json({ data: rows('1') }));
    expect((await crm().coql.page('select id from Deals where A = 1')).rows).toEqual(rows('1'));
    expect(seen).toHaveLength(2);
  });
});
