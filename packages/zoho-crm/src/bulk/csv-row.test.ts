import { parseResponse } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { toCsvRow, toTypedRow } from './csv-row.ts';

const row = v.object({
  id: v.string(),
  Done: v.nullable(v.boolean()),
  Count: v.optional(v.nullable(v.pipe(v.number(), v.integer()))),
  Amount: v.nullable(v.string()),
  Tags: v.nullish(v.array(v.string())),
  Owner: v.nullable(v.looseObject({ id: v.string() })),
});

const header = ['Id', 'Done', 'Count', 'Amount', 'Tags', 'Owner', 'More'];
const read = (...cells: string[]) =>
  toTypedRow({ row }, (given) => parseResponse(row, given, 'CRM record'))(header)(cells);

test('a cell is made what its field wants, and decimals stay text', () => {
  expect(read('7', 'false', '12', '12345678901234567.10', 'a;b', '9', 'x')).toEqual({
    id: '7',
    Done: false,
    Count: 12,
    Amount: '12345678901234567.10',
    Tags: ['a', 'b'],
    Owner: { id: '9' },
  });
  const empty = { Done: null, Count: null, Amount: null, Tags: null, Owner: null };
  expect(read('7', '', '', '', '', '', '')).toEqual({ id: '7', ...empty });
});

test.each([
  ['Done', ['7', 'maybe', '', '', '', '', '']],
  ['Count', ['7', '', 'many', '', '', '', '']],
  ['Count', ['7', '', '1.5', '', '', '', '']],
])('a cell of %s that fits nothing is an error that does not repeat it', (field, cells) => {
  expect(() => read(...cells)).toThrow(
    expect.objectContaining({
      kind: 'unexpected-response',
      message: `Unexpected CRM record answer of Zoho at: ${field}`,
    }),
  );
});

test('without entries in the schema, cells are texts', () => {
  const loose = v.custom<{ id: string } & Record<string, unknown>>(() => true);
  expect(toTypedRow({ row: loose }, (given) => given)(['id', 'A'])(['7', '1'])).toEqual({
    id: '7',
    A: '1',
  });
});

test.each<[string, string[], string[]]>([
  ['no id column', ['Name'], ['x']],
  ['a row without id', ['id', 'Name'], ['', 'x']],
  ['a row of another length', ['id', 'Name'], ['7']],
])('a file with %s is refused', (_what, columns, cells) => {
  expect(() => toCsvRow(columns)(cells)).toThrow('cannot be understood');
});
