import type { CallOptions } from '@zohokit/zoho-http';
import { toCall } from './call-options.ts';
import { changedRows } from './changed-rows.ts';
import type { Coql } from './coql.ts';
import type { CrmRow } from './crm-row.ts';
import { deletedRecords, type DeletedRecord } from './deleted-records.ts';
import { toInstant } from './instant.ts';
import type { CrmService } from './service.ts';
import { usage } from './usage.ts';

/** Where an incremental read ended, as plain JSON: keep it, and hand it in the next time. */
export interface ChangeCursor {
  /** The latest moment that CRM told of, ISO 8601 with offset. Never the local clock. */
  since: string;
  /** What of the overlap was handed out already: `id` -> the moment of its change or deletion. */
  seen: { changed: Record<string, string>; deleted: Record<string, string> };
}

/** One thing that happened to a record. */
export type RecordChange<Row> =
  | { type: 'changed'; id: string; /** ISO 8601 with offset. */ modifiedTime: string; row: Row }
  | {
      type: 'deleted';
      id: string;
      /** ISO 8601 with offset. */ deletedTime: string;
      record: DeletedRecord;
    };

/** From when on, and what of the records. */
export interface ChangesOptions<Field extends string = string> extends CallOptions {
  /** The cursor of the last read; for the first, a moment: a Date, or ISO 8601 with offset. */
  since: ChangeCursor | string | Date;
  /**
   * API names; `id` and `Modified_Time` are always asked for.
   * @default those of the schema; without one, all of the module, which costs a request
   */
  fields?: readonly Field[] | undefined;
  /**
   * Milliseconds before `since` that are read once more: a change may become visible late. What was
   * handed out of them is not handed out again.
   * @default 300_000
   */
  overlapMs?: number | undefined;
}

/** The changes, in order; they can be taken once. */
export interface Changes<Row> extends AsyncIterable<RecordChange<Row>> {
  /**
   * For the next read. Only there once every change was taken: a read that was broken off is to be
   * done again from its own `since`.
   */
  readonly cursor: ChangeCursor | undefined;
}

/** What the walk needs of the client. */
export interface ChangesSource<Row> {
  service: CrmService;
  coql: Coql;
  module: string;
  /** Asked once, when the walk begins. */
  fields: () => Promise<readonly string[]>;
  parse: (row: CrmRow) => Row;
}

/**
 * What changed in a module since: records in ascending `Modified_Time`, a record again when it
 * changed again, then the deletions of that time. It walks by COQL and by (`Modified_Time`, `id`), so
 * that no change meanwhile shifts a record out of sight. Two changes within one second are one (Zoho
 * writes no milliseconds). CRM forgets deletions after 60 to 120 days: a read that is older has to
 * compare all ids.
 */
export function changesOf<Row>(source: ChangesSource<Row>, options: ChangesOptions): Changes<Row> {
  const start = toStart(options);
  let cursor: ChangeCursor | undefined;
  async function* walk(): AsyncGenerator<RecordChange<Row>, void, undefined> {
    const book = createBook(start);
    const wide = { ...source, fields: await source.fields() };
    for await (const row of changedRows(wide, start.from, toCall(options))) {
      const { id, Modified_Time: modifiedTime } = row;
      if (!book.take('changed', id, modifiedTime)) continue;
      yield { type: 'changed', id, modifiedTime, row: source.parse(row) };
    }
    const { service, module } = source;
    const deletions: DeletedRecord[] = [];
    const found = deletedRecords(service, module, { ...toCall(options), since: start.from });
    for await (const record of found) deletions.push(record);
    for (const record of deletions.toSorted(byTime)) {
      const { id, deletedTime } = record;
      if (!book.take('deleted', id, deletedTime)) continue;
      yield { type: 'deleted', id, deletedTime, record };
    }
    cursor = book.cursor();
  }
  const taken = walk();
  return {
    [Symbol.asyncIterator]: () => taken,
    get cursor() {
      return cursor;
    },
  };
}

// --- internal ---

interface Start extends ChangeCursor {
  /** `since`, less the overlap. */
  from: string;
  overlapMs: number;
}

function toStart({ since, overlapMs = 300_000 }: ChangesOptions): Start {
  if (!Number.isInteger(overlapMs) || overlapMs < 0) {
    throw usage('"overlapMs" must be a whole number of milliseconds from 0');
  }
  const isCursor = typeof since === 'object' && !(since instanceof Date);
  const { seen } = isCursor ? since : { seen: { changed: {}, deleted: {} } };
  const instant = toInstant('since', isCursor ? since.since : since);
  const from = toInstant('since', new Date(Date.parse(instant) - overlapMs));
  return { since: instant, seen, from, overlapMs };
}

/** What was handed out, and how far time went. */
function createBook({ since, seen, overlapMs }: Start) {
  const known = {
    changed: new Map(Object.entries(seen.changed)),
    deleted: new Map(Object.entries(seen.deleted)),
  };
  let latest = since;
  const recent = (moments: Map<string, string>): Record<string, string> => {
    const oldest = Date.parse(latest) - overlapMs;
    return Object.fromEntries([...moments].filter(([, at]) => Date.parse(at) >= oldest));
  };
  return {
    take(kind: 'changed' | 'deleted', id: string, at: string): boolean {
      const before = known[kind].get(id);
      // The offset follows the user's time zone: moments are compared, not texts.
      if (before !== undefined && Date.parse(before) === Date.parse(at)) return false;
      known[kind].set(id, at);
      if (Date.parse(at) > Date.parse(latest)) latest = at;
      return true;
    },
    cursor: (): ChangeCursor => ({
      since: latest,
      seen: { changed: recent(known.changed), deleted: recent(known.deleted) },
    }),
  };
}

function byTime(one: DeletedRecord, other: DeletedRecord): number {
  return Date.parse(one.deletedTime) - Date.parse(other.deletedTime);
}
