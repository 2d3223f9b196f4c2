import type { DeletedRecord } from '../record-table.ts';

const dayMs = 24 * 3_600_000;

/** From the deletion on: in the bin, then gone for good, then forgotten (Zoho doc: get-deleted-records). */
export const retention = { recycleMs: 60 * dayMs, permanentMs: 120 * dayMs } as const;

/** Where a deleted record is at a moment of the clock; nothing has to run for that. */
export function deletedState(
  { deletedAt, permanent }: DeletedRecord,
  now: number,
): 'recycle' | 'permanent' | 'forgotten' {
  const age = now - deletedAt;
  if (age >= retention.permanentMs) return 'forgotten';
  return permanent || age >= retention.recycleMs ? 'permanent' : 'recycle';
}
