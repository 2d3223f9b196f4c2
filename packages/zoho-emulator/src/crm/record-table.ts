import { type RecordIndex, createRecordIndex } from './record-index.ts';
import { type RecordOrder, createRecordOrder } from './record-order.ts';

export { compareIds, timeOf } from './record-order.ts';

/**
 * A record as it is stored: values as a read shows them, times in the user's zone. It never
 * changes: a change puts another in its place. So whoever holds one holds how it was.
 */
export interface CrmRecord {
  readonly id: string;
  readonly [field: string]: unknown;
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
   * All that are not deleted, in an order that is kept up to date: a walk over a hundred thousand
   * records costs no sort per page. Equal times are ordered by id. What was answered stays as it
   * is, whatever changes later.
   */
  sorted(by: SortField, order: 'asc' | 'desc'): readonly CrmRecord[];
  /**
   * Live records whose `field` holds the text, case ignored, or of a lookup the id; an index is
   * kept once it was asked.
   */
  having(field: string, text: string): readonly CrmRecord[];
  add(record: CrmRecord): void;
  /** Lays `values` over what the record with this one's id is now; the record as it is then. */
  change(record: CrmRecord, values: Record<string, unknown>): CrmRecord;
  /** Takes the record away and keeps it among the deleted. */
  remove(record: CrmRecord, deletion: Omit<DeletedRecord, 'record'>): void;
  /** What was deleted, by id; purging and restoring take entries out. */
  readonly deleted: Map<string, DeletedRecord>;
  /** Tells of every change after it was made, in order. */
  listen(listener: (change: RecordChange) => void): void;
  /** Takes these besides what is there, without telling of it. */
  fill(records: Iterable<CrmRecord>, deleted: Iterable<DeletedRecord>): void;
  /** Forgets all and takes these instead, without telling of it. */
  replace(records: Iterable<CrmRecord>, deleted: Iterable<DeletedRecord>): void;
}

/** Creates an empty table. */
export function createRecordTable(): RecordTable {
  const records = new Map<string, CrmRecord>();
  const deleted = new Map<string, DeletedRecord>();
  const listeners: ((change: RecordChange) => void)[] = [];
  const views = createViews(records);
  const tell = (change: RecordChange): void => {
    for (const listener of listeners) listener(change);
  };
  const fill: RecordTable['fill'] = (next, gone) => {
    views.clear();
    for (const record of next) records.set(record.id, record);
    for (const one of gone) deleted.set(one.record.id, one);
  };

  return {
    get size() {
      return records.size;
    },
    get: (id) => records.get(id),
    values: () => records.values(),
    sorted: views.sorted,
    having: views.having,
    add(record) {
      const before = records.get(record.id);
      if (before) views.remove(before);
      records.set(record.id, record);
      deleted.delete(record.id);
      views.add(record);
      tell({ kind: 'insert', record, before: undefined });
    },
    change({ id }, values) {
      const before = records.get(id);
      if (!before) throw new Error(`There is no record ${id} to change`);
      const record: CrmRecord = { ...before, ...values, id };
      records.set(id, record);
      views.replace(before, record);
      tell({ kind: 'update', record, before });
      return record;
    },
    remove({ id }, deletion) {
      const record = records.get(id);
      if (!record) return;
      views.remove(record);
      records.delete(id);
      deleted.set(id, { record, ...deletion });
      tell({ kind: 'delete', record });
    },
    deleted,
    listen: (listener) => void listeners.push(listener),
    fill,
    replace(next, gone) {
      records.clear();
      deleted.clear();
      fill(next, gone);
    },
  };
}

// --- internal ---

interface Views extends Pick<RecordTable, 'sorted' | 'having'> {
  add(record: CrmRecord): void;
  remove(record: CrmRecord): void;
  replace(before: CrmRecord, after: CrmRecord): void;
  clear(): void;
}

/** Orders and indexes, made when they are first asked for. */
function createViews(records: ReadonlyMap<string, CrmRecord>): Views {
  const orders = new Map<SortField, RecordOrder>();
  const indexes = new Map<string, RecordIndex>();
  const all = (): (RecordOrder | RecordIndex)[] => [...orders.values(), ...indexes.values()];
  return {
    sorted(by, order) {
      const rows = orders.get(by) ?? createRecordOrder(by, records.values());
      orders.set(by, rows);
      return order === 'asc' ? rows.ascending() : rows.descending();
    },
    having(field, text) {
      const index = indexes.get(field) ?? createRecordIndex(field, records.values());
      indexes.set(field, index);
      return index.find(text);
    },
    add(record) {
      for (const view of all()) view.add(record);
    },
    remove(record) {
      for (const view of all()) view.remove(record);
    },
    replace(before, after) {
      for (const view of all()) view.replace(before, after);
    },
    clear() {
      orders.clear();
      indexes.clear();
    },
  };
}
