import { describe, expect, test } from 'vitest';
import type { CrmMethod } from './scopes.ts';
import { everyMethod } from './testing/every-method.ts';
import { done, failed, flat, rows, scriptedCrm } from './testing/scripted-crm.ts';

/** A refusal of a whole request, as Zoho documents it, and the kind of error it becomes. */
type Refusal = [method: CrmMethod, status: number, code: string, kind: string, details?: object];

const same = (method: CrmMethod, kind: string, codes: readonly string[], status = 400): Refusal[] =>
  codes.map((code): Refusal => [method, status, code, kind]);

/** By the pages of Zoho's documentation and its OpenAPI. */
const refusals: readonly Refusal[] = [
  // get-records
  ['module.list', 400, 'REQUIRED_PARAM_MISSING', 'bad-request', { param_name: 'fields' }],
  ['module.list', 400, 'LIMIT_EXCEEDED', 'bad-request', { limit: 50, param_name: 'fields' }],
  ['module.list', 400, 'DISCRETE_PAGINATION_LIMIT_EXCEEDED', 'refused', { limit: 2_000 }],
  ['module.list', 400, 'PAGINATION_LIMIT_EXCEEDED', 'refused', { param_name: 'page_token' }],
  ['module.list', 400, 'TOKEN_BOUND_DATA_MISMATCH', 'conflict', { param_name: 'page_token' }],
  ['module.list', 400, 'EXPIRED_VALUE', 'conflict', { api_name: 'page_token' }],
  ['module.list', 400, 'INVALID_DATA', 'bad-request', { param_name: 'cvid' }],
  ['module.list', 400, 'PATTERN_NOT_MATCHED', 'bad-request', { param_name: 'per_page' }],
  ['module.list', 400, 'INVALID_MODULE', 'bad-request', { resource_path_index: 0 }],
  ['module.list', 403, 'NO_PERMISSION', 'authorization', { permissions: ['Crm_Implied_View'] }],
  ['module.list', 400, 'AUTHORIZATION_FAILED', 'authorization'],
  ['module.list', 400, 'NOT_SUPPORTED', 'refused'],
  [
    'module.list',
    400,
    'AMBIGUITY_DURING_PROCESSING',
    'bad-request',
    { ambiguity_due_to: [{ param_name: 'page' }, { param_name: 'page_token' }] },
  ],
  ['module.get', 400, 'INVALID_DATA', 'not-found', { resource_path_index: 1 }],
  // insert-records, update-records, upsert-records, delete-records
  ['module.insert', 400, 'MANDATORY_NOT_FOUND', 'bad-request', { json_path: '$.data' }],
  ['module.insert', 400, 'INVALID_REQUEST', 'bad-request'],
  ['module.update', 400, 'LIMIT_EXCEEDED', 'bad-request', { maximum_length: 100 }],
  ['module.upsert', 403, 'NO_PERMISSION', 'authorization'],
  ['module.delete', 400, 'REQUIRED_PARAM_MISSING', 'bad-request', { param_name: 'ids' }],
  ['module.delete', 400, 'UNABLE_TO_PARSE_DATA_TYPE', 'bad-request'],
  ['module.find', 400, 'NOT_ALLOWED', 'refused'],
  // search-records
  ['module.search', 400, 'LIMIT_REACHED', 'refused', { limit: '2000' }],
  ...same('module.search', 'bad-request', [
    'CRITERIA_LIMIT_EXCEEDED',
    'EXPECTED_PARAM_MISSING',
    'INVALID_QUERY',
    'INVALID_DATA',
  ]),
  ['count', 400, 'AMBIGUITY_DURING_PROCESSING', 'bad-request'],
  // Get-Records-through-COQL-Query
  ['coql.page', 400, 'SYNTAX_ERROR', 'bad-request', { line: 1, column: 15, near: 'FROM' }],
  ['coql.page', 400, 'INVALID_QUERY', 'bad-request', { column_name: 'Testing' }],
  ...same('coql.page', 'bad-request', [
    'DUPLICATE_ALIAS',
    'INVALID_ALIAS',
    'INVALID_DATA',
    'INVALID_MODULE',
    'LIMIT_EXCEEDED',
    'MANDATORY_NOT_FOUND',
  ]),
  ['coql.page', 400, 'DUPLICATE_DATA', 'refused', { column_name: 'Stage' }],
  // create-custom-field, update-custom-field
  ...same('metadata.createFields', 'refused', [
    'DEPENDENT_FIELD_MISSING',
    'DEPENDENT_MISMATCH',
    'DUPLICATE_DATA',
    'NOT_ALLOWED',
    'RESERVED_KEYWORD_NOT_ALLOWED',
  ]),
  ...same('metadata.updateFields', 'bad-request', [
    'EXPECTED_DEPENDENT_FIELD_MISSING',
    'EXPECTED_FIELD_MISSING',
    'LIMIT_EXCEEDED',
  ]),
  // mass-update
  ...same('mass.updateView', 'refused', [
    'CANNOT_PERFORM_ACTION',
    'CANNOT_PROCESS',
    'NOT_APPROVED',
    'NO_RECORDS_FOUND',
    'RECORD_IN_BLUEPRINT',
    'RECORD_LOCKED',
  ]),
  ['mass.updateView', 400, 'MAPPING_MISMATCH', 'bad-request'],
  ['mass.updateView', 400, 'ALREADY_SCHEDULED', 'conflict'],
  ['mass.status', 400, 'MANDATORY_NOT_FOUND', 'bad-request'],
  ['mass.status', 400, 'INVALID_DATA', 'not-found'],
  // bulk-read
  ...same('bulk.createRead', 'bad-request', [
    'AMBIGUOUS_CRITERIA',
    'AMBIGUOUS_GROUP_IN_CRITERIA',
    'COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE',
    'CRITERIA_LIMIT_EXCEEDED',
    'CVID_NOT_SUPPORTED',
    'FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE',
    'FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE',
    'FIELD_IN_CRITERIA_NOT_AVAILABLE',
    'FIELD_IN_CRITERIA_NOT_SUPPORTED',
    'FIELD_NOT_AVAILABLE',
    'FIELD_NOT_SUPPORTED',
    'GROUP_OPERATOR_NOT_SUPPORTED',
    'INVALID_CALLBACK_METHOD',
    'INVALID_CALLBACK_URL',
    'INVALID_CRITERIA',
    'INVALID_SERVICE_NAME',
    'JOIN_LIMIT_EXCEEDED',
    'MODULE_NOT_AVAILABLE',
    'MODULE_NOT_SUPPORTED',
    'PAGE_RANGE_EXCEEDED',
    'REQUEST_BODY_IS_EMPTY',
    'REQUEST_BODY_NOT_READABLE',
    'VALUE_LIMIT_EXCEEDED_IN_CRITERIA',
  ]),
  ['bulk.createRead', 400, 'EXPIRED_VALUE', 'conflict'],
  ['bulk.createRead', 400, 'TOO_MANY_REQUESTS', 'rate-limit'],
  ['bulk.createRead', 415, 'MEDIA_TYPE_NOT_SUPPORTED', 'bad-request'],
  ['bulk.readStatus', 404, 'RESOURCE_NOT_FOUND', 'not-found', { resource: '1' }],
  // bulk-write
  ['bulk.writeStatus', 404, 'RESOURCE_NOT_FOUND', 'not-found'],
  // upload-attachment, download-attachment, upload-files-to-zfs
  ['attachments.download', 400, 'DOWNLOAD_NOT_ALLOWED', 'refused'],
  ['attachments.delete', 400, 'INVALID_DATA', 'not-found', { resource_path_index: 1 }],
  ['attachments.upload', 413, 'FILE_SIZE_MORE_THAN_ALLOWED_SIZE', 'refused'],
  ['attachments.upload', 415, 'FILE_SIZE_MORE_THAN_ALLOWED_SIZE', 'refused'],
  ...same('files.upload', 'refused', ['VIRUS_DETECTED', 'failure_in_attachment_handling']),
  ['files.download', 400, 'REQUIRED_PARAM_MISSING', 'bad-request'],
  // get-related-records, get-notes
  ['related.list', 400, 'INVALID_DATA', 'bad-request'],
  ['notes.list', 403, 'NOT_SUPPORTED', 'refused'],
  // notifications
  ['notifications.watch', 400, 'AMBIGUITY_DURING_PROCESSING', 'bad-request'],
  ['notifications.change', 400, 'DEPENDENT_FIELD_MISSING', 'refused'],
  // status-codes, api-limits
  ...same('org.get', 'refused', [
    'API_NOT_SUPPORTED',
    'FEATURE_NOT_ENABLED',
    'NOT_SUPPORTED_FEATURE',
    'VERSION_NOT_SUPPORTED',
  ]),
  ['org.get', 401, 'OAUTH_SCOPE_MISMATCH', 'scope'],
  ['org.get', 403, 'OAUTH_SCOPE_MISMATCH', 'scope'],
  ['org.get', 404, 'INVALID_URL_PATTERN', 'bad-request'],
  ['org.get', 400, 'INVALID_REQUEST_METHOD', 'bad-request'],
  ['org.get', 405, 'INVALID_REQUEST_METHOD', 'bad-request'],
  ['org.get', 429, 'TOO_MANY_REQUESTS', 'rate-limit'],
  ['org.get', 429, 'RATE_LIMIT_EXCEEDED', 'rate-limit'],
  ['org.get', 500, 'INTERNAL_ERROR', 'unavailable'],
  ['org.get', 500, 'INTERNAL_SERVER_ERROR', 'unavailable'],
  ['org.get', 502, 'BAD_GATEWAY', 'unavailable'],
  ['org.get', 503, 'SERVICE_UNAVAILABLE', 'unavailable'],
];

