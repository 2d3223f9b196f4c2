import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { ids, querySeed } from '../../testing/query-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: querySeed() });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const search = async (module: string, params: Record<string, string>): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/${module}/search?${new URLSearchParams(params).toString()}`);
const count = async (module: string, params: Record<string, string> = {}): Promise<Reply> =>
  await visitor.call(
    'api',
    `/crm/v8/${module}/actions/count?${new URLSearchParams(params).toString()}`,
  );
const idsOf = ({ json }: Reply): string[] =>
  ((json?.['data'] ?? []) as { id: string }[]).map((row) => row.id);
const change = async (lastName: string): Promise<void> =>
  void emulator.updateRecord('a', 'Contacts', ids.bob, { Last_Name: lastName });

test.each([
  ['(Company:equals:ABC)', [ids.lead]],
  ['Company:equals:abc', [ids.lead]],
  ['(Company:not_equal:ABC)', []],
  ['(Company:starts_with:ABC)', [ids.lead]],
  ['(Company:starts_with:Inc)', []],
  [String.raw`(Last_Name:equals:Burns\, B)`, [ids.lead]],
  [String.raw`((Last_Name:equals:Burns\, B)and(Company:starts_with:A))`, [ids.lead]],
  ['((Company:equals:Nope)or(Company:equals:ABC))', [ids.lead]],
  ['((Company:equals:ABC)and((Company:equals:x)or(Annual_Revenue:greater_than:1)))', [ids.lead]],
  ['(Lead_Source:equals:Advert)', []],
  ['(Lead_Source:equals:Advertisement)', [ids.lead]],
  ['(Lead_Source:in:Web,Advertisement)', [ids.lead]],
  ['(Annual_Revenue:between:2500,2501)', [ids.lead]],
  ['(No_of_Employees:less_equal:12)', [ids.lead]],
  ['(No_of_Employees:in:1,12)', [ids.lead]],
  ['(Email_Opt_Out:equals:false)', [ids.lead]],
  ['(Created_Time:greater_than:2020-01-01T00:00:00+00:00)', [ids.lead]],
  [`(id:equals:${ids.lead})`, [ids.lead]],
])('criteria %s finds %j', async (criteria, found) => {
  expect(idsOf(await search('Leads', { criteria }))).toEqual(found);
});

test.each([
  [{ email: 'ADA@example.com' }, [ids.ada]],
  [{ phone: '+49301234' }, [ids.ada]],
  [{ word: 'boyle' }, [ids.bob, ids.ada]],
  [{ word: 'German' }, [ids.ada]],
  [{ criteria: `(Account_Name:equals:${ids.account})` }, [ids.ada]],
  [{ criteria: '(Languages:equals:German)' }, [ids.ada]],
  [{ word: 'boyle', email: 'ada@example.com' }, [ids.ada]],
  [{ email: 'ada@example.com', criteria: '(First_Name:equals:Bob)' }, [ids.bob]],
])(
  'of several parameters the first of criteria, email, phone, word wins: %j',
  async (params, found) => {
    expect(idsOf(await search('Contacts', params))).toEqual(found);
  },
);

test('a page carries rows and info; the fields are those asked for, or all', async () => {
  const some = await search('Contacts', {
    word: 'boyle',
    fields: 'Last_Name',
    per_page: '1',
    sort_by: 'id',
    sort_order: 'asc',
  });
  expect(some.json).toEqual({
    data: [{ id: ids.ada, Last_Name: 'Boyle' }],
    info: {
      per_page: 1,
      count: 1,
      sort_by: 'id',
      page: 1,
      sort_order: 'asc',
      more_records: true,
    },
  });
  const all = await search('Contacts', { word: 'Bob' });
  expect(all.json?.['data']).toMatchObject([{ Last_Name: 'Boyleson', Owner: {}, Phone: null }]);
});

test('nothing found is 204 without a body', async () => {
  expect(await search('Leads', { word: 'nowhere' })).toMatchObject({ status: 204, text: '' });
});

