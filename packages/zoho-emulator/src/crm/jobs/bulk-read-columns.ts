import type { EmulatedAnswer } from '../../seam.ts';
import { toCrmError } from '../../refusals.ts';
import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { CrmRecord } from '../record-table.ts';

/** A column of a result: its name in the header row, and its text for a record. */
export interface Column {
  name: string;
  read(record: CrmRecord): string;
}

/**
 * The columns for `fields`, or for all that a CSV can show; `id` is always the first. A lookup is
 * its id; by a dot, a field of the record it points to (Zoho doc: bulk-read create-job).
 */
export function toColumns(
  org: CrmOrg,
  module: CrmModule,
  { fields, joins }: { fields: readonly string[] | undefined; joins: number },
): Column[] | EmulatedAnswer {
  const all = [...module.fields.values()].filter(isReadable).map(({ apiName }) => apiName);
  const names = new Set(['id', ...(fields ?? all)]);
  const columns: Column[] = [];
  const followed = new Set<string>();
  for (const name of names) {
    const read = toReader(org, module, name);
    if ('status' in read) return read;
    const dot = name.indexOf('.');
    if (dot > 0) followed.add(name.slice(0, dot));
    columns.push({ name, read: (record) => toText(read.of(record)) });
  }
  if (followed.size <= joins) return columns;
  return toCrmError(400, 'JOIN_LIMIT_EXCEEDED', 'join limit exceeded');
}

// --- internal ---

type Reader = { of(record: CrmRecord): unknown };

function toReader(org: CrmOrg, module: CrmModule, name: string): Reader | EmulatedAnswer {
  if (name === 'id') return { of: ({ id }) => id };
  const dot = name.indexOf('.');
  const field = module.fields.get(dot < 0 ? name : name.slice(0, dot));
  if (!field) return notAvailable;
  if (dot < 0) {
    if (!isReadable(field)) return notSupported(name);
    return { of: (record) => record[field.apiName] };
  }
  const rest = name.slice(dot + 1);
  if (field.dataType === 'ownerlookup' || field.dataType === 'userlookup') {
    if (!userFields.has(rest)) return notAvailable;
    return { of: (record) => ofUser(record[field.apiName], rest) };
  }
  const target = org.modules.get(field.lookupModule ?? '');
  if (!target) return notSupported(name);
  const inner = toReader(org, target, rest);
  if ('status' in inner) return inner.status === 400 ? notAvailable : inner;
  return {
    of(record) {
      const parent = target.records.get(idOf(record[field.apiName]) ?? '');
      return parent && inner.of(parent);
    },
  };
}

const userFields = new Set(['id', 'name', 'full_name', 'first_name', 'last_name', 'email']);

function ofUser(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const user = new Map<string, unknown>(Object.entries(value));
  const fullName = user.get('name');
  if (name === 'full_name') return fullName;
  if (typeof fullName !== 'string') return user.get(name);
  const words = fullName.split(' ');
  if (name === 'first_name') return words.slice(0, -1).join(' ');
  return name === 'last_name' ? words.at(-1) : user.get(name);
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' ? value.id : undefined;
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  // Several choices are one cell; the separator is that of COQL and search [not documented here].
  if (Array.isArray(value)) return value.map(toText).join(';');
  if (typeof value === 'object') return idOf(value) ?? '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What a CSV of a bulk read cannot hold. */
const unreadable = new Set([
  'subform',
  'multiselectlookup',
  'multiuserlookup',
  'fileupload',
  'imageupload',
  'profileimage',
]);

function isReadable({ dataType }: CrmField): boolean {
  return !unreadable.has(dataType);
}

const notAvailable = toCrmError(400, 'FIELD_NOT_AVAILABLE', 'field is not available');

function notSupported(name: string): EmulatedAnswer {
  return toCrmError(400, 'FIELD_NOT_SUPPORTED', 'field is not supported', { api_name: name });
}
