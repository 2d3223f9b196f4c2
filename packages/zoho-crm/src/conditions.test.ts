import { describe, expect, it } from 'vitest';
import { where, type Condition } from './condition.ts';
import { coql, CoqlText } from './coql-tag.ts';
import { matchesCondition } from './matches-condition.ts';
import { toCoql } from './to-coql.ts';
import { toCriteria } from './to-criteria.ts';

const w = where();
const day = new Date('2026-01-31T09:00:00.500Z');

describe('a condition as criteria of a search', () => {
  it.each<[Condition, string]>([
    [w.equals('Last_Name', 'Burns,B'), String.raw`(Last_Name:equals:Burns\,B)`],
    [w.equals('A', String.raw`(a)\ "b" 'c' &+%`), String.raw`(A:equals:\(a\)\\ "b" 'c' &+%)`],
    [w.startsWith('A', 'شركة'), '(A:starts_with:شركة)'],
    [w.oneOf('A', ['x', 'y,z']), String.raw`(A:in:x,y\,z)`],
    [w.between('N', 1, '2.50'), '(N:between:1,2.50)'],
    [w.equals('B', true), '(B:equals:true)'],
    [w.greaterOrEqual('T', day), '(T:greater_equal:2026-01-31T09:00:00+00:00)'],
    [w.and(w.notEqual('A', 'x'), w.lessThan('N', 9n)), '((A:not_equal:x)and(N:less_than:9))'],
    [
      w.or(w.and(w.lessOrEqual('N', 1), w.greaterThan('M', 2)), w.equals('A', 'x')),
      '(((N:less_equal:1)and(M:greater_than:2))or(A:equals:x))',
    ],
  ])('%o is %s', (condition, text) => {
    expect(toCriteria(condition)).toBe(text);
  });

  it.each<[string, Condition]>([
    ['what a search does not know', w.isNull('A')],
    ['what COQL alone knows', w.contains('A', 'x')],
    ['an empty text', w.equals('A', ' ')],
    ['a half of a letter', w.equals('A', '\uD800')],
    ['a name that is none', w.equals('A:B', 'x')],
    ['no value', w.oneOf('A', [])],
    [
      'more than 100 values',
      w.oneOf(
        'A',
        Array.from({ length: 101 }, (_, n) => n),
      ),
    ],
    [
      'more than 15 criteria',
      w.and(w.equals('A', 1), ...Array.from({ length: 15 }, () => w.equals('A', 1))),
    ],
  ])('%s is refused', (_case, condition) => {
    expect(() => toCriteria(condition)).toThrow(/search|field|values|letter/);
  });
});

describe('a condition as COQL', () => {
  it.each<[Condition, string]>([
    [w.equals('A', "O'Hara"), "A = 'O''Hara'"],
    [w.equals('B', false), "B = 'false'"],
    [w.noneOf('Account_Name.Phone', ['1', '2']), "Account_Name.Phone not in ('1', '2')"],
    [w.between('T', day, '2026-02-01'), "T between '2026-01-31T09:00:00+00:00' and '2026-02-01'"],
    [w.contains('A', "b'"), "A like '%b''%'"],
    [w.endsWith('A', 'b'), "A like '%b'"],
    [w.startsWith('A', 'b'), "A like 'b%'"],
    [w.notContains('A', 'b'), "A not like '%b%'"],
    [w.isNull('A'), 'A is null'],
    [w.isNotNull('A'), 'A is not null'],
    [w.greaterThan('N', 12.5), 'N > 12.5'],
    [w.oneOf('N', [1n, 2]), 'N in (1, 2)'],
    [
      w.and(w.notEqual('A', 'x'), w.lessOrEqual('N', 1), w.greaterOrEqual('N', 0)),
      "((A != 'x' and N <= 1) and N >= 0)",
    ],
    [w.or(w.lessThan('N', 1)), 'N < 1'],
  ])('%o is %s', (condition, text) => {
    expect(toCoql(condition)).toBe(text);
  });

  it.each<[string, Condition]>([
    ['a "%" that like would take for anything', w.contains('A', '50%')],
    ['an empty part', w.startsWith('A', '')],
    ['no value', w.oneOf('A', [])],
    ['a number that is none', w.equals('N', Number.NaN)],
    ['a half of a letter', w.equals('A', '\uDC00')],
    ['a name that is none', w.equals('A = 1 or B', 'x')],
    [
      'more than 25 criteria',
      w.and(w.equals('A', 1), ...Array.from({ length: 25 }, () => w.equals('A', 1))),
    ],
  ])('%s is refused', (_case, condition) => {
    expect(() => toCoql(condition)).toThrow(/COQL/);
  });
});

