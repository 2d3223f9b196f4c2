import { describe, expect, it } from 'vitest';
import { where, type Condition } from '../condition.ts';
import { matchesCondition } from '../matches-condition.ts';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { toBulkCriteria } from './to-bulk-criteria.ts';

const is = where();

describe('a condition as criteria of a bulk read', () => {
  const field = { api_name: 'A' };

  it.each<[Condition, object]>([
    [is.equals('A', 'x, (y)'), { field, comparator: 'equal', value: 'x, (y)' }],
    [is.notEqual('A', 5), { field, comparator: 'not_equal', value: '5' }],
    [is.equals('A', true), { field, comparator: 'equal', value: true }],
    [is.oneOf('A', ['x', 'y']), { field, comparator: 'in', value: ['x', 'y'] }],
    [is.noneOf('A', [7]), { field, comparator: 'not_in', value: ['7'] }],
    [is.isNull('A'), { field, comparator: 'equal', value: '${EMPTY}' }],
    [is.isNotNull('A'), { field, comparator: 'not_equal', value: '${EMPTY}' }],
    [
      is.greaterThan('A', new Date('2026-01-31T09:00:00.500Z')),
      { field, comparator: 'greater_than', value: '2026-01-31T09:00:00+00:00' },
    ],
    [
      is.between('Account_Name.Size', 1, 2),
      {
        group_operator: 'and',
        group: [
          { field: { api_name: 'Account_Name.Size' }, comparator: 'greater_equal', value: '1' },
          { field: { api_name: 'Account_Name.Size' }, comparator: 'less_equal', value: '2' },
        ],
      },
    ],
    [
      is.or(is.startsWith('A', 'x'), is.and(is.contains('A', 'y'), is.endsWith('A', 'z'))),
      {
        group_operator: 'or',
        group: [
          { field, comparator: 'starts_with', value: 'x' },
          {
            group_operator: 'and',
            group: [
              { field, comparator: 'contains', value: 'y' },
              { field, comparator: 'ends_with', value: 'z' },
            ],
          },
        ],
      },
    ],
  ])('%j', (condition, criteria) => {
    expect(toBulkCriteria(condition)).toEqual(criteria);
  });

  it('writes whole numbers of any length', () => {
    const value = '123456789012345678901';
    expect(toBulkCriteria(is.equals('A', BigInt(value)))).toMatchObject({ value });
  });

  it('leaves alone what is written as Zoho has it', () => {
    const criteria = { field, comparator: 'not_between', value: ['2026-01-01', '2026-01-31'] };
    expect(toBulkCriteria(criteria)).toBe(criteria);
  });

  const many = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item);

  it.each<[string, Condition]>([
    ['26 terms', { kind: 'or', parts: many(26, is.equals('A', 'x')) }],
    ['201 values', is.oneOf('A', many(201, 'x'))],
    ['no value', is.oneOf('A', [])],
    ['the word for nothing', is.equals('A', '${EMPTY}')],
    ['a field that is none', is.equals('a b', 'x')],
  ])('refuses %s', (_what, condition) => {
    expect(() => toBulkCriteria(condition)).toThrow(expect.objectContaining({ kind: 'usage' }));
  });
});

describe('in an emulated org', () => {
  const { crm, emulator } = useEmulatedCrm({
    Deals_X: {
      fields: [
        { api_name: 'Amount', data_type: 'currency' },
        { api_name: 'Done', data_type: 'boolean' },
        { api_name: 'Note', data_type: 'text' },
        { api_name: 'Day', data_type: 'date' },
      ],
      records: Array.from({ length: 60 }, (_, n) => ({
        Name: `deal, "${n}" (a\\b) & + % 🦆`,
        Amount: n / 4,
        Done: n % 3 === 0,
        Note: n % 4 === 0 ? null : `note ${n % 5}`,
        Day: `2026-01-${String((n % 28) + 1).padStart(2, '0')}`,
      })),
    },
  });

  it.each<[Condition]>([
    [is.equals('Name', 'deal, "7" (a\\b) & + % 🦆')],
    [is.contains('Name', '"5')],
    [is.between('Amount', '2.5', '7.25')],
    [is.and(is.equals('Done', true), is.notContains('Note', '3'))],
    [is.isNull('Note')],
    [is.isNotNull('Note')],
    [is.or(is.oneOf('Note', ['note 1', 'note 2']), is.lessThan('Day', '2026-01-05'))],
    [is.noneOf('Amount', ['0.25', 2])],
  ])('a bulk read by %j has the rows that it selects', async (criteria) => {
    const selected = emulator()
      .records('a', 'Deals_X')
      .filter((record) => matchesCondition(criteria, record));
    const rows = await Array.fromAsync(crm().bulk.read('Deals_X', { fields: ['Name'], criteria }));
    expect(rows.map(({ id }) => id)).toEqual(selected.map(({ id }) => id));
    expect(selected.length).toBeGreaterThan(0);
  });
});
