import type { FidelityRow } from './fidelity-row.ts';
import { absentRow, provedRows } from './job-rows.ts';

const bulkRead = provedRows('CRM bulk read', 'Zoho doc: bulk-read', 'bulk-read.test.ts', [
  ['201 ADDED_SUCCESSFULLY with id, operation, state', 'a bulk read is added with 201'],
  [
    'State: ADDED, QUEUED, IN PROGRESS, COMPLETED',
    'a bulk read is ADDED, QUEUED, IN PROGRESS and COMPLETED as time goes on',
    { switch: 'jobMs' },
  ],
  [
    'State: FAILURE with result.error_message',
    'a bulk read that fails ends in FAILURE with an error message',
    { switch: 'jobFails' },
  ],
  [
    'Status of a job that is done: result with count and download_url',
    'a bulk read that is done says where its result is',
  ],
  [
    'Samples show a result in every state',
    'a bulk read that is not done has a result only when the profile says so',
    { switch: 'bulkResultEarly' },
  ],
  [
    'Result: a zip with a CSV, id first, lookups as ids',
    'the result is a zip named after the job with a CSV in it, id first',
  ],
  ['Dotted fields follow lookups', 'dotted fields follow lookups and owners'],
  ['Without fields: all', 'without fields a bulk read has all that a CSV can hold'],
  ['Criteria: one, or a group', 'a bulk read takes the records that satisfy its criteria'],
  ['cvid', 'a bulk read takes the records of a view'],
  [
    'Next page: page_token alone',
    'a bulk read goes on by its token, alone in the query',
    { switch: 'bulkReadRows' },
  ],
  ['Next page: its number', 'a bulk read goes on by the number of its page'],
  [
    'A page_token lives a day: EXPIRED_VALUE',
    'a token of a bulk read expires after a day, and an unknown one is invalid',
  ],
  [
    'Ten downloads per minute: TOO_MANY_REQUESTS with 429, or 400',
    'the eleventh download within a minute is refused, with the status of the profile',
    { switch: 'bulkThrottleStatus' },
  ],
  ['A result is kept about a day', 'a result is kept for a day'],
  ['404 RESOURCE_NOT_FOUND with resource', 'an unknown bulk read is a 404 that names it'],
  [
    'Callback: a POST of the same data',
    'the end of a bulk read is posted to its callback',
    { switch: 'notificationTargets' },
  ],
  [
    'Scope ZohoCRM.bulk.read and that of the module',
    'a bulk read needs its own scope and that of the module',
  ],
  ['415 MEDIA_TYPE_NOT_SUPPORTED', 'a bulk read of another media type is refused with 415'],
  ['CRITERIA_LIMIT_EXCEEDED: 25', 'more than 25 criteria are refused'],
  ['VALUE_LIMIT_EXCEEDED_IN_CRITERIA: 200', 'more than 200 values are refused'],
  [
    'MODULE_NOT_SUPPORTED: Notes, Attachments, Emails',
    'a bulk read of notes, attachments or emails is refused',
  ],
]);

