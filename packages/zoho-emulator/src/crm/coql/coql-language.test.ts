import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { ids, querySeed } from '../../testing/query-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
beforeAll(async () => {
  emulator = await createEmulator({ seed: querySeed() });
  visitor = createVisitor(emulator);
});
afterAll(async () => await emulator.close());

const coql = async (select_query: string, more: object = {}): Promise<Reply> =>
  await visitor.call('api', '/crm/v8/coql', { method: 'POST', json: { select_query, ...more } });
const rowsOf = async (query: string): Promise<unknown> => (await coql(query)).json?.['data'];

describe('columns', () => {
  test('a dotted column follows lookups and comes back under its flat key, with the id last', async () => {
    const { json } = await coql(
      `select Last_Name, Account_Name.Account_Name, Account_Name.Parent_Account.Industry from Contacts where id = '${ids.ada}'`,
    );
    expect(json).toEqual({
      data: [
        {
          Last_Name: 'Boyle',
          'Account_Name.Account_Name': 'Zylker',
          'Account_Name.Parent_Account.Industry': 'Banking',
          id: ids.ada,
        },
      ],
      info: { count: 1, more_records: false },
    });
  });

  test('a lookup that is empty leads to null', async () => {
    expect(
      await rowsOf(`select Account_Name.Industry from Contacts where id = '${ids.bob}'`),
    ).toEqual([{ 'Account_Name.Industry': null, id: ids.bob }]);
  });

  test('a lookup column has id and name, for users too', async () => {
    const rows = await rowsOf(`select Account_Name, Owner from Contacts where id = '${ids.ada}'`);
    expect(rows).toEqual([
      {
        Account_Name: { id: ids.account, name: 'Zylker' },
        Owner: { id: expect.any(String), name: 'User A' },
        id: ids.ada,
      },
    ]);
  });

  test('a lookup to many modules is followed with an arrow', async () => {
    const rows = await rowsOf(`select 'What_Id->Leads.Company' from Tasks where id is not null`);
    expect(rows).toEqual([{ 'What_Id->Leads.Company': 'ABC Inc', id: ids.task }]);
  });

  test('a column may be qualified by the module', async () => {
    expect(
      await rowsOf("select !Leads.Owner.last_name from Leads where Company = 'ABC Inc'"),
    ).toEqual([{ '!Leads.Owner.last_name': 'A', id: ids.lead }]);
    expect(
      await rowsOf('select !Leads.Owner.role.id from Leads where id is not null'),
    ).toHaveLength(1);
  });

  test('a user has no property of which every object knows', async () => {
    expect(await coql("select id from Leads where Owner.constructor = 'x'")).toMatchObject({
      status: 400,
      json: { code: 'INVALID_QUERY', details: { column_name: 'Owner.constructor' } },
    });
  });

  test('an alias names the column in rows, and the order', async () => {
    const rows = await rowsOf(
      "select 'Last_Name' as 'The name' from Contacts where id is not null order by Last_Name desc",
    );
    expect(rows).toEqual([
      { 'The name': 'Boyleson', id: ids.bob },
      { 'The name': 'Boyle', id: ids.ada },
    ]);
  });

  test('include_meta adds the metadata of the columns', async () => {
    const { json } = await coql("select Last_Name from Leads where Last_Name = 'Burns, B'", {
      include_meta: ['fields'],
    });
    expect(json?.['fields']).toMatchObject({
      Last_Name: { api_name: 'Last_Name', data_type: 'text', json_type: 'string' },
    });
  });
});

test.each([
  ["Account_Name.Parent_Account.Industry = 'Banking'", [ids.ada]],
  [`Account_Name = '${ids.account}'`, [ids.ada]],
  [`Account_Name.id in ('${ids.account}')`, [ids.ada]],
  [`Account_Name != '${ids.account}'`, undefined],
  ['Account_Name is null', [ids.bob]],
  ["Owner.role.name = 'CEO'", [ids.ada, ids.bob]],
  ["Languages = 'English;German'", [ids.ada]],
  ["Languages like '%German%'", [ids.ada]],
  ["Owner.first_name = 'User'", [ids.ada, ids.bob]],
  ["Account_Name in (select id from Accounts where Industry = 'Large Enterprise')", [ids.ada]],
  ["Last_Name = (select Last_Name from Contacts where First_Name = 'Bob')", [ids.bob]],
])('contacts where %s are found', async (condition, found) => {
  const rows = (await rowsOf(`select id from Contacts where ${condition}`)) as
    | { id: string }[]
    | undefined;
  expect(rows?.map((row) => row.id)).toEqual(found);
});

