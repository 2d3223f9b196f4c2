import { expect, test } from 'vitest';
import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import { createRecordTable } from '../record-table.ts';
import { createCriteria } from './create-criteria.ts';

const dataTypes: Record<string, string> = {
  Name: 'text',
  Amount: 'currency',
  Big: 'bigint',
  Day: 'date',
  At: 'datetime',
  Done: 'boolean',
  Account: 'lookup',
  Tags: 'multiselectpicklist',
  Rows: 'subform',
};

function toModule(apiName: string): CrmModule {
  const fields = Object.entries(dataTypes).map(([name, dataType]): [string, CrmField] => [
    name,
    {
      id: name,
      apiName: name,
      label: name,
      dataType,
      custom: true,
      mandatory: false,
      readOnly: false,
      lookupModule: 'Accounts',
      createdAt: 0,
      modifiedAt: 0,
    },
  ]);
  return {
    apiName,
    id: apiName,
    custom: true,
    nameField: 'Name',
    fields: new Map(fields),
    records: createRecordTable(),
  } as CrmModule;
}

const accounts = toModule('Accounts');
accounts.records.add({ id: '7', Name: 'Zylker' });
const deals = toModule('Deals');
const record = {
  id: '1',
  Name: 'Burns',
  Amount: 10,
  Big: '9007199254740993',
  Day: '2026-03-01',
  At: '2026-03-01T10:00:00+01:00',
  Done: true,
  Account: { id: '7', name: 'Zylker' },
  Tags: ['x', 'y'],
};
const empty = { id: '2', Name: null, Done: false };

const one = (api_name: string, comparator: string, value: unknown): unknown => ({
  field: { api_name },
  comparator,
  value,
});
const met = (criteria: unknown, of: { id: string } = record): boolean | string => {
  const result = createCriteria(deals, criteria, (name) =>
    name === 'Accounts' ? accounts : undefined,
  );
  return 'matches' in result ? result.matches(of) : result.code;
};

test.each([
  ['Name', 'equal', 'burns', true],
  ['Name', 'not_equal', 'Burns', false],
  ['Name', 'in', ['x', 'Burns'], true],
  ['Name', 'not_in', ['x'], true],
  ['Name', 'contains', 'URN', true],
  ['Name', 'not_contains', 'urn', false],
  ['Name', 'starts_with', 'Bu', true],
  ['Name', 'ends_with', 'ns', true],
  ['Amount', 'equal', 10, true],
  ['Amount', 'less_than', 10, false],
  ['Amount', 'less_equal', '10', true],
  ['Amount', 'greater_than', 9.5, true],
  ['Amount', 'greater_equal', 11, false],
  ['Big', 'greater_than', '9007199254740992', true],
  ['Day', 'between', ['2026-02-01', '2026-03-01'], true],
  ['Day', 'not_between', ['2026-02-01', '2026-03-01'], false],
  ['At', 'equal', '2026-03-01T09:00:00+00:00', true],
  ['Done', 'equal', true, true],
  ['Account', 'equal', '7', true],
  ['Account', 'equal', { id: '7' }, true],
  ['Account.Name', 'equal', 'Zylker', true],
  ['Tags', 'contains', 'y', true],
  ['Name', 'equal', '${EMPTY}', false],
  ['Name', 'not_equal', '${EMPTY}', true],
])('%s %s %j is %s', (field, comparator, value, expected) => {
  expect(met(one(field, comparator, value))).toBe(expected);
});

test('null satisfies ${EMPTY} and nothing else', () => {
  expect(met(one('Name', 'equal', '${EMPTY}'), empty)).toBe(true);
  expect(met(one('Name', 'not_equal', 'x'), empty)).toBe(false);
  expect(met(one('Amount', 'less_than', 5), empty)).toBe(false);
});

test('groups are nested, and without criteria every record matches', () => {
  const yes = one('Done', 'equal', true);
  const no = one('Name', 'equal', 'x');
  expect(
    met({ group_operator: 'and', group: [yes, { group_operator: 'or', group: [no, yes] }] }),
  ).toBe(true);
  expect(met({ group_operator: 'and', group: [yes, no] })).toBe(false);
  expect(met(undefined)).toBe(true);
});

const yes = one('Done', 'equal', true);
test.each([
  ['nonsense', 'INVALID_CRITERIA'],
  [{ field: { api_name: 'Name' } }, 'INVALID_CRITERIA'],
  [{ group_operator: 'and', group: [] }, 'INVALID_CRITERIA'],
  [{ group_operator: 'and', group: [yes], field: {} }, 'AMBIGUOUS_CRITERIA'],
  [{ group: [yes, yes] }, 'AMBIGUOUS_GROUP_IN_CRITERIA'],
  [{ group_operator: 'xor', group: [yes, yes] }, 'GROUP_OPERATOR_NOT_SUPPORTED'],
  [one('Nope', 'equal', 'x'), 'FIELD_IN_CRITERIA_NOT_AVAILABLE'],
  [one('Rows', 'equal', 'x'), 'FIELD_IN_CRITERIA_NOT_SUPPORTED'],
  [one('Done', 'in', [true]), 'FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE'],
  [one('Amount', 'between', [1, 2]), 'FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE'],
  [one('Name', 'equal', ['x']), 'COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE'],
  [one('Name', 'in', 'x'), 'COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE'],
  [one('Day', 'between', ['2026-01-01']), 'COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE'],
  [one('Amount', 'equal', 'ten'), 'FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE'],
  [one('At', 'less_than', '${EMPTY}'), 'FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE'],
  [
    { group_operator: 'or', group: Array.from({ length: 26 }, () => yes) },
    'CRITERIA_LIMIT_EXCEEDED',
  ],
  [
    one(
      'Name',
      'in',
      Array.from({ length: 201 }, () => 'x'),
    ),
    'VALUE_LIMIT_EXCEEDED_IN_CRITERIA',
  ],
])('criteria %j are refused as %s', (criteria, code) => {
  expect(met(criteria)).toBe(code);
});
