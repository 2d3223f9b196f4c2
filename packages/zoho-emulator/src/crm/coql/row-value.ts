import type { CrmModule } from '../crm-module.ts';
import { displayName } from '../records/display-name.ts';
import type { CoqlColumn } from './coql-query.ts';
import { lookupId } from './lookup-id.ts';

/** The key of a column in a row: flat, with the dots that it was asked with. */
export function toRowKey({ alias, text }: CoqlColumn): string {
  return alias ?? text;
}

/**
 * A value as a row shows it: of a lookup or a user only id and name (Zoho doc: COQL, v7 on), and
 * the name is what the other record is called now.
 */
export function toRowValue(value: unknown, target?: CrmModule): unknown {
  const id = lookupId(value);
  if (id === undefined) return value ?? null;
  const other = target?.records.get(id);
  if (target && other) return { name: displayName(target, other), id };
  const named = typeof value === 'object' && value !== null && 'name' in value;
  return named ? { name: value.name, id } : { id };
}