test.each(refusals)('%s: %i %s is %s', async (method, status, code, kind, details) => {
  const { crm } = scriptedCrm([flat(status, code, details)]);
  const call = everyMethod[method](crm, { attempts: 1 });
  // What is not there has an error of the client's own, without a code of Zoho.
  const expected = kind === 'not-found' ? { kind } : { kind, code };
  await expect(call).rejects.toMatchObject(expected);
});

describe('of a bulk write', () => {
  const uploaded = { status: 200, json: { details: { file_id: '9' } } };
  const write = { operation: 'insert' as const, fields: ['Name'], zgid: '6' };

  test.each([
    'COEXISTENCE_NOT_ALLOWED',
    'COLUMN_INDEX_NOT_FOUND',
    'FILE_NOT_FOUND',
    'FILE_NOT_SUPPORTED',
    'HEADER_LIMIT_EXCEEDED',
    'INVALID_CALLBACK_METHOD',
    'INVALID_CALLBACK_URL',
    'INVALID_FIELD',
    'INVALID_FILE_ID',
    'INVALID_FORMAT',
    'MANDATORY_FIELDS_NOT_MAPPED',
    'MANDATORY_NOT_FOUND',
    'MISSING_REQUIRED_KEY',
    'MODULE_NOT_AVAILABLE',
    'REQUEST_BODY_NOT_SUPPORTED',
  ])('%s is our mistake', async (code) => {
    const { crm, requests } = scriptedCrm([uploaded, flat(400, code)]);
    const results = crm.bulk.write('Leads', [{ Name: 'x' }], write);
    await expect(results.next()).rejects.toMatchObject({ kind: 'bad-request', code });
    expect(requests).toHaveLength(2);
  });
});

