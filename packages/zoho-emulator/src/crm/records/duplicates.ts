import { rowError } from '../row-answer.ts';
import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { toDuplicateField } from '../metadata/module-fields.ts';
import type { CrmRecord } from '../record-table.ts';
import { type RowResult, placeOf } from './row-result.ts';
import { toText } from './to-text.ts';

/** Upsert compares nothing in these (Zoho doc: upsert-records). */
export const modulesWithoutUpsert: ReadonlySet<string> = new Set(['Tasks', 'Events', 'Calls']);

/** Fields in which no two records have the same value, made so by users. */
export function uniqueFields({ fields }: CrmModule): CrmField[] {
  return [...fields.values()].filter((field) => field.unique);
}

/** Fields that an upsert may be told to compare: those that are unique, and the system's own. */
export function comparableFields(module: CrmModule): Set<string> {
  const names = uniqueFields(module).map((field) => field.apiName);
  const system = toDuplicateField(module.apiName);
  return new Set(system === undefined ? names : [...names, system]);
}

/** Live records with the value in the field, in the order of their ids. */
export function sameValue(module: CrmModule, apiName: string, value: unknown): CrmRecord[] {
  if (value === null || value === undefined) return [];
  const text = toText(value);
  const strict = module.fields.get(apiName)?.unique?.caseSensitive === true;
  const found = module.records.having(apiName, text);
  return strict ? found.filter((record) => toText(record[apiName]) === text) : [...found];
}

export interface DuplicateCheck {
  org: CrmOrg;
  module: CrmModule;
  values: Readonly<Record<string, unknown>>;
  path: string;
  /** The record that is changed: it may keep its values. */
  self?: string | undefined;
}

/** One DUPLICATE_DATA for each unique field whose value another record has. */
export function checkDuplicates(check: DuplicateCheck): RowResult[] {
  const { org, module, values, path, self } = check;
  const names = new Set(uniqueFields(module).map((field) => field.apiName));
  const system = toDuplicateField(module.apiName);
  if (self === undefined && system !== undefined && org.profile().systemDuplicatesRefused) {
    names.add(system);
  }
  return [...names].flatMap((name) => {
    const others = sameValue(module, name, values[name]).filter(({ id }) => id !== self);
    const [other] = others;
    return other ? [duplicate(check, `${path}.${name}`, other, others.length > 1)] : [];
  });
}

// --- internal ---

function duplicate(
  { org, module }: DuplicateCheck,
  path: string,
  { id, Owner }: CrmRecord,
  more: boolean,
): RowResult {
  const owner = typeof Owner === 'object' && Owner !== null ? Owner : org.user;
  const { name = null, id: ownerId = null } = { ...Object(owner) };
  return rowError('DUPLICATE_DATA', 'duplicate data', {
    ...placeOf(path),
    id,
    more_records: more,
    duplicate_record: {
      Owner: { name, id: ownerId, zuid: ownerId === org.user.id ? org.user.zuid : null },
      module: { api_name: module.apiName, id: module.id },
      id,
    },
  });
}
