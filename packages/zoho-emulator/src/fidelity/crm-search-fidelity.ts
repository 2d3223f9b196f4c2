import type { FidelityRow } from './fidelity-row.ts';

const search = 'crm/search/search-records.test.ts';
const index = 'crm/search/search-index.test.ts';
const criteria = 'crm/criteria/create-criteria.test.ts';

const doc = 'Zoho doc: search-records';
const countDoc = 'Zoho doc: record-count';
const oas = 'zoho/crm-oas: module_search';
const countOas = 'zoho/crm-oas: record_count examples';
const bulkDoc = 'Zoho doc: bulk-read/create-job';

type Proof = [file: string, title: string];

const found: Proof = [search, 'criteria %s finds %j'];
const refused: Proof = [search, 'a search with %j is refused as %s, "%s"'];
const first: Proof = [
  search,
  'of several parameters the first of criteria, email, phone, word wins: %j',
];
const page: Proof = [
  search,
  'a page carries rows and info; the fields are those asked for, or all',
];

function documented(
  area: string,
  source: string,
  [file, title]: Proof,
  ...all: string[]
): FidelityRow[] {
  return all.map((what) => ({
    area,
    what,
    confidence: 'documented',
    source,
    test: { file, title },
  }));
}

const searchRows: FidelityRow[] = [
  ...documented(
    'CRM search',
    doc,
    found,
    'equals on texts is "contains"',
    'starts_with looks at the beginning only',
    'One term may stand without outer parentheses',
    'and, or and nested parentheses combine terms',
    'A backslash takes the meaning from a comma, a parenthesis or a backslash',
    'Numbers, dates and datetimes take comparisons, between and in',
    'Booleans take equals and not_equal',
    'Picklists take equals, not_equal and in',
    'Datetimes are ISO 8601 with an offset',
  ),
  ...documented(
    'CRM search',
    doc,
    first,
    'Of criteria, email, phone and word the first wins',
    'email and phone match any field of that type',
    'word searches all fields',
    'Lookups are searched by id',
    'Multi-select picklists take equals',
  ),
  ...documented(
    'CRM search',
    doc,
    page,
    'Without fields a row has all of them',
    'info has per_page, count, page, more_records and the order',
    'page and per_page walk the result, sort_by and sort_order turn it',
  ),
  ...documented(
    'CRM search',
    doc,
    [search, 'nothing found is 204 without a body'],
    'Nothing found is 204 without a body',
  ),
  ...documented(
    'CRM search',
    doc,
    [search, 'search needs its own scope besides READ of the module'],
    'The token needs ZohoSearch.securesearch.READ besides READ of the module',
  ),
  ...documented(
    'CRM search',
    doc,
    [search, 'converted leads are hidden unless they are asked for'],
    'Converted leads are found with converted=true or both only',
  ),
  ...documented(
    'CRM search',
    `${doc} (v8)`,
    [search, 'records that wait for approval are found by approved and by approval_state'],
    'approved and approval_state choose by approval',
  ),
  ...documented(
    'CRM search',
    oas,
    refused,
    'EXPECTED_PARAM_MISSING {param_names}',
    'At most 2,000 rows: LIMIT_REACHED {limit}, the limit as a text',
    'At most 200 rows a page',
    'INVALID_QUERY {reason, expected_data_type}: a value of another type',
    'INVALID_QUERY {reason, operator}: invalid operator found',
    'INVALID_QUERY {reason}: a field that is not there or cannot be searched',
    'INVALID_QUERY {reason}: criteria that are not well formed, keywords in capitals among them',
    'INVALID_QUERY {param_name}',
    'INVALID_QUERY: only 100 values in an in-list',
    'INVALID_DATA {param_name}: a word of one character',
    'INVALID_DATA {reason}: special characters in a word',
    'Textareas take no in, texts no between, picklists no starts_with',
  ),
  ...documented(
    'CRM search',
    oas,
    [search, 'a module that hangs on others cannot be searched or counted'],
    'NOT_SUPPORTED {module}',
  ),
  ...documented(
    'CRM search',
    oas,
    [search, 'a module that is not there is refused'],
    'INVALID_MODULE {resource_path_index}',
  ),
  {
    area: 'CRM search',
    what: 'A plus sign that is not encoded is read as a space',
    confidence: 'seen by clients',
    source: "Zoho's Node SDK sends it so",
    test: {
      file: search,
      title: 'a plus sign that is not encoded is a space, so that the time is none',
    },
  },
  {
    area: 'CRM search',
    what: 'At most 10 criteria, or 15: CRITERIA_LIMIT_EXCEEDED',
    confidence: 'documented',
    source: `${doc} (10); ${oas} (15)`,
    switch: 'searchCriteria',
    test: { file: search, title: 'as many criteria are taken as the switch says' },
  },
  {
    area: 'CRM search',
    what: 'A changed record is found by what it was, for a while',
    confidence: 'seen by clients',
    source: doc,
    switch: 'searchLagMs',
    test: {
      file: search,
      title: 'a changed record is found by what it was until the lag has passed',
    },
  },
  {
    area: 'CRM search',
    what: 'A new record is not found at once',
    confidence: 'documented',
    source: doc,
    switch: 'searchLagMs',
    test: { file: search, title: 'a new record is missing from search and count at first' },
  },
  {
    area: 'CRM search',
    what: 'A deleted record is found for a while',
    confidence: 'inferred',
    source: doc,
    switch: 'searchLagMs',
    test: { file: index, title: 'what a record was survives a snapshot' },
  },
  {
    area: 'CRM search',
    what: 'Fields restricted for GDPR or HIPAA are refused',
    confidence: 'documented',
    source: doc,
    absent: 'no field is restricted here',
  },
  {
    area: 'CRM search',
    what: 'Users are searched with type',
    confidence: 'documented',
    source: doc,
    absent: 'users are no module here',
  },
];

