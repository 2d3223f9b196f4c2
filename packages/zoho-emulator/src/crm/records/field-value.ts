import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { fileChecks } from './file-values.ts';
import { listChecks } from './list-values.ts';
import { lookupChecks } from './lookup-values.ts';
import { numberChecks } from './number-values.ts';
import type { RowResult } from './row-result.ts';
import { textChecks } from './text-values.ts';
import { timeChecks } from './time-values.ts';

/** A value fit to be stored, or what is wrong with it. */
export type FieldValue = { ok: true; value: unknown } | { ok: false; errors: readonly RowResult[] };

/** Where a value stands and what it is held against. */
export interface ValueContext {
  org: CrmOrg;
  module: CrmModule;
  field: CrmField;
  /** `$.data[0].Email`. */
  path: string;
  /** The whole row. */
  row: Readonly<Record<string, unknown>>;
  /** What the record holds until now; `undefined` for a new one. */
  before: unknown;
  /** Adds to what is chosen already, as `$append_values` asks. */
  append: boolean;
  /** By the API name of a lookup: the external field by which it is given. */
  externals: ReadonlyMap<string, string>;
  /** A seed may point to what comes after it. */
  seeding: boolean;
}

/** Checks values of one data type. */
export type ValueCheck = (value: unknown, context: ValueContext) => FieldValue;

/**
 * Checks a written value against its field (Zoho doc: insert-records, "INVALID_DATA"). `null`
 * clears; an empty text is stored as null, and a boolean is never null [both not documented].
 */
export function toFieldValue(value: unknown, context: ValueContext): FieldValue {
  const { field } = context;
  if (value === null || value === undefined) return { ok: true, value: toInitialValue(field) };
  const check = field.apiName === 'Tag' ? checks['tags'] : checks[field.dataType];
  return check ? check(value, context) : { ok: true, value };
}

/** What a field holds that was never written. */
export function toInitialValue({ dataType, returnType }: CrmField): unknown {
  return dataType === 'boolean' && returnType === undefined ? false : null;
}

// --- internal ---

const checks: Readonly<Record<string, ValueCheck>> = {
  ...textChecks,
  ...numberChecks,
  ...timeChecks,
  ...lookupChecks,
  ...listChecks(toFieldValue),
  ...fileChecks,
};