test('a custom view narrows what is queried', async () => {
  const settings = await visitor.call('api', '/crm/v8/settings/custom_views?module=Contacts');
  const views = settings.json?.['custom_views'] as { id: string; name: string }[];
  const cvid = views.find((view) => view.name === 'Adas')?.id ?? '';
  expect(await rowsOf(`select id from Contacts#${cvid} where id is not null`)).toEqual([
    { id: ids.ada },
  ]);
});

describe('aggregates', () => {
  const sums = 'COUNT(id), SUM(Annual_Revenue), AVG(Annual_Revenue), MAX(No_of_Employees)';

  test('without groups there is one row, without an id, keyed by the expressions', async () => {
    expect(await rowsOf(`select ${sums} from Leads where id is not null`)).toEqual([
      {
        'COUNT(id)': 1,
        'SUM(Annual_Revenue)': 2500.5,
        'AVG(Annual_Revenue)': 2500.5,
        'MAX(No_of_Employees)': 12,
      },
    ]);
  });

  test('what has no value is a group of its own, apart from any text', async () => {
    const created = await visitor.call('api', '/crm/v8/Accounts', {
      method: 'POST',
      json: { data: [{ Account_Name: 'x', Industry: 'undefined' }, { Account_Name: 'y' }] },
    });
    expect(created.status).toBe(201);
    const rows = await rowsOf(
      "select Industry, COUNT(id) from Accounts where Account_Name in ('x', 'y') group by Industry",
    );
    expect(rows).toEqual([
      { Industry: null, 'COUNT(id)': 1 },
      { Industry: 'undefined', 'COUNT(id)': 1 },
    ]);
  });

  test('group by gives a row per value', async () => {
    expect(
      await rowsOf(
        'select First_Name, COUNT(id), MIN(Created_Time) from Contacts where id is not null group by First_Name order by First_Name desc limit 1',
      ),
    ).toEqual([{ First_Name: 'Bob', 'COUNT(id)': 1, 'MIN(Created_Time)': expect.any(String) }]);
  });
});

const of = (count: number, text: (index: number) => string, glue = ', '): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(glue);
const pairs = (count: number): string =>
  count === 1 ? 'id is null' : `(${pairs(count - 1)} or id is null)`;

const known = "id = '1'";
const invalid = 'Invalid query formed';