const bulkReadCodes = provedRows('CRM bulk read', 'zoho/crm-oas bulk_read', 'bulk-read.test.ts', [
  ['REQUEST_BODY_IS_EMPTY', 'a bulk read without a body is refused'],
  ['REQUEST_BODY_NOT_READABLE', 'a bulk read that is no JSON is refused'],
  ['REQUEST_BODY_NOT_SUPPORTED', 'a bulk read that is no object is refused'],
  ['QUERY_NOT_SUPPORTED', 'a bulk read without a query is refused'],
  ['MODULE_NOT_AVAILABLE', 'a bulk read of an unknown module is refused'],
  ['FIELD_NOT_AVAILABLE', 'a bulk read of an unknown field is refused'],
  ['FIELD_NOT_SUPPORTED', 'a bulk read of a subform is refused'],
  ['PAGE_NOT_SUPPORTED', 'a bulk read of a page that is none is refused'],
  ['PAGE_RANGE_EXCEEDED', 'a bulk read of a page beyond the last is refused'],
  ['CVID_NOT_SUPPORTED', 'a bulk read of an unknown view is refused'],
  ['VALUE_TYPE_NOT_SUPPORTED', 'a bulk read into an unknown file type is refused'],
  ['INVALID_CALLBACK_URL', 'a callback that is no web address is refused'],
  ['INVALID_CALLBACK_METHOD', 'a callback by another method is refused'],
  ['FIELD_IN_CRITERIA_NOT_AVAILABLE', 'a criterion on an unknown field is refused'],
  ['FIELD_IN_CRITERIA_NOT_SUPPORTED', 'a criterion on a subform is refused'],
  [
    'FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE',
    'a comparator that the field does not have is refused',
  ],
  [
    'COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE',
    'a list of values for a comparator of one is refused',
  ],
  ['FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE', 'a value that is none of the field is refused'],
  ['AMBIGUOUS_CRITERIA', 'criteria that are a group and a criterion are refused'],
  ['AMBIGUOUS_GROUP_IN_CRITERIA', 'a group of several without an operator is refused'],
  ['GROUP_OPERATOR_NOT_SUPPORTED', 'another operator than and and or is refused'],
  ['INVALID_CRITERIA', 'criteria that are none are refused'],
  [
    'JOIN_LIMIT_EXCEEDED',
    'a bulk read that follows more lookups than it may is refused',
    { switch: 'bulkReadJoins' },
  ],
]);

