import type { CrmCall } from '../crm-route.ts';
import { toFieldWire } from '../metadata/field-wire.ts';
import type { Resolve } from './check-query.ts';
import type { CoqlColumn } from './coql-query.ts';
import { toRowKey } from './row-value.ts';

/** What `include_meta: ["fields"]` adds: the metadata of each column that is a field. */
export function describeColumns(
  { world, org }: CrmCall,
  columns: readonly CoqlColumn[],
  resolve: Resolve,
): Record<string, unknown> {
  const described: Record<string, unknown> = {};
  for (const column of columns) {
    const found = resolve(column.path)?.field;
    if (found) described[toRowKey(column)] = toFieldWire(world, org, found.module, found.field);
  }
  return described;
}