test('a plus sign that is not encoded is a space, so that the time is none', async () => {
  const path = '/crm/v8/Leads/search?criteria=(Created_Time:equals:2020-01-01T00:00:00+00:00)';
  const reply = await visitor.call('api', path);
  expect(reply).toMatchObject({ status: 400, json: { code: 'INVALID_QUERY' } });
});

test('search needs its own scope besides READ of the module', async () => {
  const seed = querySeed() as { orgs: { a: object } };
  for (const scopes of [['ZohoCRM.modules.ALL'], ['ZohoSearch.securesearch.READ']]) {
    emulator.reset({ orgs: { ...seed.orgs, a: { ...seed.orgs.a, scopes } } });
    visitor = createVisitor(emulator);
    const reply = await search('Leads', { word: 'abc' });
    expect(reply).toMatchObject({ status: 401, json: { code: 'OAUTH_SCOPE_MISMATCH' } });
  }
});

const terms = (size: number): string =>
  `(${Array.from({ length: size }, () => '(Company:equals:a)').join('and')})`;
const many = Array.from({ length: 101 }, (_, index) => `v${index}`).join(',');
const query = 'Invalid query formed';
const missing = { param_names: ['criteria', 'email', 'phone', 'word'] };
const malformed = { reason: 'the criteria is not formed properly' };
const special = { reason: 'special characters are not allowed', param_name: 'word' };

test.each<[params: Record<string, string>, code: string, message: string, details: object]>([
  [{}, 'EXPECTED_PARAM_MISSING', 'one of the expected parameter is missing', missing],
  [{ word: 'a' }, 'INVALID_DATA', 'provide atleast 2 letters for search', { param_name: 'word' }],
  [{ word: 'a*b' }, 'INVALID_DATA', 'special characters are not allowed', special],
  [
    { word: 'ab', page: '11' },
    'LIMIT_REACHED',
    'maximum response iteration limit reached',
    { limit: '2000' },
  ],
  [{ word: 'ab', page: '0' }, 'INVALID_QUERY', query, { param_name: 'page' }],
  [{ word: 'ab', per_page: '201' }, 'INVALID_QUERY', query, { param_name: 'per_page' }],
  [{ word: 'ab', sort_by: 'Nope' }, 'INVALID_QUERY', query, { param_name: 'sort_by' }],
  [{ word: 'ab', sort_order: 'up' }, 'INVALID_QUERY', query, { param_name: 'sort_order' }],
  [{ word: 'ab', converted: 'x' }, 'INVALID_QUERY', query, { param_name: 'converted' }],
  [{ email: '' }, 'INVALID_QUERY', query, { param_name: 'email' }],
  [{ criteria: 'Company' }, 'INVALID_QUERY', query, malformed],
  [{ criteria: '(Company:equals:a' }, 'INVALID_QUERY', query, malformed],
  [{ criteria: '(Company:equals:a\\' }, 'INVALID_QUERY', query, malformed],
  [{ criteria: '((Company:equals:a)AND(Company:equals:b))' }, 'INVALID_QUERY', query, malformed],
  [
    { criteria: '(Nope:equals:a)' },
    'INVALID_QUERY',
    query,
    { reason: 'the field is not available for search', api_name: 'Nope' },
  ],
  [
    { criteria: '(Rows:equals:a)' },
    'INVALID_QUERY',
    query,
    { reason: 'the field is not available for search', api_name: 'Rows' },
  ],
  [
    { criteria: '(Company:between:a,b)' },
    'INVALID_QUERY',
    query,
    { reason: 'invalid operator found', operator: 'between', api_name: 'Company' },
  ],
  [
    { criteria: '(Email_Opt_Out:in:true,false)' },
    'INVALID_QUERY',
    query,
    { reason: 'invalid operator found', operator: 'in', api_name: 'Email_Opt_Out' },
  ],
  [
    { criteria: '(Description:in:a,b)' },
    'INVALID_QUERY',
    query,
    { reason: 'invalid operator found', operator: 'in', api_name: 'Description' },
  ],
  [
    { criteria: '(Lead_Source:starts_with:a)' },
    'INVALID_QUERY',
    query,
    { reason: 'invalid operator found', operator: 'starts_with', api_name: 'Lead_Source' },
  ],
  [
    { criteria: '(No_of_Employees:equals:many)' },
    'INVALID_QUERY',
    query,
    {
      reason: 'invalid value for search',
      expected_data_type: 'integer',
      api_name: 'No_of_Employees',
      value: 'many',
    },
  ],
  [
    { criteria: `(Company:in:${many})` },
    'INVALID_QUERY',
    'Only 100 values are allowed in "IN" criteria',
    { api_name: 'Company' },
  ],
  [
    { criteria: terms(16) },
    'CRITERIA_LIMIT_EXCEEDED',
    'no of criterium that can be given exceed the limit 15',
    {},
  ],
])('a search with %j is refused as %s, "%s"', async (params, code, message, details) => {
  const reply = await search('Leads', params);
  expect(reply).toMatchObject({ status: 400 });
  expect(reply.json).toEqual({ code, message, details, status: 'error' });
});

