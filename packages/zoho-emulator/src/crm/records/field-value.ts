import { parseCrmTime, toCrmTime } from '../crm-time.ts';
import type { CrmField } from '../crm-field.ts';

/** A value fit to be stored, or the details with which Zoho refuses it. */
export type FieldValue =
  | { ok: true; value: unknown }
  | { ok: false; details: Record<string, unknown> };

/**
 * Checks a written value against its field (Zoho doc: crm/insert-records, "INVALID_DATA"). `null`
 * clears; an empty text is stored as null, and a boolean is never null [both not documented].
 */
export function toFieldValue(field: CrmField, value: unknown, offset: string): FieldValue {
  if (value === null || value === undefined) {
    return stored(field.dataType === 'boolean' ? false : null);
  }
  const check = checks[field.dataType];
  return check ? check(value, offset) : stored(value);
}

/** What a field holds that was never written. */
export function toInitialValue(field: CrmField): unknown {
  return field.dataType === 'boolean' ? false : null;
}

// --- internal ---

type Check = (value: unknown, offset: string) => FieldValue;

const checks: Record<string, Check> = {
  boolean: (value) => (typeof value === 'boolean' ? stored(value) : expected('boolean')),
  text: text(255),
  email: text(100),
  phone: text(30),
  website: text(450),
  picklist: text(255),
  textarea: text(32_000),
  bigint: text(19),
  integer: number,
  double: number,
  currency: number,
  percent: number,
  date: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? stored(value) : expected('date'),
  datetime: (value, offset) => {
    const ms = typeof value === 'string' ? parseCrmTime(value) : undefined;
    return ms === undefined ? expected('datetime') : stored(toCrmTime(ms, offset));
  },
};

function text(maximumLength: number): Check {
  return (value) => {
    if (typeof value !== 'string') return expected('text');
    if (value.length > maximumLength) {
      return { ok: false, details: { maximum_length: maximumLength } };
    }
    return stored(value === '' ? null : value);
  };
}

function number(value: unknown): FieldValue {
  return typeof value === 'number' ? stored(value) : expected('double');
}

function stored(value: unknown): FieldValue {
  return { ok: true, value };
}

function expected(type: string): FieldValue {
  return { ok: false, details: { expected_data_type: type } };
}
