import { parseCrmTime } from './crm-time.ts';

/** A record as it is stored: values as a read shows them, times in the org's offset. */
export interface CrmRecord {
  id: string;
  [field: string]: unknown;
}

/** What is left of a record that was deleted. */
export interface DeletedRecord {
  /** As it was; in the recycle bin it can be restored. */
  record: CrmRecord;
  /** Milliseconds since the epoch. */
  deletedAt: number;
  deletedBy: { id: string; name: string };
  /** Deleted from the bin too. */
  permanent: boolean;
}

export type RecordChange =
  | { kind: 'insert' | 'update'; record: CrmRecord; before: CrmRecord | undefined }
  | { kind: 'delete'; record: CrmRecord };

export type SortField = 'id' | 'Created_Time' | 'Modified_Time';

/** The records of one module. Nothing else holds or changes them. */
export interface RecordTable {
  readonly size: number;
  get(id: string): CrmRecord | undefined;
  /** All that are not deleted, in no special order. */
  values(): Iterable<CrmRecord>;
  /**
   * All that are not deleted, in an order that is kept until something changes: a walk over a
   * hundred thousand records costs no sort per page. Equal times are ordered by id.
   */
  sorted(by: SortField, order: 'asc' | 'desc'): readonly CrmRecord[];
  /** Live records whose `field` holds the text, case ignored; an index is kept once it was asked. */
  having(field: string, text: string): readonly CrmRecord[];
  add(record: CrmRecord): void;
  /** Lays `values` over the record. */
  change(record: CrmRecord, values: Record<string, unknown>): void;
  /** Takes the record away and keeps it among the deleted. */
  remove(record: CrmRecord, deletion: Omit<DeletedRecord, 'record'>): void;
  /** What was deleted, by id; purging and restoring take entries out. */
  readonly deleted: Map<string, DeletedRecord>;
  /** Tells of every change after it was made, in order. */
  listen(listener: (change: RecordChange) => void): void;
  /** Forgets all and takes these instead, without telling of it. */
  replace(records: Iterable<CrmRecord>, deleted: Iterable<DeletedRecord>): void;
}

/** Creates an empty table. */
export function createRecordTable(): RecordTable {
  const records = new Map<string, CrmRecord>();
  const deleted = new Map<string, DeletedRecord>();
  const listeners: ((change: RecordChange) => void)[] = [];
  const orders = new Map<string, readonly CrmRecord[]>();
  const indexes = new Map<string, Map<string, Set<CrmRecord>>>();

  const tell = (change: RecordChange): void => {
    for (const listener of listeners) listener(change);
  };
  /** Only what the change touches is sorted anew. */
  const forgetOrders = (fields: readonly string[]): void => {
    for (const key of orders.keys()) {
      if (fields.some((field) => key.startsWith(`${field} `))) orders.delete(key);
    }
  };
  const all = ['id', 'Created_Time', 'Modified_Time'];
  const enter = (field: string, record: CrmRecord): void => {
    const index = indexes.get(field);
    const key = toKey(record[field]);
    if (!index || key === undefined) return;
    index.set(key, (index.get(key) ?? new Set()).add(record));
  };
  const leave = (field: string, record: CrmRecord): void => {
    const key = toKey(record[field]);
    if (key !== undefined) indexes.get(field)?.get(key)?.delete(record);
  };

  const sorted: RecordTable['sorted'] = (by, order) => {
    const key = `${by} ${order}`;
    const known = orders.get(key);
    if (known) return known;
    const rows =
      order === 'desc'
        ? sorted(by, 'asc').toReversed()
        : [...records.values()].toSorted(toComparison(by));
    orders.set(key, rows);
    return rows;
  };

  return {
    get size() {
      return records.size;
    },
    get: (id) => records.get(id),
    values: () => records.values(),
    sorted,
    having(field, text) {
      if (!indexes.has(field)) {
        indexes.set(field, new Map());
        for (const record of records.values()) enter(field, record);
      }
      return [...(indexes.get(field)?.get(text.toLowerCase()) ?? [])];
    },
    add(record) {
      records.set(record.id, record);
      deleted.delete(record.id);
      forgetOrders(all);
      for (const field of indexes.keys()) enter(field, record);
      tell({ kind: 'insert', record, before: undefined });
    },
    change(record, values) {
      const before = { ...record };
      const touched = Object.keys(values);
      for (const field of touched) leave(field, record);
      Object.assign(record, values);
      for (const field of touched) enter(field, record);
      forgetOrders(touched);
      tell({ kind: 'update', record, before });
    },
    remove(record, deletion) {
      records.delete(record.id);
      deleted.set(record.id, { record, ...deletion });
      forgetOrders(all);
      for (const field of indexes.keys()) leave(field, record);
      tell({ kind: 'delete', record });
    },
    deleted,
    listen(listener) {
      listeners.push(listener);
    },
    replace(next, gone) {
      records.clear();
      deleted.clear();
      orders.clear();
      indexes.clear();
      for (const record of next) records.set(record.id, record);
      for (const one of gone) deleted.set(one.record.id, one);
    },
  };
}

/** Orders ids as the numbers they are; they exceed what a JavaScript number holds exactly. */
export function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** When a time field says it was, in milliseconds since the epoch; 0 when it says nothing. */
export function timeOf(record: CrmRecord, field: string): number {
  const text = record[field];
  return typeof text === 'string' ? (parseCrmTime(text) ?? 0) : 0;
}

// --- internal ---

function toComparison(by: SortField): (one: CrmRecord, other: CrmRecord) => number {
  if (by === 'id') return (one, other) => compareIds(one.id, other.id);
  const times = new Map<CrmRecord, number>();
  const at = (record: CrmRecord): number => {
    const known = times.get(record);
    if (known !== undefined) return known;
    const time = timeOf(record, by);
    times.set(record, time);
    return time;
  };
  return (one, other) => at(one) - at(other) || compareIds(one.id, other.id);
}

function toKey(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined;
}