test('a module that is not there is refused', async () => {
  const reply = await search('Nope', { word: 'ab' });
  expect(reply).toMatchObject({
    status: 400,
    json: { code: 'INVALID_MODULE', details: { resource_path_index: 0 } },
  });
});

test('a module that hangs on others cannot be searched or counted', async () => {
  const found = await search('Notes', { word: 'ab' });
  expect(found.json).toEqual({
    code: 'NOT_SUPPORTED',
    message: 'module not suppoted for search',
    details: { module: 'Notes' },
    status: 'error',
  });
  expect((await count('Notes')).json).toMatchObject({
    code: 'NOT_SUPPORTED',
    message: 'the given module is not supported for count',
  });
});

test('a search by a type of field that the module does not have is refused', async () => {
  const reply = await search('Accounts', { email: 'a@example.com' });
  expect(reply.json).toMatchObject({ code: 'INVALID_QUERY', details: { param_name: 'email' } });
});

test('converted leads are hidden unless they are asked for', async () => {
  emulator.setProfile({ searchLagMs: 0 });
  const seed = querySeed() as { orgs: { a: { crm: { modules: Record<string, object> } } } };
  const { a } = seed.orgs;
  const Leads = { records: [{ id: '31', Last_Name: 'Done', Converted__s: true }] };
  emulator.reset({
    orgs: { ...seed.orgs, a: { ...a, crm: { modules: { ...a.crm.modules, Leads } } } },
  });
  visitor = createVisitor(emulator);
  expect(await search('Leads', { word: 'Done' })).toMatchObject({ status: 204 });
  expect(idsOf(await search('Leads', { word: 'Done', converted: 'true' }))).toEqual(['31']);
  expect((await count('Leads')).json).toEqual({ count: 0 });
  expect((await count('Leads', { converted: 'both' })).json).toEqual({ count: 1 });
});

test('records that wait for approval are found by approved and by approval_state', async () => {
  emulator.setProfile({ searchLagMs: 0 });
  const made = await visitor.call('api', '/crm/v8/Leads', {
    method: 'POST',
    json: { data: [{ Last_Name: 'Waiting', Company: 'ABC', $approved: false }] },
  });
  expect(made.status).toBe(201);
  const word = 'ABC';
  expect(idsOf(await search('Leads', { word }))).toHaveLength(2);
  expect(idsOf(await search('Leads', { word, approved: 'true' }))).toEqual([ids.lead]);
  const waiting = idsOf(await search('Leads', { word, approved: 'false' }));
  expect(waiting).toHaveLength(1);
  const approval_state = 'approval_process_pending';
  expect(idsOf(await search('Leads', { word, approval_state }))).toEqual(waiting);
});

test('as many criteria are taken as the switch says', async () => {
  expect(await search('Leads', { criteria: terms(15) })).toMatchObject({ status: 200 });
  emulator.setProfile({ searchCriteria: 10 });
  const reply = await search('Leads', { criteria: terms(11) });
  expect(reply.json).toMatchObject({ code: 'CRITERIA_LIMIT_EXCEEDED' });
});