describe('the coql tag', () => {
  it('escapes what is put into it', () => {
    const name = "O'Hara' or id > '0";
    const query = coql`select ${coql.column('Deal_Name')} from Deals where ${w.equals('Name', name)} and id in ${['1', '2']} and Box = ${true} and N > ${5}${coql` limit 2`}`;
    expect(String(query)).toBe(
      "select Deal_Name from Deals where Name = 'O''Hara'' or id > ''0' and id in ('1', '2') and Box = 'true' and N > 5 limit 2",
    );
    expect(query).toBeInstanceOf(CoqlText);
  });

  it.each([[null], [undefined], [{}], [[]]])('refuses %j', (value) => {
    expect(() => coql`select id from Deals where A = ${value as never}`).toThrow(/COQL/);
  });

  it('refuses a column that is none', () => {
    expect(() => coql.column('id from Leads')).toThrow('not a column');
  });
});

describe('a condition asked of a row', () => {
  const row = {
    id: '11',
    Name: 'Ångström (GmbH)',
    Amount: 250_000.5,
    Long: '1234567890123456.78',
    Meter: '123456789012345678',
    Signed_At: '2026-01-31T10:00:00+01:00',
    Signed_On: '2026-01-31',
    Done: false,
    Account: { id: '77', name: 'Zylker' },
    Regions: ['North', 'South'],
    Empty: null,
  };
  it.each<[Condition, boolean]>([
    [w.equals('Name', 'Ångström (GmbH)'), true],
    [w.equals('Name', 'Ångström'), false],
    [w.startsWith('Name', 'Ång'), true],
    [w.endsWith('Name', 'GmbH)'), true],
    [w.contains('Name', 'strö'), true],
    [w.notContains('Name', 'strö'), false],
    [w.equals('Amount', '250000.50'), true],
    [w.greaterThan('Amount', 250_000), true],
    [w.equals('Long', '1234567890123456.780'), false],
    [w.greaterThan('Long', 1_234_567_890_123_456n), true],
    [w.equals('Meter', 123_456_789_012_345_678n), true],
    [w.lessThan('Meter', '9'), false],
    [w.equals('Signed_At', '2026-01-31T09:00:00+00:00'), true],
    [w.equals('Signed_At', new Date('2026-01-31T09:00:00Z')), true],
    [w.between('Signed_On', '2026-01-01', '2026-01-31'), true],
    [w.lessOrEqual('Signed_On', '2026-01-30'), false],
    [w.greaterOrEqual('Signed_On', '2026-01-31'), true],
    [w.equals('Done', false), true],
    [w.equals('Done', true), false],
    [w.equals('Account', '77'), true],
    [w.notEqual('Account', '77'), false],
    [w.equals('Regions', 'South'), true],
    [w.oneOf('Regions', ['West', 'North']), true],
    [w.noneOf('Regions', ['West', 'North']), false],
    [w.isNull('Empty'), true],
    [w.isNull('Missing'), true],
    [w.isNotNull('Name'), true],
    // As in SQL: nothing is neither equal nor unequal.
    [w.notEqual('Empty', 'x'), false],
    [w.greaterThan('Name', 5), false],
    [w.and(w.equals('Done', false), w.equals('Name', 'x')), false],
    [w.or(w.equals('Done', false), w.equals('Name', 'x')), true],
  ])('%o is %s', (condition, expected) => {
    expect(matchesCondition(condition, row)).toBe(expected);
  });
});
