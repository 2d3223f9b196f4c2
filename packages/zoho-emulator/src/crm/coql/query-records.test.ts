import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

const records = [
  { id: '99', Name: 'short id', Done: false, Folder: 'Alpha', Amount: 5 },
  { id: '100', Name: 'longer id', Done: true, Folder: 'alphabet', Amount: 10 },
  { id: '9007199254740993', Name: 'past 2^53', Folder: null, Closing: '2026-03-01' },
  { id: '9007199254740992', Name: "O'Brien", Folder: 'Beta', Visited: '2026-03-01T10:00:00+01:00' },
];

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const coql = async (query: string): Promise<Reply> =>
  await visitor.call('api', '/crm/v8/coql', { method: 'POST', json: { select_query: query } });
const idsWhere = async (condition: string): Promise<string[]> => {
  const { json } = await coql(`select id from Deals_X where ${condition}`);
  return ((json?.['data'] ?? []) as { id: string }[]).map((row) => row.id);
};

test.each([
  ["Done = 'false'", ['99', '9007199254740992', '9007199254740993']],
  ["Done = 'true'", ['100']],
  ["id > '100'", ['9007199254740992', '9007199254740993']],
  ['id > 9007199254740992', ['9007199254740993']],
  ["Folder = 'Alpha'", ['99']],
  ["Folder != 'Alpha'", ['100', '9007199254740992']],
  ["Folder in ('Alpha','Beta')", ['99', '9007199254740992']],
  ["Folder not in ('Alpha','Beta')", ['100']],
  ["Folder like 'alpha%'", ['99', '100']],
  ["Folder not like '%eta%'", ['99', '100']],
  ['Folder is null', ['9007199254740993']],
  ['Amount between 5 and 9', ['99']],
  ['Amount >= 10', ['100']],
  ["Closing < '2026-04-01'", ['9007199254740993']],
  ["Visited = '2026-03-01T09:00:00+00:00'", ['9007199254740992']],
  ["Name = 'O''Brien'", ['9007199254740992']],
  ["(Done = 'true' or Amount = 5) and id is not null", ['99', '100']],
])('where %s finds the right records, by id', async (condition, ids) => {
  expect(await idsWhere(condition)).toEqual(ids);
});

test('rows carry the columns asked for and the id; more_records tells of the rest', async () => {
  const reply = await coql('select Name from Deals_X where id is not null order by id asc limit 1');
  expect(reply.json).toEqual({
    data: [{ id: '99', Name: 'short id' }],
    info: { count: 1, more_records: true },
  });
});

test('offset and order walk to the end', async () => {
  const reply = await coql(
    'select id from Deals_X where id is not null order by id desc limit 2 offset 2',
  );
  expect(reply.json).toEqual({
    data: [{ id: '100' }, { id: '99' }],
    info: { count: 2, more_records: false },
  });
});

test('nothing found is 204 without a body', async () => {
  const reply = await coql("select id from Deals_X where Folder = 'nowhere'");
  expect(reply).toMatchObject({ status: 204, text: '' });
});

test('a body without a query is refused', async () => {
  const reply = await visitor.call('api', '/crm/v8/coql', { method: 'POST', json: {} });
  expect(reply).toMatchObject({ status: 400, json: { code: 'MANDATORY_NOT_FOUND' } });
});

test('COQL needs its own scope, and READ of the module', async () => {
  for (const scopes of [['ZohoCRM.modules.ALL'], ['ZohoCRM.coql.READ']]) {
    emulator.reset(smallSeed({ records, a: { scopes } }));
    visitor = createVisitor(emulator);
    const reply = await coql('select id from Deals_X where id is not null');
    expect(reply).toMatchObject({ status: 401, json: { code: 'OAUTH_SCOPE_MISMATCH' } });
  }
});
