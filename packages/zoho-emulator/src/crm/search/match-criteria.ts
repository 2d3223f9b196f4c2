import {
  type Comparable,
  type ValueKind,
  type ValueKindName,
  compareValues,
  foldCase,
  toValueKind,
} from '../criteria/value-kind.ts';
import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmRecord } from '../record-table.ts';
import type { SearchCriteria, SearchTerm } from './parse-criteria.ts';
import { SearchError } from './search-error.ts';

/** Criteria made ready to be asked of many records. Throws a `SearchError` for what is refused. */
export function toSearchMatcher(
  criteria: SearchCriteria,
  module: CrmModule,
): (record: CrmRecord) => boolean {
  if (criteria.kind === 'term') return toTermMatcher(criteria, module);
  const first = toSearchMatcher(criteria.first, module);
  const rest = criteria.rest.map(({ join, next }) => ({
    join,
    matches: toSearchMatcher(next, module),
  }));
  return (record) =>
    rest.reduce(
      (met, { join, matches }) =>
        join === 'and' ? met && matches(record) : met || matches(record),
      first(record),
    );
}

// --- internal ---

const maxInValues = 100;

function toTermMatcher(term: SearchTerm, module: CrmModule): (record: CrmRecord) => boolean {
  const { field: apiName, operator, values } = term;
  const field = module.fields.get(apiName);
  const kind = field && toValueKind(field);
  if (!field || !kind) {
    throw new SearchError('INVALID_QUERY', 'Invalid query formed', {
      reason: 'the field is not available for search',
      api_name: apiName,
    });
  }
  const wanted = operatorsOf(field, kind).find((one) => one === operator);
  if (!wanted) {
    throw new SearchError('INVALID_QUERY', 'Invalid query formed', {
      reason: 'invalid operator found',
      operator,
      api_name: apiName,
    });
  }
  if (wanted === 'in' && values.length > maxInValues) {
    throw new SearchError('INVALID_QUERY', 'Only 100 values are allowed in "IN" criteria', {
      api_name: apiName,
    });
  }
  const expected = wanted === 'between' ? 2 : 1;
  if (wanted !== 'in' && values.length !== expected) throw invalidValue(field, values.join(','));
  const given = values.map((text) => {
    const value = text === '' ? undefined : kind.ofText(text);
    if (value === undefined) throw invalidValue(field, text);
    return foldCase(value);
  });
  const test =
    isText(field, kind) || kind.name === 'multi' ? texts(wanted, given) : ordered(wanted, given);
  return (record) => {
    const value = kind.ofStored(record[apiName]);
    // Null satisfies nothing [not documented for `not_equal`].
    return value !== undefined && test(foldCase(value));
  };
}

function invalidValue({ apiName, dataType }: CrmField, value: string): SearchError {
  return new SearchError('INVALID_QUERY', 'Invalid query formed', {
    reason: 'invalid value for search',
    expected_data_type: dataType,
    api_name: apiName,
    value,
  });
}

type SearchOperator =
  | 'equals'
  | 'not_equal'
  | 'starts_with'
  | 'in'
  | 'between'
  | 'greater_than'
  | 'greater_equal'
  | 'less_than'
  | 'less_equal';

const ranges = ['greater_than', 'greater_equal', 'less_than', 'less_equal', 'between'] as const;

/** Zoho doc: search-records, "Supported operators". */
function operatorsOf({ dataType }: CrmField, kind: ValueKind): readonly SearchOperator[] {
  if (dataType === 'encrypted') return ['equals'];
  if (dataType === 'textarea') return ['equals', 'not_equal', 'starts_with'];
  if (dataType === 'picklist' || dataType === 'autonumber') return sets;
  return operatorsByKind[kind.name];
}

const sets = ['equals', 'not_equal', 'in'] as const;
const numbers = [...sets, ...ranges] as const;

const operatorsByKind: Record<ValueKindName, readonly SearchOperator[]> = {
  boolean: ['equals', 'not_equal'],
  lookup: sets,
  text: [...sets, 'starts_with'],
  multi: [...sets, 'starts_with'],
  number: numbers,
  bigint: numbers,
  date: numbers,
  datetime: numbers,
};

/** Where `equals` is "contains"; a picklist's options are compared whole. */
function isText({ dataType }: CrmField, kind: ValueKind): boolean {
  return kind.name === 'text' && dataType !== 'picklist' && dataType !== 'autonumber';
}

type Test = (value: Comparable) => boolean;

function texts(operator: SearchOperator, given: readonly Comparable[]): Test {
  const parts = given.map(String);
  const contains: Test = (value) => parts.some((part) => String(value).includes(part));
  if (operator === 'starts_with') return (value) => parts.some((p) => String(value).startsWith(p));
  return operator === 'not_equal' ? (value) => !contains(value) : contains;
}

function ordered(operator: SearchOperator, given: readonly Comparable[]): Test {
  const [first, second] = given;
  const among = new Set(given);
  switch (operator) {
    case 'greater_than':
      return (value) => compareValues(value, first) > 0;
    case 'greater_equal':
      return (value) => compareValues(value, first) >= 0;
    case 'less_than':
      return (value) => compareValues(value, first) < 0;
    case 'less_equal':
      return (value) => compareValues(value, first) <= 0;
    case 'between':
      return (value) => compareValues(value, first) >= 0 && compareValues(value, second) <= 0;
    case 'not_equal':
      return (value) => !among.has(value);
    case 'equals':
    case 'in':
    case 'starts_with':
      return (value) => among.has(value);
    default:
      return operator satisfies never;
  }
}
