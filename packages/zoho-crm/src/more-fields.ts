import type { CallOptions } from '@zohokit/zoho-http';
import type { CrmRow } from './crm-row.ts';
import { findRecord, findRecords } from './find-records.ts';
import { maxFieldsPerRead, maxIdsPerRead } from './rate-limits.ts';
import type { CrmService } from './service.ts';

/** Fields in portions of what one request may name; each portion knows how old its rows are. */
export interface FieldSlices {
  first: readonly string[];
  others: readonly (readonly string[])[];
  /** Whether the caller asked for `Modified_Time`, by which portions are held together. */
  wantsTime: boolean;
}

const stamp = 'Modified_Time';

/** At most 50 names a read (Zoho doc: get-records). */
export function sliceFields(fields: readonly string[]): FieldSlices {
  const names = [...new Set(fields)];
  if (names.length <= maxFieldsPerRead) return { first: names, others: [], wantsTime: true };
  const [first = [], ...others] = stampedSlices(names);
  return { first, others, wantsTime: names.includes(stamp) };
}

/** The same for rows of which only `id` and `Modified_Time` are known. */
export function sliceBeside(fields: readonly string[]): FieldSlices {
  const names = [...new Set(fields)];
  return { first: [stamp], others: stampedSlices(names), wantsTime: names.includes(stamp) };
}

/**
 * The rows of a page with their other fields, joined by id. A record that changed between two passes
 * is read once more, whole; one that is gone is left out.
 */
export async function completePage(
  { service, module }: { service: CrmService; module: string },
  rows: readonly CrmRow[],
  { others, wantsTime }: FieldSlices,
  call: CallOptions,
): Promise<readonly CrmRow[]> {
  if (others.length === 0) return wantsTime ? rows : rows.map(withoutTime);
  const complete: CrmRow[] = [];
  for (let at = 0; at < rows.length; at += maxIdsPerRead) {
    const part = rows.slice(at, at + maxIdsPerRead);
    const ids = part.map(({ id }) => id);
    const passes: Map<string, CrmRow>[] = [];
    for (const fields of others) {
      passes.push(await findRecords(service, module, ids, fields, call));
    }
    for (const row of part) {
      const joined = join(row, passes) ?? (await findRecord(service, module, row.id, call));
      if (joined !== undefined) complete.push(wantsTime ? joined : withoutTime(joined));
    }
  }
  return complete;
}

// --- internal ---

function stampedSlices(names: readonly string[]): string[][] {
  const rest = names.filter((name) => name !== stamp);
  const size = maxFieldsPerRead - 1;
  return Array.from({ length: Math.ceil(rest.length / size) }, (_, at) => [
    ...rest.slice(at * size, (at + 1) * size),
    stamp,
  ]);
}

function join(row: CrmRow, passes: readonly Map<string, CrmRow>[]): CrmRow | undefined {
  const parts = passes.map((pass) => pass.get(row.id));
  if (!parts.every((part) => part?.[stamp] === row[stamp])) return undefined;
  return {
    ...row,
    ...Object.fromEntries(parts.flatMap((part) => Object.entries(part ?? {}))),
    id: row.id,
  };
}

function withoutTime(row: CrmRow): CrmRow {
  const { [stamp]: _asked, ...others } = row;
  return { ...others, id: row.id };
}
