import * as v from 'valibot';

/** Ids are digits in a string (Zoho doc: get-records); a number has lost its last digits already. */
const Id = v.pipe(v.string(), v.regex(/^\d+$/, 'must be digits in a string'));

const Row = v.objectWithRest({ id: Id }, v.unknown());

/** Optional and possibly `null`, as CRM writes what it does not have. */
const Token = v.optional(v.nullable(v.pipe(v.string(), v.nonEmpty())));

/**
 * A page of a list. `more_records` without a token would be a silent end in the middle of the
 * records, so that is not a shape this accepts.
 */
export const WireListPage = v.pipe(
  v.object({
    data: v.array(Row),
    info: v.pipe(
      v.object({ more_records: v.boolean(), next_page_token: Token }),
      v.check(
        (info) => !info.more_records || typeof info.next_page_token === 'string',
        'more_records without next_page_token',
      ),
    ),
  }),
  v.forward(
    v.check(
      ({ data, info }) => keepsItsPromise(data, info.more_records),
      'more_records without a record',
    ),
    ['data'],
  ),
);

/** Answers of one record, or of a list by ids; a single record comes without `info`. */
export const WireRows = v.object({ data: v.array(Row) });

/** COQL rows carry an id unless the query aggregates (Zoho doc v8: COQL-Overview). */
export const WireCoqlPage = v.pipe(
  v.object({
    data: v.array(v.record(v.string(), v.unknown())),
    info: v.optional(v.object({ more_records: v.optional(v.boolean()) })),
  }),
  v.forward(
    v.check(
      ({ data, info }) => keepsItsPromise(data, info?.more_records),
      'more_records without a record',
    ),
    ['data'],
  ),
);

/** A row of COQL by which a walk in the order of ids goes on. */
export const WireCoqlRow = Row;

/** A row of COQL by which a walk in the order of time goes on. */
export const WireChangedRow = v.objectWithRest({ id: Id, Modified_Time: v.string() }, v.unknown());

/** A page by number: no token, and a page that promises more must hold something. */
const numberedPage = <Schema extends v.GenericSchema>(row: Schema) =>
  v.pipe(
    v.object({ data: v.array(row), info: v.object({ more_records: v.boolean() }) }),
    v.forward(
      v.check(
        ({ data, info }) => keepsItsPromise(data, info.more_records),
        'more_records without a record',
      ),
      ['data'],
    ),
  );

/** A page of a search (Zoho doc: search-records). */
export const WireSearchPage = numberedPage(Row);

const Who = v.optional(v.nullable(v.object({ id: Id, name: v.optional(v.nullable(v.string())) })));

/** Zoho doc: get-deleted-records; what is gone for good has nulls. */
export const WireDeletedPage = numberedPage(
  v.object({
    id: Id,
    type: v.picklist(['recycle', 'permanent']),
    deleted_time: v.string(),
    display_name: v.optional(v.nullable(v.string())),
    deleted_by: Who,
  }),
);

const RowAnswer = v.object({
  status: v.picklist(['success', 'error']),
  code: v.string(),
  message: v.optional(v.string(), ''),
  details: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  /** Of an upsert (Zoho doc: upsert-records). */
  action: v.optional(v.nullable(v.picklist(['insert', 'update']))),
  duplicate_field: v.optional(v.nullable(v.string())),
});

/** One answer per row of a write, in the order of the rows; also the body of a 400, 403 and 412. */
export const WireRowAnswers = v.array(RowAnswer);

/** What Zoho says of one row of a write. */
export type WireRowAnswer = v.InferOutput<typeof RowAnswer>;

/** A page without rows is the end of a walk: one that promises more would end it too early. */
function keepsItsPromise(rows: readonly unknown[], more: boolean | undefined): boolean {
  return rows.length > 0 || more !== true;
}