const bulkWrite = provedRows('CRM bulk write', 'Zoho doc: bulk-write', 'bulk-write.test.ts', [
  ['Upload: 200 FILE_UPLOAD_SUCCESS with file_id', 'an upload answers the id of the file'],
  ['Upload: on the content host', 'an upload goes to the content host and to no other'],
  ['Upload: header feature is bulk-write', 'an upload for another feature is refused'],
  ['Upload: X-CRM-ORG is the zgid', 'an upload for another org is refused'],
  [
    'Upload: MANDATORY_NOT_FOUND for a header',
    'an upload that misses a header is refused',
    { source: 'zoho/crm-oas upload' },
  ],
  [
    'Upload: MANDATORY_NOT_FOUND for the file',
    'an upload without a file is refused',
    { source: 'zoho/crm-oas upload' },
  ],
  ['Upload: INVALID_FILE_FORMAT', 'an upload that is no zip is refused'],
  ['Upload: 25 MB, 413 FILE_TOO_LARGE', 'an upload of more than 25 MB is refused with 413'],
  [
    'At most 25,000 rows',
    'a bulk write of more rows than it may have ends FAILED with all of them unprocessed',
    { switch: 'bulkWriteRows' },
  ],
  ['201 with id and created_by, flat', 'a bulk write is added with 201'],
  [
    'Status: ADDED, INPROGRESS, COMPLETED',
    'a bulk write is ADDED, INPROGRESS and COMPLETED as time goes on',
    { switch: 'jobMs' },
  ],
  [
    'Status: IN PROGRESS',
    'a bulk write that runs is IN PROGRESS when the profile says so',
    { switch: 'bulkWriteRunning' },
  ],
  ['Status: FAILED', 'a bulk write that fails writes nothing', { switch: 'jobFails' }],
  [
    'Status: flat, with mappings and counts; COMPLETED with skipped rows is normal',
    'the status of a bulk write is flat and counts its rows',
  ],
  [
    'Result: three mapped columns, STATUS, RECORD_ID, ERRORS',
    'the result has the first three mapped columns and what became of each row',
  ],
  [
    'Result: ERRORS as CODE-column joined by colons',
    'errors of a row are its codes with their columns, joined by colons',
  ],
  [
    'Result: UNPROCESSED',
    'a bulk write of more rows than it may have ends FAILED with all of them unprocessed',
  ],
  ['Result: kept about seven days', 'a result of a bulk write is kept for seven days'],
  ['Upsert by find_by', 'an upsert updates what find_by finds and adds the rest'],
  ['Update by find_by', 'an update skips rows that find no record'],
  ['Insert with find_by skips existing rows', 'an insert with find_by skips what is there already'],
  [
    'Without mappings the header row is mapped',
    'without mappings the header row names the fields, by API name or label',
  ],
  ['Lookups by find_by', 'a lookup is found by another field, or by id'],
  [
    'Default formats MM/dd/yyyy and MM/dd/yyyy HH:mm:ss; format',
    'dates are read as MM/dd/yyyy unless a format is given',
  ],
  ['default_value', 'a default value stands for a column that is absent or empty'],
  ['ignore_empty', 'an empty cell clears its field unless empty ones are ignored'],
  ['At most 200 mapped fields: HEADER_LIMIT_EXCEEDED', 'more than 200 mappings are refused'],
  [
    'Scope ZohoCRM.bulk.CREATE and that of the module',
    'a bulk write needs its own scope and that of the module',
  ],
  [
    'Only some standard modules, and custom ones',
    'a resource of a module that takes no bulk writes is refused',
  ],
  ['404 RESOURCE_NOT_FOUND', 'an unknown bulk write is a 404'],
  ['MANDATORY_FIELDS_NOT_MAPPED', 'an insert that does not map the mandatory field is refused'],
  [
    'MANDATORY_NOT_FOUND: "Required key find_by is not available"',
    'an update without find_by is refused',
  ],
  [
    'MANDATORY_NOT_FOUND: "Required key parent_column_index is not available"',
    'a child resource without the column of its parent is refused',
  ],
  ['INVALID_FIELD', 'a mapping to an unknown field is refused'],
  ['INVALID_FORMAT', 'a format that means nothing is refused'],
  ['INVALID_FILE_ID', 'a file id that is none is refused'],
  ['COLUMN_INDEX_NOT_FOUND', 'a mapping to a column that is not there is refused'],
  ['MODULE_NOT_AVAILABLE', 'a resource of an unknown module is refused'],
  ['FILE_NOT_FOUND', 'a file that is not there is refused'],
  ['FILE_NOT_SUPPORTED', 'a name that is not in the zip is refused'],
  ['MISSING_REQUIRED_KEY with json_path', 'a bulk write without an operation is refused'],
  ['INVALID_CALLBACK_URL', 'a bulk write with a callback that is no address is refused'],
  ['INVALID_CALLBACK_METHOD', 'a bulk write with a callback by another method is refused'],
  ['REQUEST_BODY_NOT_SUPPORTED', 'a bulk write that is no object is refused'],
]);

/** Bulk read, bulk write and backup. */
export const crmBulkFidelity: readonly FidelityRow[] = [
  ...bulkRead,
  ...bulkReadCodes,
  absentRow(
    'CRM bulk read',
    'Zoho doc: bulk-read',
    'file_type ics for Events',
    'no calendar files are written; it is refused as NOT_SUPPORTED_FEATURE',
  ),
  absentRow(
    'CRM bulk read',
    'zoho/crm-oas bulk_read',
    'INVALID_SERVICE_NAME, INVALID_BULK_OPERATION, JOB_NOT_SUPPORTED, CALLBACK_FAILURE',
    'codes without a described cause',
  ),
  ...bulkWrite,
  absentRow(
    'CRM bulk write',
    'Zoho doc: bulk-write',
    'Parent and child resources in one zip',
    'only one resource is taken; more are refused as COEXISTENCE_NOT_ALLOWED',
  ),
  absentRow(
    'CRM data backup',
    'Zoho doc: data-backup',
    'Scheduling, listing, downloading and cancelling backups',
    'not emulated',
  ),
];
