import { rowError } from '../row-answer.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { FieldValue, ValueCheck, ValueContext } from './field-value.ts';
import { displayName } from './display-name.ts';
import { findLinked, toLinkId } from './lookup-values.ts';
import { type RowResult, missing, placeOf, unknownId, wrongType } from './row-result.ts';
import { isObject } from '../../is-object.ts';

/** Zoho doc: subforms. */
export const subformRows = 100;

/** Lists of rows with ids of their own (Zoho doc: subforms, insert-records, update-records). */
export function listChecks(check: ValueCheck): Readonly<Record<string, ValueCheck>> {
  return {
    subform: (value, context) =>
      mergeRows(value, context, (row, at) => toSubformRow(row, at, check)),
    multiselectlookup: (value, context) => mergeRows(value, context, toLinkRow),
    multiuserlookup: (value, context) => mergeRows(value, context, toUserRow),
    tags(value, { org, module, path }) {
      if (!Array.isArray(value)) return { ok: false, errors: [wrongType(path, 'jsonarray')] };
      const tags = value.map((tag: unknown) => toTag(tag, module.tags, org));
      return tags.includes(undefined)
        ? { ok: false, errors: [wrongType(path, 'jsonobject')] }
        : { ok: true, value: tags.length === 0 ? null : tags };
    },
    territories(value, { path }) {
      return Array.isArray(value)
        ? { ok: true, value }
        : { ok: false, errors: [wrongType(path, 'jsonarray')] };
    },
  };
}

/** A row of a list, as it is stored. */
export type ListRow = Record<string, unknown> & { id: string };

/** Reads the rows that a record holds. */
export function storedRows(value: unknown): ListRow[] {
  return Array.isArray(value) ? value.filter(isListRow) : [];
}

/** Where a row of a list stands, and what it was before. */
export interface RowContext extends ValueContext {
  known: ListRow | undefined;
}

/**
 * Rows with an id change, rows without are added, `_delete` removes, what is not mentioned stays;
 * an empty list of a subform removes all (Zoho doc: subforms).
 */
export function mergeRows(
  value: unknown,
  context: ValueContext,
  toRow: (row: Record<string, unknown>, at: RowContext) => FieldValue,
): FieldValue {
  const { path, field } = context;
  if (!Array.isArray(value)) return { ok: false, errors: [wrongType(path, 'jsonarray')] };
  if (value.length === 0 && field.dataType === 'subform') return { ok: true, value: null };
  const rows = new Map(storedRows(context.before).map((row) => [row.id, row]));
  const errors: RowResult[] = [];
  for (const [index, given] of value.entries()) {
    const at = `${path}[${index}]`;
    const one = mergeRow(given, { ...context, path: at, known: undefined }, rows, toRow);
    if (!one.ok) errors.push(...one.errors);
  }
  if (rows.size > subformRows && field.dataType === 'subform') {
    const details = { maximum_length: subformRows, ...placeOf(path) };
    errors.push(rowError('LIMIT_EXCEEDED', 'the maximum number of rows is exceeded', details));
  }
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, value: rows.size === 0 ? null : [...rows.values()] };
}

// --- internal ---

function mergeRow(
  given: unknown,
  context: RowContext,
  rows: Map<string, ListRow>,
  toRow: (row: Record<string, unknown>, at: RowContext) => FieldValue,
): FieldValue {
  const { path, org } = context;
  if (!isObject(given)) return { ok: false, errors: [wrongType(path, 'jsonobject')] };
  const id = typeof given['id'] === 'string' ? given['id'] : undefined;
  const known = id === undefined ? undefined : rows.get(id);
  if (id !== undefined && '_delete' in given) {
    if (!known) return { ok: false, errors: [unknownId(`${path}.id`)] };
    rows.delete(id);
    return { ok: true, value: null };
  }
  if (id !== undefined && !known && context.field.dataType === 'subform') {
    return { ok: false, errors: [unknownId(`${path}.id`)] };
  }
  const row = toRow(given, { ...context, known });
  if (!row.ok || !isObject(row.value)) return row;
  const rowId = known?.id ?? org.nextId();
  rows.set(rowId, { ...row.value, id: rowId });
  return row;
}

function toSubformRow(
  given: Record<string, unknown>,
  context: RowContext,
  check: ValueCheck,
): FieldValue {
  const { field, org, known, path } = context;
  const values: Record<string, unknown> = { ...known };
  const errors: RowResult[] = [];
  for (const column of field.subform ?? []) {
    const name = column.apiName;
    const here = `${path}.${name}`;
    if (!(name in given)) {
      values[name] ??= column.dataType === 'boolean' ? false : null;
    } else if (!column.readOnly) {
      const at = { ...context, field: column, path: here, row: given, before: known?.[name] };
      const checked = check(given[name], at);
      if (!checked.ok) {
        errors.push(...checked.errors);
        continue;
      }
      values[name] = checked.value;
    }
    if (column.mandatory && (values[name] ?? null) === null) errors.push(missing(here));
  }
  if (errors.length > 0) return { ok: false, errors };
  const now = org.now();
  values['Created_Time'] ??= now;
  values['Modified_Time'] = now;
  return { ok: true, value: values };
}

/** `{"Interested_Listings": {"id"}}`: the key is that of the connected lookup. */
function toLinkRow(given: Record<string, unknown>, context: RowContext): FieldValue {
  const { org, field, path, known, seeding } = context;
  const [key, link] = Object.entries(given).find(([name]) => name !== 'id') ?? [];
  if (key === undefined) {
    return known ? { ok: true, value: known } : { ok: false, errors: [missing(path)] };
  }
  const module = org.modules.get(field.lookupModule ?? '');
  const record = findLinked(link, context, module);
  if (module && record) {
    return { ok: true, value: { [key]: { name: displayName(module, record), id: record.id } } };
  }
  const id = toLinkId(link);
  return id !== undefined && (seeding || !module)
    ? { ok: true, value: { [key]: { name: null, id } } }
    : { ok: false, errors: [unknownId(`${path}.${key}`)] };
}

function toUserRow(given: Record<string, unknown>, { org, path, known }: RowContext): FieldValue {
  const [key, link] = Object.entries(given).find(([name]) => name !== 'id') ?? [];
  if (key === undefined && known) return { ok: true, value: known };
  const user = org.findUser(toLinkId(link ?? given) ?? '');
  return user
    ? { ok: true, value: { [key ?? 'user']: user } }
    : { ok: false, errors: [unknownId(key === undefined ? path : `${path}.${key}`)] };
}

function toTag(
  tag: unknown,
  tags: Map<string, string>,
  org: CrmOrg,
): Record<string, unknown> | undefined {
  const name = isObject(tag) ? tag['name'] : tag;
  if (typeof name !== 'string' || name === '') return undefined;
  const id = tags.get(name) ?? org.nextId();
  tags.set(name, id);
  return { name, id, color_code: null };
}

function isListRow(value: unknown): value is ListRow {
  return isObject(value) && typeof value['id'] === 'string';
}
