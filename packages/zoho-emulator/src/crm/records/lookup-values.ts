import { rowError } from '../row-answer.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmRecord } from '../record-table.ts';
import { displayName } from './display-name.ts';
import type { FieldValue, ValueCheck, ValueContext } from './field-value.ts';
import { invalid, placeOf, unknownId, wrongType } from './row-result.ts';

/** What points elsewhere: to a record, a user, a layout (Zoho doc: insert-records, "Field types"). */
export const lookupChecks: Readonly<Record<string, ValueCheck>> = {
  lookup(value, context) {
    const { org, field } = context;
    return toRecordLink(value, context, org.modules.get(field.lookupModule ?? ''));
  },
  /** `What_Id`, whose module `$se_module` names. */
  multi_module_lookup(value, context) {
    const { org, row, path } = context;
    const name = row['$se_module'];
    if (name === undefined) return toRecordLink(value, context, undefined);
    const module = typeof name === 'string' ? org.modules.get(name) : undefined;
    if (module) return toRecordLink(value, context, module);
    const beside = path.replace(/[^.]+$/, '$se_module');
    return { ok: false, errors: [invalid(beside)] };
  },
  ownerlookup: toUserLink,
  userlookup: toUserLink,
  layout(value, { path }) {
    const id = toLinkId(value);
    if (id === undefined) return { ok: false, errors: [wrongType(path, 'jsonobject')] };
    if (!/^\d+$/.test(id)) return { ok: false, errors: [unknownId(path)] };
    return { ok: true, value: { name: 'Standard', id } };
  },
};

/** The record that a link names by id or, where the request says so, by an external field. */
export function findLinked(
  value: unknown,
  { externals, field }: ValueContext,
  module: CrmModule | undefined,
): CrmRecord | undefined {
  const external = externals.get(field.apiName);
  if (external !== undefined && typeof value === 'object' && value !== null) {
    const key: unknown = Object.entries(value).find(([name]) => name === external)?.[1];
    if (typeof key === 'string') return module?.records.having(external, key)[0];
  }
  const id = toLinkId(value);
  return id === undefined ? undefined : module?.records.get(id);
}

/** `{"id": "…"}`, or the bare id, which is taken in places [not documented where]. */
export function toLinkId(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' ? value.id : undefined;
}

// --- internal ---

function toRecordLink(
  value: unknown,
  context: ValueContext,
  module: CrmModule | undefined,
): FieldValue {
  const { path, seeding } = context;
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) {
    return { ok: false, errors: [wrongType(path, 'jsonobject')] };
  }
  const record = findLinked(value, context, module);
  const id = toLinkId(value);
  if (module && record)
    return { ok: true, value: { name: displayName(module, record), id: record.id } };
  // Without a module nobody can say that the record is not there.
  if (id !== undefined && (seeding || !module)) return { ok: true, value: { name: null, id } };
  if (id === undefined && !context.externals.has(context.field.apiName)) {
    return { ok: false, errors: [idExpected(path)] };
  }
  return { ok: false, errors: [unknownId(path)] };
}

function toUserLink(value: unknown, { org, path, seeding }: ValueContext): FieldValue {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) {
    return { ok: false, errors: [wrongType(path, 'jsonobject')] };
  }
  const id = toLinkId(value);
  if (id === undefined) return { ok: false, errors: [idExpected(path)] };
  const user = org.findUser(id) ?? (seeding ? value : undefined);
  return user ? { ok: true, value: user } : { ok: false, errors: [unknownId(path)] };
}

/** An object that says neither of the keys by which it could be found. */
function idExpected(path: string) {
  return rowError('EXPECTED_FIELD_MISSING', 'one of the expected fields is missing', {
    expected_fields: [placeOf(`${path}.id`)],
  });
}
