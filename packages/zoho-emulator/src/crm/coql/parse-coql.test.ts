import { describe, expect, test } from 'vitest';
import { CoqlError } from './coql-error.ts';
import { parseCoql } from './parse-coql.ts';

test('a whole query is understood', () => {
  const query = parseCoql(
    "select Name, id from Deals where ((Done = 'false' and Folder is not null) and id > '99') order by id desc, Name limit 10 offset 5",
  );

  expect(query).toEqual({
    columns: [
      { text: 'Name', path: 'Name' },
      { text: 'id', path: 'id' },
    ],
    module: 'Deals',
    groupBy: [],
    where: {
      kind: 'and',
      left: {
        kind: 'and',
        left: { kind: 'comparison', column: 'Done', operator: '=', values: ['false'] },
        right: { kind: 'comparison', column: 'Folder', operator: 'is not null', values: [] },
      },
      right: { kind: 'comparison', column: 'id', operator: '>', values: ['99'] },
    },
    orderBy: [
      { column: { text: 'id', path: 'id' }, direction: 'desc' },
      { column: { text: 'Name', path: 'Name' }, direction: 'asc' },
    ],
    limit: 10,
    offset: 5,
  });
});

test('without limit and order the defaults are 200 rows from the first', () => {
  expect(parseCoql('SELECT id FROM Deals WHERE id is not null')).toMatchObject({
    orderBy: [],
    limit: 200,
    offset: 0,
  });
});

test('"limit 5, 10" skips five', () => {
  expect(parseCoql('select id from D where id is null limit 5, 10')).toMatchObject({
    limit: 10,
    offset: 5,
  });
});

test.each([
  ["Name = 'O''Brien'", '=', ["O'Brien"]],
  ["Name != ''", '!=', ['']],
  ['Amount >= 10.5', '>=', ['10.5']],
  ['Amount < -3', '<', ['-3']],
  ["Name in ('a', 'b')", 'in', ['a', 'b']],
  ['Amount not in (1,2)', 'not in', ['1', '2']],
  ["Name like '%a%'", 'like', ['%a%']],
  ["Name not like '%a%'", 'not like', ['%a%']],
  ['Amount between 1 and 2', 'between', ['1', '2']],
  ['Amount not between 1 and 2', 'not between', ['1', '2']],
  ['Name is null', 'is null', []],
])('%s is read as %s', (condition, operator, values) => {
  expect(parseCoql(`select id from D where ${condition}`).where).toMatchObject({
    operator,
    values,
  });
});

describe('conditions come in pairs', () => {
  test.each(["a = '1'", "a = '1' or b = '2'", "(a = '1' and b = '2') or c = '3'", "((a = '1'))"])(
    '%s is a condition',
    (condition) => {
      expect(() => parseCoql(`select id from D where ${condition}`)).not.toThrow();
    },
  );

  test.each([
    "a = '1' and b = '2' and c = '3'",
    "a = '1' and b = '2' or c = '3'",
    "(a = '1' and b = '2' and c = '3')",
    "((a = '1' or b = '2') and c = '3' and d = '4')",
    "a = '1' and (b = '2' and c = '3' and d = '4')",
  ])('%s is refused', (condition) => {
    expect(refusalOf(`select id from D where ${condition}`)).toMatchObject({
      code: 'SYNTAX_ERROR',
      message: 'error occured while parsing the query',
    });
  });
});

test.each([
  ['select id from D', 'SYNTAX_ERROR', { clause: 'where' }],
  ['select id', 'SYNTAX_ERROR', { clause: 'from' }],
  ['update D', 'SYNTAX_ERROR', { line: 1, column: 1, near: 'update' }],
  ['select from D where id is null', 'SYNTAX_ERROR', { near: 'from' }],
  ['select id from D where id is null limit x', 'INVALID_QUERY', { limit: 'x' }],
  ['select id from D where id is null limit 5 offset x', 'INVALID_QUERY', { offset: 'x' }],
  ["select id from D where a = 'open", 'SYNTAX_ERROR', { near: "'open" }],
  ['select id from D where done = true', 'SYNTAX_ERROR', { near: 'true' }],
  ["select id from D where (a = '1'", 'SYNTAX_ERROR', { near: '' }],
  ["select id from D where a not '1'", 'SYNTAX_ERROR', { operator: 'not' }],
  ['select id from D where id is null; drop', 'SYNTAX_ERROR', { near: '; drop' }],
  ['select id from D where id is null nonsense', 'SYNTAX_ERROR', { near: 'nonsense' }],
])('%s is refused as %s', (query, code, details) => {
  const refusal = refusalOf(query);
  expect(refusal.code).toBe(code);
  expect(refusal.details).toMatchObject(details);
});

function refusalOf(query: string): CoqlError {
  try {
    parseCoql(query);
  } catch (error) {
    if (error instanceof CoqlError) return error;
    throw error;
  }
  throw new Error('The query was not refused');
}
