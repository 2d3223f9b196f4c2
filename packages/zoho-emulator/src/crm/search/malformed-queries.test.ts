import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { querySeed } from '../../testing/query-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
beforeAll(async () => {
  emulator = await createEmulator({ seed: querySeed(), profile: { crmLimits: false } });
  visitor = createVisitor(emulator);
});
afterAll(async () => await emulator.close());

const coqlWords = constantFrom(
  ...`select from where group by order limit offset and or not in like between is null as asc desc id Leads Contacts Company Last_Name Account_Name.Industry Owner.role.id What_Id->Leads.Company !Leads.Owner SUM( COUNT( MAX( ( ) , = != >= # 'a' '%a%' ' '' " 1 -1 0 2001 % ; \\ 9999999999999999999999`.split(
    ' ',
  ),
);
const searchWords = constantFrom(
  ...String.raw`( ) (( )) , : \ and or Company Nope Annual_Revenue Created_Time id equals not_equal in between starts_with greater_than a 1 2026-01-01T00:00:00+00:00 ((Company:equals:a) (Company:in:a,b)`.split(
    ' ',
  ),
);
const queries = oneof(
  string({ unit: 'binary', maxLength: 200 }),
  array(coqlWords, { maxLength: 30 }).map((words) => words.join(' ')),
  array(coqlWords, { maxLength: 15 }).map(
    (words) => `select id from Leads where ${words.join(' ')}`,
  ),
);
const criteria = oneof(
  string({ unit: 'grapheme', maxLength: 200 }),
  array(searchWords, { maxLength: 20 }).map((words) => words.join('')),
);

/** What is wrong with an answer, if anything. */
function complain({ status, text, json }: Reply): string | undefined {
  const is = (key: string, type: string): boolean => typeof json?.[key] === type;
  if (status === 204) return text === '' ? undefined : 'a 204 has a body';
  if (status === 200) return is('info', 'object') ? undefined : 'no info';
  const isError = is('code', 'string') && is('message', 'string') && is('details', 'object');
  return status === 400 && isError && json?.['status'] === 'error'
    ? undefined
    : `${status} ${text}`;
}

test('any text as a query gets rows, nothing, or an error in the envelope', async () => {
  expect.hasAssertions();
  await assert(
    asyncProperty(queries, async (select_query) => {
      const json = { select_query };
      expect(
        complain(await visitor.call('api', '/crm/v8/coql', { method: 'POST', json })),
      ).toBeUndefined();
    }),
    { numRuns: 400 },
  );
});

test('any text as criteria gets rows, nothing, or an error in the envelope', async () => {
  expect.hasAssertions();
  await assert(
    asyncProperty(criteria, async (text) => {
      const path = `/crm/v8/Leads/search?criteria=${encodeURIComponent(text)}`;
      expect(complain(await visitor.call('api', path))).toBeUndefined();
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['(', 50_000],
  ['id = 1 and (', 5000],
  ["'", 50_001],
])('%s, repeated %i times, is refused and harms nobody', async (part, times) => {
  const select_query = `select id from Leads where ${part.repeat(times)}`;
  const json = { select_query };
  expect(
    complain(await visitor.call('api', '/crm/v8/coql', { method: 'POST', json })),
  ).toBeUndefined();
});