test.each<[query: string, code: string, message: string, details: object]>([
  ['select Last_Name from Leads', 'SYNTAX_ERROR', 'missing clause', { clause: 'where' }],
  ['select  FROM Leads', 'SYNTAX_ERROR', 'unexpected token', { line: 1, column: 9, near: 'FROM' }],
  ['select a\nfrom ,', 'SYNTAX_ERROR', 'unexpected token', { line: 2, column: 6, near: ',' }],
  [
    `select id from Leads where Last_Name not 'x'`,
    'SYNTAX_ERROR',
    'operator not supported',
    { operator: 'not' },
  ],
  [
    "select id from Leads where Company = 'a' and Company = 'b' and Company = 'c'",
    'SYNTAX_ERROR',
    'error occured while parsing the query',
    { near: 'and' },
  ],
  [
    `select id from Leads where ${'('.repeat(200)}${known}`,
    'SYNTAX_ERROR',
    'given coql query not supported',
    {},
  ],
  [
    "select id from Leads where First_Name > 'a'",
    'INVALID_QUERY',
    invalid,
    { reason: 'invalid operator found', column_name: 'First_Name', operator: '>' },
  ],
  [
    "select id from Leads where Email_Opt_Out != 'true'",
    'INVALID_QUERY',
    invalid,
    { reason: 'invalid operator found', column_name: 'Email_Opt_Out', operator: '!=' },
  ],
  [
    "select id from Leads where Owner like 'a%'",
    'INVALID_QUERY',
    invalid,
    { reason: 'invalid operator found', column_name: 'Owner', operator: 'like' },
  ],
  [
    "select id from Leads where Company not like 'a%'",
    'INVALID_QUERY',
    invalid,
    { column_name: 'Company', value: 'a%', operator: 'not like' },
  ],
  [
    "select id from Leads where Company like 'a%b'",
    'INVALID_QUERY',
    invalid,
    { column_name: 'Company', value: 'a%b', operator: 'like' },
  ],
  [
    "select id from Leads where Created_Time > '2026-03-01'",
    'INVALID_QUERY',
    invalid,
    { column_name: 'Created_Time', value: '2026-03-01', operator: '>' },
  ],
  [
    `select Testing from Leads where ${known}`,
    'INVALID_QUERY',
    'unsupported column',
    { column_name: 'Testing' },
  ],
  [
    `select Rows from Leads where ${known}`,
    'INVALID_QUERY',
    'unsupported column',
    { column_name: 'Rows' },
  ],
  [
    `select Account_Name.Nope from Contacts where ${known}`,
    'INVALID_QUERY',
    'unsupported column',
    { column_name: 'Account_Name.Nope' },
  ],
  [
    "select id from Leads where Testing != 'x'",
    'INVALID_QUERY',
    'unsupported column in criteria',
    { cv_criteria: false, column_name: 'Testing', value: 'x', operator: '!=' },
  ],
  [
    `select id from Leads where ${known} order by Testing`,
    'INVALID_QUERY',
    'unsupported column',
    { column_name: 'Testing', clause: 'order by' },
  ],
  [
    `select Company, COUNT(id) from Leads where ${known}`,
    'INVALID_QUERY',
    'unsupported column',
    { column_name: 'Company', clause: 'group by' },
  ],
  [
    `select id from Leads where ${known} limit s`,
    'INVALID_QUERY',
    'limit given seems to be invalid',
    { limit: 's' },
  ],
  [
    `select id from Leads where ${known} limit 1 offset s`,
    'INVALID_QUERY',
    'offset given seems to be invalid',
    { offset: 's' },
  ],
  [
    `select id from Leads where ${known} limit 0`,
    'INVALID_DATA',
    'limit should be greater than 0',
    {},
  ],
  [
    `select id from Leads where ${known} limit -1`,
    'INVALID_DATA',
    'limit should be greater than 0',
    {},
  ],
  [
    `select id from Leads#1 where ${known}`,
    'INVALID_QUERY',
    'the cvid given seems to be invalid',
    { cvid: '1' },
  ],
  [
    `select 'What_Id->Nope.Company' from Tasks where ${known}`,
    'INVALID_QUERY',
    'the module name given seems to be invalid',
    { module: 'Nope' },
  ],
  [
    `select !Deals.Owner from Leads where ${known}`,
    'INVALID_QUERY',
    'the module name given seems to be invalid',
    { module: 'Deals' },
  ],
  [
    'select id from Leads where id > (select id from Contacts where id is not null)',
    'INVALID_QUERY',
    'subquery return more than one values which is incompatible for the operator',
    { sub_query_sequence: 0, operator: '>' },
  ],
  [
    'select id from Leads where Last_Name in (select Last_Name, id from Contacts where id is not null)',
    'INVALID_QUERY',
    'subquery should contains only one column',
    { sub_query_sequence: 0, column_name: ['Last_Name', 'id'] },
  ],
  [
    `select TestFunction(Last_Name) from Leads where ${known}`,
    'INVALID_DATA',
    'invalid data',
    { reason: 'unsupported aggregate function', column: 'TestFunction(Last_Name)' },
  ],
  [
    `select count(id) from Leads where ${known}`,
    'INVALID_DATA',
    'invalid data',
    { reason: 'unsupported aggregate function', column: 'count(id)' },
  ],
  [
    `select SUM(Last_Name) from Leads where ${known}`,
    'INVALID_DATA',
    'invalid data',
    { reason: 'unsupported aggregate function', column: 'SUM(Last_Name)' },
  ],
  [
    `select First_Name, First_Name from Leads where ${known}`,
    'DUPLICATE_DATA',
    'duplicate select column',
    { column_name: 'First_Name' },
  ],
  [
    `select MAX(Annual_Revenue), MAX(Annual_Revenue) from Leads where ${known}`,
    'DUPLICATE_DATA',
    'duplicate aggregate function',
    { column_name: 'Annual_Revenue', aggregate: 'MAX' },
  ],
  [
    `select First_Name as Name, Last_Name as Name from Leads where ${known}`,
    'DUPLICATE_ALIAS',
    'same alias cannot refer more than one column',
    { referred_columns: ['First_Name', 'Last_Name'], alias: 'Name' },
  ],
  [
    `select First_Name as '' from Leads where ${known}`,
    'INVALID_ALIAS',
    'alias name cannot be an empty string',
    { column_name: 'First_Name', alias: '' },
  ],
  [
    `select First_Name as Last_Name, Last_Name from Leads where ${known}`,
    'INVALID_QUERY',
    'column name or property name given in select columns without alias name cannot be an alias name for other select columns',
    { column_name: 'First_Name', alias: 'Last_Name' },
  ],
  [
    `select id from Nope where ${known}`,
    'INVALID_MODULE',
    'the given module is not supported in api',
    {},
  ],
  [
    'select id from Leads where id is null limit 2001',
    'LIMIT_EXCEEDED',
    'the limit exceed the limit',
    { limit: 2000 },
  ],
  [
    'select id from Leads where id is null limit 1 offset 100000',
    'LIMIT_EXCEEDED',
    'the offset exceed the limit',
    { limit: 100_000 },
  ],
  [
    `select ${of(501, (i) => `c${i}`)} from Leads where ${known}`,
    'LIMIT_EXCEEDED',
    'the select columns exceed the limit',
    { limit: 500 },
  ],
  [
    `select id from Leads where ${pairs(26)}`,
    'LIMIT_EXCEEDED',
    'the criteria exceed the limit',
    { limit: 25 },
  ],
  [
    `select id from Leads where id in (${of(101, String)})`,
    'LIMIT_EXCEEDED',
    'the in values exceed the limit',
    { limit: 100 },
  ],
  [
    `select id from Leads where ${known} order by ${of(11, (i) => `c${i}`)}`,
    'LIMIT_EXCEEDED',
    'the order by columns exceed the limit',
    { limit: 10 },
  ],
  [
    `select a from Leads where ${known} group by a, b, c, d, e`,
    'LIMIT_EXCEEDED',
    'the group by columns exceed the limit',
    { limit: 4 },
  ],
  [
    `select ${of(6, (i) => `MAX(c${i})`)} from Leads where ${known}`,
    'LIMIT_EXCEEDED',
    'the aggregate functions exceed the limit',
    { limit: 5 },
  ],
  [
    `select Account_Name.${'Parent_Account.'.repeat(15)}Industry from Contacts where ${known}`,
    'LIMIT_EXCEEDED',
    'the select joins exceed the limit',
    { limit: 15 },
  ],
  [
    `select id from Contacts where Account_Name.${'Parent_Account.'.repeat(5)}Industry = 'x'`,
    'LIMIT_EXCEEDED',
    'the joins exceed the limit',
    { limit: 5 },
  ],
])('%s is refused as %s, "%s"', async (query, code, message, details) => {
  const reply = await coql(query);
  expect(reply).toMatchObject({ status: 400 });
  expect(reply.json).toEqual({ code, message, details, status: 'error' });
});

