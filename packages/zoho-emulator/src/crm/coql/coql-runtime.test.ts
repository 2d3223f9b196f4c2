import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { querySeed } from '../../testing/query-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';
import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import { createRecordTable } from '../record-table.ts';
import { parseCoql } from './parse-coql.ts';
import { type CoqlResult, runCoql } from './run-coql.ts';

describe('a query', () => {
  let emulator: Emulator;
  let visitor: Visitor;
  beforeEach(async () => {
    emulator = await createEmulator({ seed: querySeed() });
    visitor = createVisitor(emulator);
  });
  afterEach(async () => await emulator.close());
  const coql = async (select_query: string, more: object = {}): Promise<Reply> =>
    await visitor.call('api', '/crm/v8/coql', { method: 'POST', json: { select_query, ...more } });

  test.each([
    ['limit 200', 1],
    ['limit 201', 2],
    ['limit 1000', 2],
    ['limit 2000', 3],
    ['', 1],
  ])('with "%s" costs %i credits', async (limit, credits) => {
    await coql(`select id from Leads where id is not null ${limit}`);
    expect(emulator.ledger.entries().at(-1)).toMatchObject({ credits });
  });

  test('without where is refused, and taken when the switch says so', async () => {
    expect(await coql('select id from Leads')).toMatchObject({
      status: 400,
      json: { code: 'SYNTAX_ERROR', details: { clause: 'where' } },
    });
    emulator.setProfile({ coqlWhereMandatory: false });
    expect(await coql('select id from Leads')).toMatchObject({ status: 200 });
  });

  test('takes texts for equal that differ in case when the switch says so', async () => {
    const query = "select id from Leads where Company = 'abc inc'";
    expect(await coql(query)).toMatchObject({ status: 204 });
    emulator.setProfile({ coqlIgnoresCase: true });
    expect(await coql(query)).toMatchObject({ status: 200 });
  });

  test('needs READ of the fields for include_meta, and of the module of a query inside', async () => {
    const seed = querySeed() as { orgs: { a: object } };
    const scopes = ['ZohoCRM.coql.READ', 'ZohoCRM.modules.leads.READ'];
    emulator.reset({ orgs: { ...seed.orgs, a: { ...seed.orgs.a, scopes } } });
    visitor = createVisitor(emulator);
    const plain = 'select Last_Name from Leads where id is not null';
    expect(await coql(plain)).toMatchObject({ status: 200 });
    const refused = { status: 401, json: { code: 'OAUTH_SCOPE_MISMATCH' } };
    expect(await coql(plain, { include_meta: ['fields'] })).toMatchObject(refused);
    expect(
      await coql('select id from Leads where id in (select id from Contacts where id is not null)'),
    ).toMatchObject(refused);
  });
});

describe('of 100,000 records', () => {
  const first = 5_000_000_000_000_000_000n;
  const toField = (apiName: string, dataType: string): [string, CrmField] => [
    apiName,
    {
      id: apiName,
      apiName,
      label: apiName,
      dataType,
      custom: true,
      mandatory: false,
      readOnly: false,
      createdAt: 0,
      modifiedAt: 0,
    },
  ];
  const records = createRecordTable();
  for (let index = 0; index < 100_000; index += 1) {
    const Modified_Time = `2026-01-01T${String(index % 24).padStart(2, '0')}:00:00+01:00`;
    const id = String(first + BigInt(index));
    records.add({ id, Name: `Name ${index}`, Amount: index, Modified_Time });
  }
  // A query looks at no more of an org and a module than this.
  const module = {
    apiName: 'Big',
    records,
    fields: new Map([
      toField('id', 'bigint'),
      toField('Name', 'text'),
      toField('Amount', 'currency'),
      toField('Modified_Time', 'datetime'),
    ]),
  } as unknown as CrmModule;
  const directory = { roles: [], profiles: [], users: [], views: [], currency: 'EUR' };
  const scope = { modules: new Map([['Big', module]]), directory };
  const run = (query: string): CoqlResult =>
    runCoql(parseCoql(query), {
      scope,
      module: () => module,
      view: () => undefined,
      ignoresCase: false,
    });

  test('a page is walked to by id, wherever it begins', () => {
    const from = String(first + 97_000n);
    const query = `select Name from Big where (Name like 'Name%' and id > '${from}') order by id asc limit 2000`;
    const { rows, moreRecords } = run(query);
    expect([rows.length, rows[0]?.['Name'], moreRecords]).toEqual([2000, 'Name 97001', true]);
  });

  test('a walk by id descends as well', () => {
    const query = `select Name from Big where id <= '${first + 2n}' order by id desc limit 2`;
    const names = run(query).rows.map((row) => row['Name']);
    expect(names).toEqual(['Name 2', 'Name 1']);
  });

  test.each([
    "Name = 'nobody'",
    "Modified_Time > '2027-01-01T00:00:00+00:00'",
    "(Amount < 0 and Modified_Time between '2026-01-01T00:00:00+00:00' and '2026-01-02T00:00:00+00:00')",
  ])('a scan for %s finds nothing', (where) => {
    const query = `select id from Big where ${where} limit 2000`;
    expect(run(query).rows).toEqual([]);
  });
});