describe('the index is late', () => {
  beforeEach(() => emulator.clock.advance(10_000));

  test('a changed record is found by what it was until the lag has passed', async () => {
    await change('Newton');
    expect(idsOf(await search('Contacts', { word: 'Boyleson' }))).toEqual([ids.bob]);
    expect(await search('Contacts', { word: 'Newton' })).toMatchObject({ status: 204 });
    emulator.clock.advance(2000);
    expect(idsOf(await search('Contacts', { word: 'Newton' }))).toEqual([ids.bob]);
    expect(await search('Contacts', { word: 'Boyleson' })).toMatchObject({ status: 204 });
  });

  test('a new record is missing from search and count at first', async () => {
    const made = await visitor.call('api', '/crm/v8/Leads', {
      method: 'POST',
      json: { data: [{ Last_Name: 'Fresh', Company: 'New' }] },
    });
    expect(made.status).toBe(201);
    expect(await search('Leads', { word: 'Fresh' })).toMatchObject({ status: 204 });
    expect((await count('Leads')).json).toEqual({ count: 1 });
    emulator.clock.advance(2000);
    expect(idsOf(await search('Leads', { word: 'Fresh' }))).toHaveLength(1);
    expect((await count('Leads')).json).toEqual({ count: 2 });
  });

  test('of several changes each is seen when its time has come', async () => {
    await change('First');
    emulator.clock.advance(1000);
    await change('Second');
    emulator.clock.advance(1000);
    expect(idsOf(await search('Contacts', { word: 'First' }))).toEqual([ids.bob]);
    emulator.clock.advance(1000);
    expect(idsOf(await search('Contacts', { word: 'Second' }))).toEqual([ids.bob]);
  });

  test('at its worst it is ten minutes late, and without lag not at all', async () => {
    await change('Newton');
    emulator.setProfile({ searchLagMs: 0 });
    expect(idsOf(await search('Contacts', { word: 'Newton' }))).toEqual([ids.bob]);
    emulator.setProfile({ searchLagMs: 600_000 });
    emulator.clock.advance(500_000);
    expect(await search('Contacts', { word: 'Newton' })).toMatchObject({ status: 204 });
    emulator.clock.advance(100_000);
    expect(idsOf(await search('Contacts', { word: 'Newton' }))).toEqual([ids.bob]);
  });

  test('COQL is not late', async () => {
    await change('Newton');
    const reply = await visitor.call('api', '/crm/v8/coql', {
      method: 'POST',
      json: { select_query: "select id from Contacts where Last_Name = 'Newton'" },
    });
    expect(idsOf(reply)).toEqual([ids.bob]);
  });
});

describe('count', () => {
  test('without parameters it counts all, with one of search what that finds', async () => {
    expect((await count('Contacts')).json).toEqual({ count: 2 });
    expect((await count('Contacts', { criteria: '(First_Name:equals:Bob)' })).json).toEqual({
      count: 1,
    });
  });

  test('by a custom view it counts what that shows', async () => {
    const settings = await visitor.call('api', '/crm/v8/settings/custom_views?module=Contacts');
    const views = settings.json?.['custom_views'] as { id: string; name: string }[];
    const cvid = views.find((view) => view.name === 'Adas')?.id ?? '';
    expect((await count('Contacts', { cvid })).json).toEqual({ count: 1 });
  });

  test('a custom view and a search together are refused', async () => {
    const reply = await count('Contacts', { cvid: '1', word: 'ab' });
    expect(reply).toMatchObject({ status: 400 });
    expect(reply.json).toEqual({
      code: 'AMBIGUITY_DURING_PROCESSING',
      message:
        'Please use either Cvid or Search Params. Combination of both the params is not allowed',
      details: { ambiguity_due_to: [{ param_name: 'cvid' }, { param_name: 'word' }] },
      status: 'error',
    });
  });

  test('a custom view that is not there is refused', async () => {
    const reply = await count('Contacts', { cvid: '1' });
    expect(reply.json).toMatchObject({ code: 'INVALID_DATA', details: { param_name: 'cvid' } });
  });

  test('a type of field that the module does not have is refused', async () => {
    const reply = await count('Accounts', { email: 'a@example.com' });
    expect(reply.json).toEqual({
      code: 'FIELD_TYPE_UNAVAILABLE',
      message: 'this data type is not found in this module',
      details: {},
      status: 'error',
    });
  });
});
