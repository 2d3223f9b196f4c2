import type { FidelityRow } from './fidelity-row.ts';
import { rowsOf } from './rows-of.ts';

const list = 'crm/records/list-records.test.ts';
const listRules = 'crm/records/list-rules.test.ts';
const get = rowsOf('record reads');
const getDoc = 'Zoho doc: get-records';
const oas = 'zoho/crm-oas record';
const badList: [string, string] = [listRules, 'a list with %s is refused with details'];

/** What reads of records do, and how well it is known. */
export const crmRecordReadsFidelity: FidelityRow[] = [
  get('a list without fields is REQUIRED_PARAM_MISSING', 'documented', getDoc, badList),
  get('more than 50 fields are LIMIT_EXCEEDED', 'documented', getDoc, badList),
  get('more than 100 ids are LIMIT_EXCEEDED', 'documented', getDoc, badList),
  get('ids narrow a list', 'documented', getDoc, [list, 'ids narrow the list']),
  get('the id is always among the fields', 'documented', getDoc, [
    list,
    'a page shows the fields asked for, newest id first',
  ]),
  get('per_page is 1 to 200, else PATTERN_NOT_MATCHED', 'documented', getDoc, badList),
  get(
    'page reaches row 2,000, then DISCRETE_PAGINATION_LIMIT_EXCEEDED',
    'seen by clients',
    'airbytehq/airbyte#30977',
    badList,
  ),
  get(
    'page tokens reach row 100,000, then PAGINATION_LIMIT_EXCEEDED',
    'documented',
    oas,
    [listRules, 'tokens reach so many rows and no more'],
    { switch: 'listTokenRows' },
  ),
  get('page 1 carries a token already', 'documented', getDoc, [
    list,
    'page tokens walk to the end from the first page on',
  ]),
  get('a previous token leads back', 'documented', getDoc, [
    listRules,
    'a page token leads back as well',
  ]),
  get(
    'page and page_token together are AMBIGUITY_DURING_PROCESSING',
    'documented',
    getDoc,
    badList,
  ),
  get('cvid and sort_by together are AMBIGUITY_DURING_PROCESSING', 'documented', getDoc, badList),
  get(
    'a page token is bound to the parameters, else TOKEN_BOUND_DATA_MISMATCH',
    'documented',
    getDoc,
    [list, 'a page token is bound to the question'],
  ),
  get('a page token is bound to If-Modified-Since', 'seen by clients', 'amp-labs/connectors#1096', [
    listRules,
    'a page token is bound to If-Modified-Since',
  ]),
  get('a page token of another user is INVALID_DATA', 'documented', getDoc, [
    listRules,
    'a page token of another user is as unknown as garbage',
  ]),
  get('a page token that is garbage is INVALID_DATA', 'documented', getDoc, badList),
  get('a page token lives 24 hours, then EXPIRED_VALUE', 'documented', oas, [
    list,
    'a page token dies after a day',
  ]),
  get(
    'info has call, email, counts, order and tokens, null where there is no more',
    'documented',
    getDoc,
    [
      listRules,
      'the information of a list has the keys of the documentation, null where there is no more',
    ],
  ),
  get(
    'sort_by is id, Created_Time or Modified_Time, else INVALID_DATA with supported_values',
    'documented',
    oas,
    badList,
  ),
  get('sort_order is asc or desc, desc by default', 'documented', getDoc, [
    list,
    '%s is refused as %s',
  ]),
  get('cvid reads by a custom view, an unknown one is INVALID_DATA', 'documented', getDoc, [
    listRules,
    'a custom view chooses the records, and an unknown one is refused',
  ]),
  get('converted leads are hidden unless converted is true or both', 'documented', getDoc, [
    listRules,
    'converted leads are hidden unless asked for (%s)',
  ]),
  get(
    'approved chooses among records in lists',
    'inferred',
    'Zoho doc: search-records has it, get-records does not',
    [listRules, 'approved chooses among records (%s)'],
  ),
  get(
    'territory_id in another module is INVALID_MODULE with words of its own',
    'documented',
    getDoc,
    badList,
  ),
  get(
    'territory_id of Deals, Contacts and Accounts',
    'unknown',
    getDoc,
    [listRules, 'territories are asked for in modules that have them, and may be invalid'],
    { switch: 'listByTerritory' },
  ),
  get('filters, cross_filters and filterId', 'documented', oas, undefined, {
    absent: 'only the newest description names them, without their grammar',
  }),
  get('no row is 204 without a body', 'documented', getDoc, [
    list,
    'numbered pages work, and past the last one there is nothing',
  ]),
  get('304 when nothing is newer than If-Modified-Since', 'documented', getDoc, [
    list,
    'If-Modified-Since leaves out what is older, and is 304 when all is',
  ]),
  get(
    'If-Modified-Since of the very second',
    'unknown',
    getDoc,
    [listRules, 'If-Modified-Since of the very second is %s'],
    { switch: 'modifiedSinceBound' },
  ),
  get('If-Modified-Since is ISO 8601, not an HTTP date', 'documented', getDoc, [
    list,
    'an HTTP date is no time for CRM',
  ]),
  get(
    'an unknown module is INVALID_MODULE with resource_path_index 0',
    'seen by clients',
    'Zoho doc: status-codes; api-evangelist/zoho-crm',
    [list, 'an unknown module is refused by its place in the path'],
  ),
  get('NO_PERMISSION 403 with the permissions that are missing', 'documented', getDoc, undefined, {
    absent: 'the user of an org may do everything; a fault answers it',
  }),
  get(
    'lists cut rich text to 500 characters and leave out subforms, multi-select lookups and multi-user lookups',
    'documented',
    getDoc,
    [listRules, 'a list has no subforms and no multi-select lookups, and cuts rich text'],
  ),
  get(
    'fetch_full_data has rich text whole, 204 if there is none',
    'documented',
    'Zoho doc: get-rich-text-records',
    [listRules, 'fetch_full_data has the rich text that a list cut, of one record and of several'],
  ),
  get('system keys are read by name in fields', 'documented', getDoc, [
    listRules,
    'system keys are told where they are asked for',
  ]),
  get(
    'one record has subforms, multi-select lookups and $has_more, and no info',
    'documented',
    getDoc,
    [
      listRules,
      'one record has subforms with their parent, multi-select lookups and whole rich text',
    ],
  ),
  get('fields is optional for one record', 'documented', getDoc, [
    list,
    'one record is read with the fields asked for',
  ]),
  get(
    'an unknown record is 204, or 400',
    'documented',
    oas,
    [listRules, 'a record that is not there is %i'],
    { switch: 'unknownRecord' },
  ),
  get('a malformed id is INVALID_DATA with resource_path_index 1', 'inferred', oas, [
    list,
    'an unknown id is 204, a malformed one 400',
  ]),
  get(
    'times are in the zone of the user, with its seasons, without milliseconds',
    'documented',
    'Zoho doc: get-users, field types',
    [listRules, 'times follow the season of the time zone of the user'],
  ),
  get('reads and deletions need scopes of their own', 'documented', 'Zoho doc: scopes', [
    listRules,
    '%s needs a scope of its own',
  ]),
];
