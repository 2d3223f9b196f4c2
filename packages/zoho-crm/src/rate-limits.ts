/** CRM refuses the 101st row of one write (Zoho doc: update-records). */
export const maxRowsPerWrite = 100;

/** At most this many ids in the `ids` parameter of a list (Zoho doc: get-records). */
export const maxIdsPerRead = 100;

/** At most this many names in `fields`, which a list requires (Zoho doc: get-records). */
export const maxFieldsPerRead = 50;

/** The largest page of a list (Zoho doc: get-records). */
export const rowsPerListPage = 200;

/** A search ends there (Zoho doc: search-records). */
export const rowsPerSearch = 2_000;

/** Criteria of a search: 10 in Zoho's words, 15 in its OpenAPI (module_search); Zoho refuses the rest. */
export const maxSearchCriteria = 15;

/** Values of an `in`, of a search and of COQL (Zoho doc: search-records; v8: COQL-Limitations). */
export const maxValuesOfIn = 100;

/** Conditions of a COQL query (Zoho doc v8: COQL-Limitations). */
export const maxCoqlCriteria = 25;

/** Criteria of a bulk read, and values of one of its lists (Zoho OpenAPI: bulk_read). */
export const maxBulkCriteria = 25;
export const maxValuesOfBulkIn = 200;

/** Columns of a COQL query (Zoho doc v8: COQL-Limitations). */
export const maxColumnsOfCoql = 500;

/** Fields that one call makes or changes (Zoho doc: create-custom-field). */
export const maxFieldsPerWrite = 5;

/** The largest LIMIT of a COQL query (Zoho doc v8: COQL-Limitations). */
export const rowsPerCoqlPage = 2_000;

/**
 * Simultaneous calls per org and client id: Free 5, Standard 10, Professional 15, Enterprise 20,
 * Ultimate 25 (Zoho doc v8: api-limits). The edition is not known, so the smallest is the default.
 */
export const defaultConcurrency = 5;

/**
 * How long to stay away after a 429 without `Retry-After`. Zoho documents neither the header nor a
 * duration (Zoho doc v8: api-limits); a concurrency overrun is over as soon as a call ends, and
 * exhausted credits are not, which is why the retry loop gives up after a few of these.
 */
export const defaultPenaltyMs = 5_000;

/** Added to a `Retry-After`, which is cut to whole seconds. */
export const penaltyMarginMs = 1_000;
