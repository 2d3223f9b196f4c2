import type { CrmRecord } from './record-table.ts';

/** Finds records by what a field holds, case ignored. */
export interface RecordIndex {
  find(text: string): CrmRecord[];
  add(record: CrmRecord): void;
  remove(record: CrmRecord): void;
  replace(before: CrmRecord, after: CrmRecord): void;
}

export function createRecordIndex(field: string, records: Iterable<CrmRecord>): RecordIndex {
  const entries = new Map<string, Map<string, CrmRecord>>();
  const index: RecordIndex = {
    find: (text) => [...(entries.get(text.toLowerCase())?.values() ?? [])],
    add(record) {
      const key = toKey(record[field]);
      if (key === undefined) return;
      const same = entries.get(key);
      if (same) same.set(record.id, record);
      else entries.set(key, new Map([[record.id, record]]));
    },
    remove(record) {
      const key = toKey(record[field]);
      if (key === undefined) return;
      const same = entries.get(key);
      same?.delete(record.id);
      if (same?.size === 0) entries.delete(key);
    },
    replace(before, after) {
      index.remove(before);
      index.add(after);
    },
  };
  for (const record of records) index.add(record);
  return index;
}

// --- internal ---

/** A lookup is found by the id that it points to. */
function toKey(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value === '' ? undefined : value.toLowerCase();
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' ? value.id : undefined;
}