const countRows: FidelityRow[] = [
  ...documented(
    'CRM count',
    countDoc,
    [search, 'without parameters it counts all, with one of search what that finds'],
    'Counts all records, or what a search would find',
  ),
  ...documented(
    'CRM count',
    countDoc,
    [search, 'by a custom view it counts what that shows'],
    'Counts the records of a custom view',
  ),
  ...documented(
    'CRM count',
    countOas,
    [search, 'a custom view and a search together are refused'],
    'AMBIGUITY_DURING_PROCESSING {ambiguity_due_to}: cvid together with a search',
  ),
  ...documented(
    'CRM count',
    countOas,
    [search, 'a type of field that the module does not have is refused'],
    'FIELD_TYPE_UNAVAILABLE: this data type is not found in this module',
  ),
  {
    area: 'CRM count',
    what: 'The count is 1 to 10 minutes late',
    confidence: 'documented',
    source: countDoc,
    switch: 'searchLagMs',
    test: { file: search, title: 'a new record is missing from search and count at first' },
  },
];

const criteriaRows: FidelityRow[] = [
  ...documented(
    'CRM JSON criteria',
    bulkDoc,
    [criteria, '%s %s %j is %s'],
    'Numbers take equal, not_equal, in, not_in and comparisons',
    'Texts and picklists take contains, starts_with and ends_with too',
    'Dates and datetimes take between and not_between too',
    'Booleans take equal only',
    'Lookups are compared by id, or by a field of what they point to',
  ),
  ...documented(
    'CRM JSON criteria',
    bulkDoc,
    [criteria, 'null satisfies ${EMPTY} and nothing else'],
    '${EMPTY} is the empty value',
  ),
  ...documented(
    'CRM JSON criteria',
    bulkDoc,
    [criteria, 'groups are nested, and without criteria every record matches'],
    'A group is joined by and or or, and groups are nested',
  ),
  ...documented(
    'CRM JSON criteria',
    'zoho/crm-oas: bulk_read',
    [criteria, 'criteria %j are refused as %s'],
    'At most 25 criteria: CRITERIA_LIMIT_EXCEEDED',
    'At most 200 values: VALUE_LIMIT_EXCEEDED_IN_CRITERIA',
    'Fields, comparators and values that do not go together each have a code',
    'Groups that are ambiguous, or joined by another word, are refused',
  ),
];

/** Search, count, and the JSON criteria of bulk reads and custom views. */
export const crmSearchFidelity: FidelityRow[] = [...searchRows, ...countRows, ...criteriaRows];
