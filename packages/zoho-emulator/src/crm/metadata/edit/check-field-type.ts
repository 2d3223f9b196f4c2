import type { FieldRow } from './check-field.ts';
import { checkNewOptions } from './check-options.ts';
import {
  decimalTypes,
  lengthChoices,
  lengthRanges,
  requiredKeys,
  returnTypes,
  rollupTypes,
  roundings,
  uniqueTypes,
} from './field-types.ts';
import { type RowProblem, placeOf, refuse, toText } from './settings-rows.ts';
import { isObject } from '../../../is-object.ts';

/** What the type of a new field asks of the other keys (Zoho doc: create-custom-field). */
export function checkFieldType(given: FieldRow): RowProblem | undefined {
  const { row, path } = given;
  const type = String(row['data_type']);
  const required = requiredKeys[type];
  if (required !== undefined && !isObject(row[required])) {
    return refuse('DEPENDENT_FIELD_MISSING', path, required, {
      dependee: placeOf(path, 'data_type'),
    });
  }
  return (
    checkLength(row, path, type) ??
    checkDecimals(row, path, type) ??
    checkUnique(row, path, type) ??
    checkDetails[type]?.(given)
  );
}

/** The length: within the range of the type. */
export function checkLength(
  row: Record<string, unknown>,
  path: string,
  type: string,
): RowProblem | undefined {
  const length = row['length'];
  if (length === undefined) return undefined;
  if (typeof length !== 'number' || !Number.isInteger(length)) {
    return refuse('INVALID_DATA', path, 'length', { expected_data_type: 'integer' });
  }
  const dependee = placeOf(path, 'data_type');
  const choices = lengthChoices[type];
  if (choices && !choices.includes(length)) {
    return refuse('DEPENDENT_MISMATCH', path, 'length', { dependee, supported_values: choices });
  }
  const [from, to] = lengthRanges[type] ?? [0, Infinity];
  if (length >= from && length <= to) return undefined;
  return refuse('DEPENDENT_MISMATCH', path, 'length', { dependee, range: { from, to } });
}

/** Places after the point: at most nine, and only where there is a point. */
export function checkDecimals(
  row: Record<string, unknown>,
  path: string,
  type: string,
): RowProblem | undefined {
  const places = row['decimal_place'];
  if (places === undefined) return undefined;
  if (!decimalTypes.includes(type)) {
    const dependee = placeOf(path, 'data_type');
    return refuse('DEPENDENT_MISMATCH', path, 'decimal_place', {
      dependee,
      supported_values: decimalTypes,
    });
  }
  if (typeof places === 'number' && Number.isInteger(places) && places >= 0 && places <= 9) {
    return undefined;
  }
  return refuse('INVALID_DATA', path, 'decimal_place', { range: { from: 0, to: 9 } });
}

// --- internal ---

function checkUnique(
  row: Record<string, unknown>,
  path: string,
  type: string,
): RowProblem | undefined {
  const { unique, external } = row;
  if (unique !== undefined) {
    if (!uniqueTypes.includes(type)) return refuse('NOT_ALLOWED', path, 'unique');
    const caseSensitive = isObject(unique) ? unique['case_sensitive'] : unique;
    if (typeof caseSensitive !== 'boolean') {
      return refuse('MANDATORY_NOT_FOUND', path, 'unique.case_sensitive');
    }
  }
  if (external === undefined) return undefined;
  if (type !== 'text') return refuse('NOT_ALLOWED', path, 'external');
  const kind = isObject(external) ? external['type'] : undefined;
  if (kind === 'org' || kind === 'user') return undefined;
  return refuse('INVALID_DATA', path, 'external.type', { supported_values: ['user', 'org'] });
}

type Check = (given: FieldRow) => RowProblem | undefined;

const checkDetails: Record<string, Check> = {
  picklist: checkNewOptions,
  multiselectpicklist: checkNewOptions,
  textarea: checkTextarea,
  currency: checkCurrency,
  autonumber: ({ row, path }) =>
    isObject(row['auto_number']) && isWholeNumber(row['auto_number']['start_number'])
      ? undefined
      : refuse('MANDATORY_NOT_FOUND', path, 'auto_number.start_number'),
  formula: ({ row, path }) => checkReturned(row['formula'], `${path}.formula`, returnTypes),
  rollup_summary: ({ row, path }) =>
    checkReturned(row['rollup_summary'], `${path}.rollup_summary`, rollupTypes),
  lookup: ({ org, row, path }) => {
    const module = isObject(row['lookup']) ? row['lookup']['module'] : undefined;
    const name = isObject(module) ? module['api_name'] : undefined;
    const at = 'lookup.module.api_name';
    if (name === undefined) return refuse('MANDATORY_NOT_FOUND', path, at);
    return org.modules.has(toText(name)) ? undefined : refuse('INVALID_DATA', path, at);
  },
  multiselectlookup: ({ org, row, path }) => {
    const details = isObject(row['multiselectlookup'])
      ? row['multiselectlookup']['connected_details']
      : undefined;
    const module = isObject(details) ? details['module'] : undefined;
    const name = isObject(module) ? module['api_name'] : undefined;
    const at = 'multiselectlookup.connected_details.module.api_name';
    if (name === undefined) return refuse('MANDATORY_NOT_FOUND', path, at);
    return org.modules.has(toText(name)) ? undefined : refuse('INVALID_DATA', path, at);
  },
};

function checkTextarea({ row, path }: FieldRow): RowProblem | undefined {
  const lengths = new Map([
    ['small', 2000],
    ['large', 32_000],
    ['rich_text', 50_000],
  ]);
  const { textarea, length } = row;
  if (textarea === undefined) return undefined;
  const type = isObject(textarea) ? textarea['type'] : undefined;
  const fixed = typeof type === 'string' ? lengths.get(type) : undefined;
  if (fixed === undefined) {
    return refuse('INVALID_DATA', path, 'textarea.type', {
      supported_values: [...lengths.keys()],
    });
  }
  if (length === undefined || length === fixed) return undefined;
  return refuse('DEPENDENT_MISMATCH', path, 'length', {
    dependee: placeOf(path, 'textarea'),
    supported_values: [fixed],
  });
}

function checkCurrency({ row, path }: FieldRow): RowProblem | undefined {
  const { currency, decimal_place: places = 2 } = row;
  if (!isObject(currency)) return undefined;
  if (!roundings.includes(String(currency['rounding_option']))) {
    return refuse('INVALID_DATA', path, 'currency.rounding_option', {
      supported_values: roundings,
    });
  }
  const precision = Number(currency['precision'] ?? 0);
  if (Number.isInteger(precision) && precision < Number(places)) return undefined;
  return refuse('DEPENDENT_MISMATCH', path, 'currency.precision', {
    dependee: placeOf(path, 'decimal_place'),
  });
}

function checkReturned(
  given: unknown,
  path: string,
  supported: readonly string[],
): RowProblem | undefined {
  if (!isObject(given) || given['expression'] === undefined) {
    return refuse('MANDATORY_NOT_FOUND', path, 'expression');
  }
  if (given['return_type'] === undefined) {
    return refuse('MANDATORY_NOT_FOUND', path, 'return_type');
  }
  if (supported.includes(toText(given['return_type']))) return undefined;
  return refuse('INVALID_DATA', path, 'return_type', { supported_values: supported });
}

function isWholeNumber(value: unknown): boolean {
  return /^\d{1,16}$/.test(String(value));
}
