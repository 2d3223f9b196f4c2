import type { ValueKind, ValueKindName } from '../criteria/value-kind.ts';
import { CoqlError } from './coql-error.ts';
import { coqlLimits } from './coql-limits.ts';
import type { CoqlComparison, CoqlOperator } from './coql-query.ts';

/** Throws the `CoqlError` for an operator or a value that does not suit the column. */
export function checkComparison(kind: ValueKind, comparison: CoqlComparison): void {
  const { column, operator, values } = comparison;
  if (!operators[kind.name].includes(operator)) {
    throw new CoqlError('INVALID_QUERY', 'Invalid query formed', {
      reason: 'invalid operator found',
      column_name: column,
      operator,
    });
  }
  if (values.length > coqlLimits.inValues) {
    throw new CoqlError('LIMIT_EXCEEDED', 'the in values exceed the limit', {
      limit: coqlLimits.inValues,
    });
  }
  const wrong = values.find(
    (value) => kind.ofText(value) === undefined || !isPattern(operator, value),
  );
  if (wrong !== undefined) {
    throw new CoqlError('INVALID_QUERY', 'Invalid query formed', {
      column_name: column,
      value: wrong,
      operator,
    });
  }
}

/** The error for a column that cannot be asked about. */
export function unsupportedInCriteria({ column, values, operator }: CoqlComparison): CoqlError {
  return new CoqlError('INVALID_QUERY', 'unsupported column in criteria', {
    cv_criteria: false,
    column_name: column,
    value: values.length > 1 ? values : (values[0] ?? '${EMPTY}'),
    operator,
  });
}

// --- internal ---

const nulls = ['is null', 'is not null'] as const;
const sets = ['=', '!=', 'in', 'not in', ...nulls] as const;
const ordered = [...sets, '>', '>=', '<', '<=', 'between', 'not between'] as const;
const texts = [...sets, 'like', 'not like'] as const;

/** Zoho doc: COQL overview, "Supported operators". */
const operators: Record<ValueKindName, readonly CoqlOperator[]> = {
  text: texts,
  multi: texts,
  number: ordered,
  bigint: ordered,
  date: ordered,
  datetime: ordered,
  lookup: sets,
  boolean: ['='],
};

/** `like` takes `%` at either end, `not like` only at both (Zoho doc: COQL overview). */
function isPattern(operator: CoqlOperator, value: string): boolean {
  if (operator === 'like') return /^%?[^%]*%?$/.test(value);
  return operator !== 'not like' || /^%[^%]*%$/.test(value);
}
