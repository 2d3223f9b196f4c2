import { toValueKind } from '../criteria/value-kind.ts';
import type { OrgDirectory } from '../metadata/org-directory.ts';
import type { CrmRecord } from '../record-table.ts';
import { lookupId } from './lookup-id.ts';
import type { ResolvedColumn } from './resolve-column.ts';

/** A property of the user that a field names: `Owner.last_name`, `Owner.role.id`. */
export function toUserColumn(
  directory: OrgDirectory,
  fieldName: string,
  property: string,
): ResolvedColumn | undefined {
  const read = Object.hasOwn(properties, property) ? properties[property] : undefined;
  if (!read) return undefined;
  const dataType = property.endsWith('id') ? 'bigint' : 'text';
  return {
    dataType,
    kind: toValueKind({ dataType }),
    read: (record: CrmRecord) => read(toUser(directory, record[fieldName]), directory),
    joins: [fieldName],
  };
}

// --- internal ---

interface User {
  id: string;
  name: string;
  email: string;
  roleId?: string;
  profileId?: string;
}

/** A user who is gone is known by what the record still says. */
function toUser(directory: OrgDirectory, value: unknown): User | undefined {
  const id = lookupId(value);
  if (id === undefined) return undefined;
  const known = directory.users.find((user) => user.id === id);
  if (known) return known;
  const text = (key: string): string =>
    typeof value === 'object' && value !== null && key in value
      ? String(Object.entries(value).find(([name]) => name === key)?.[1])
      : '';
  return { id, name: text('name'), email: text('email') };
}

type Read = (user: User | undefined, directory: OrgDirectory) => string | undefined;

const properties: Record<string, Read> = {
  id: (user) => user?.id,
  name: (user) => user?.name,
  full_name: (user) => user?.name,
  first_name: (user) => user?.name.split(' ')[0],
  last_name: (user) => user?.name.split(' ').slice(1).join(' '),
  email: (user) => user?.email,
  'role.id': (user) => user?.roleId,
  'role.name': (user, { roles }) => roles.find(({ id }) => id === user?.roleId)?.name,
  'profile.id': (user) => user?.profileId,
  'profile.name': (user, { profiles }) => profiles.find(({ id }) => id === user?.profileId)?.name,
};