/** What Zoho may say of one row (Zoho doc: insert-records; Zoho OpenAPI: record), and the field. */
const rowErrors: readonly [code: string, details: object, field?: string][] = [
  ['INVALID_DATA', { expected_data_type: 'integer', api_name: 'Age' }, 'Age'],
  ['INVALID_DATA', { maximum_length: 255, api_name: 'City' }, 'City'],
  ['INVALID_DATA', { api_name: 'Stage', supported_values: ['Open'] }, 'Stage'],
  ['INVALID_DATA', { id: '1' }],
  ['MANDATORY_NOT_FOUND', { api_name: 'Name', json_path: '$.data[1].Name' }, 'Name'],
  ['DUPLICATE_DATA', { api_name: 'Email', id: '99', more_records: false }, 'Email'],
  ['DEPENDENT_FIELD_MISSING', { dependee: { api_name: 'A' }, api_name: 'B' }, 'B'],
  ['EXPECTED_FIELD_MISSING', { expected_fields: [{ api_name: 'A' }] }],
  ['DEPENDENT_MISMATCH', { api_name: 'Call_Duration' }, 'Call_Duration'],
  ['DEPENDENT_SERVICE_ERROR', { dependency_error: { code: 'PROCESSING_ERROR' } }],
  ['RECORD_LOCKED', { action: 'record_locking', id: '1' }],
  ['NOT_APPROVED', {}],
  ['NOT_REVIEWED', { id: '1' }],
  ['DUPLICATE_LINKING_DATA', { linking_fields: ['A', 'B'], id: '9' }],
  ['NO_PERMISSION', { permissions: ['Crm_Implied_Edit_Leads'] }],
  ['RECORD_IN_BLUEPRINT', {}],
  ['CANNOT_PROCESS', {}],
  ['BLOCKED_RECORD', {}],
  ['CANNOT_PERFORM_ACTION', {}],
  ['ALREADY_MODIFIED', { id: '1', Modified_Time: '2026-01-31T09:00:00+01:00' }],
];

describe('a row that is refused is a result', () => {
  test.each(rowErrors)('%s %j', async (code, details, field) => {
    const given = [{ id: '7' }, { id: '8' }];
    const mixed = (status: number) => rows(status, done('7'), failed(code, details));
    // Some orgs answer 200, and 400 when no row was written.
    for (const answer of [mixed(207), mixed(200)]) {
      const { crm } = scriptedCrm([answer]);
      const expected = [
        { ok: true, row: 0, id: '7' },
        { ok: false, row: 1, code, field, details, maybeCommitted: false },
      ];
      expect(await crm.module('Leads').update(given)).toMatchObject(expected);
      expect(await crm.module('Leads').upsert(given)).toMatchObject(expected);
      expect(await crm.module('Leads').insert(given)).toMatchObject(expected);
    }
    const { crm } = scriptedCrm([rows(400, failed(code, details), failed(code, details))]);
    expect((await crm.module('Leads').update(given)).map((row) => !row.ok && row.code)).toEqual([
      code,
      code,
    ]);
  });
});
