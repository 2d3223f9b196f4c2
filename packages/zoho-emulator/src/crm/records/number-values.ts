import type { FieldValue, ValueCheck, ValueContext } from './field-value.ts';
import { invalid, wrongType } from './row-result.ts';

/** Numbers and truth (Zoho doc: insert-records, "Field types"; lengths: create-custom-field). */
export const numberChecks: Readonly<Record<string, ValueCheck>> = {
  boolean: (value, { path }) =>
    typeof value === 'boolean'
      ? { ok: true, value }
      : { ok: false, errors: [wrongType(path, 'boolean')] },
  integer: (value, context) =>
    typeof value === 'number' && Number.isInteger(value)
      ? withinDigits(value, context, 9)
      : { ok: false, errors: [wrongType(context.path, 'integer')] },
  /** A text, since JavaScript's numbers do not hold it. */
  bigint: (value, { field, path }) => {
    if (typeof value !== 'string' || !/^-?\d+$/.test(value)) {
      return { ok: false, errors: [wrongType(path, 'bigint')] };
    }
    const maximum = field.length ?? 18;
    return value.replace('-', '').length > maximum
      ? { ok: false, errors: [invalid(path, { maximum_length: maximum })] }
      : { ok: true, value };
  },
  double: decimal(16),
  percent: decimal(5),
  currency: decimal(16),
};

// --- internal ---

function decimal(usual: number): ValueCheck {
  return (value, context) =>
    typeof value === 'number' && Number.isFinite(value)
      ? withinDigits(value, context, usual)
      : { ok: false, errors: [wrongType(context.path, 'double')] };
}

/** So many digits before the point, and no more than nine behind it. */
function withinDigits(value: number, { field, path }: ValueContext, usual: number): FieldValue {
  const maximum = field.length ?? usual;
  if (Math.abs(value) >= 10 ** maximum) {
    return { ok: false, errors: [invalid(path, { maximum_length: maximum })] };
  }
  const behind = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  if (behind > 9) return { ok: false, errors: [invalid(path, { maximum_length: 9 })] };
  return { ok: true, value };
}