const select_query = `select id from Leads where ${known}`;
const wrong = { code: 'INVALID_DATA', message: 'invalid data' };
const values = { json_path: '$.include_meta[0]', supported_values: ['fields'] };

test.each<[body: object, refusal: object]>([
  [
    { select_query, include_meta: 'fields' },
    {
      ...wrong,
      details: {
        api_name: 'include_meta',
        expected_data_type: 'jsonarray',
        json_path: '$.include_meta',
      },
    },
  ],
  [
    { select_query, include_meta: ['rows'] },
    { ...wrong, details: { api_name: 'include_meta', ...values } },
  ],
  [
    { select_query, include_meta: [1] },
    { ...wrong, details: { api_name: 'include_meta', expected_data_type: 'text', ...values } },
  ],
  [
    { select_query: 1 },
    {
      ...wrong,
      details: {
        api_name: 'select_query',
        expected_data_type: 'string',
        json_path: '$.select_query',
      },
    },
  ],
  [
    {},
    {
      code: 'MANDATORY_NOT_FOUND',
      message: 'mandatory key not found',
      details: { api_name: 'select_query' },
    },
  ],
])('a body %j is refused', async (json, refusal) => {
  const reply = await visitor.call('api', '/crm/v8/coql', { method: 'POST', json });
  expect(reply).toMatchObject({ status: 400 });
  expect(reply.json).toEqual({ ...refusal, status: 'error' });
});
