/**
 * What Zoho's pages document and its OpenAPI description leaves out. The description lists codes per
 * operation incompletely: the same code stands under one paged read and is missing under the next.
 */
export interface DocumentedCodes {
  /** Operations, as `GET /crm/v8/{module}`. */
  on: RegExp;
  codes: readonly string[];
  source: string;
}

export const documentedCodes: readonly DocumentedCodes[] = [
  {
    on: /^GET /u,
    codes: [
      'PATTERN_NOT_MATCHED',
      'EXPIRED_VALUE',
      'TOKEN_BOUND_DATA_MISMATCH',
      'DISCRETE_PAGINATION_LIMIT_EXCEEDED',
      'PAGINATION_LIMIT_EXCEEDED',
    ],
    source: 'Zoho doc: get-records, for every read with page and page_token',
  },
  {
    on: /^(?:PUT|DELETE|POST) \/crm\/v8\/\{\w+\}/u,
    codes: [
      'RECORD_LOCKED',
      'NOT_APPROVED',
      'NOT_REVIEWED',
      'RECORD_IN_BLUEPRINT',
      'CANNOT_PROCESS',
      'CANNOT_PERFORM_ACTION',
      'BLOCKED_RECORD',
      'DEPENDENT_SERVICE_ERROR',
    ],
    source: 'Zoho doc: update-records, delete-records, mass-update: states that forbid a change',
  },
  {
    on: /^(?:PUT|DELETE|POST) /u,
    codes: ['LIMIT_EXCEEDED', 'MANDATORY_NOT_FOUND', 'REQUIRED_PARAM_MISSING'],
    source: 'Zoho doc: crm/status-codes, for every write',
  },
  {
    on: /\/actions\/mass_(?:update|delete)$/u,
    codes: ['NO_RECORDS_FOUND', 'ALREADY_SCHEDULED'],
    source: 'Zoho doc: mass-update, mass-delete',
  },
  {
    on: /^POST \/crm\/bulk\/v8\/write$/u,
    codes: [
      'INVALID_FORMAT',
      'INVALID_FIELD',
      'INVALID_FILE_ID',
      'HEADER_LIMIT_EXCEEDED',
      'COLUMN_INDEX_NOT_FOUND',
    ],
    source: 'Zoho doc: bulk-write/create-job',
  },
  {
    on: /^POST \/crm\/v8\/upload$/u,
    codes: ['FILE_TOO_LARGE'],
    source: 'Zoho doc: bulk-write/upload-file',
  },
  { on: /^POST \/crm\/v8\/files$/u, codes: ['VIRUS_DETECTED'], source: 'Zoho doc: upload-files' },
  { on: /^PUT \/crm\/v8\/\{\w+\}/u, codes: ['NOT_ALLOWED'], source: 'Zoho doc: external-id' },
];

/** Keys of `details` by code, from samples on Zoho's pages and the newer examples of zoho/crm-oas. */
export const documentedDetails: Readonly<Record<string, readonly string[]>> = {
  // Success details show the resource, and differ with it (Zoho doc: notifications, notes).
  SUCCESS: [
    'events',
    'channel_id',
    'resource_uri',
    'resource_id',
    'created_time',
    'modified_time',
    'modified_by',
  ],
  MULTIPLE_OR_MULTI_ERRORS: ['errors'],
  TOKEN_BOUND_DATA_MISMATCH: ['param_name'],
  PAGINATION_LIMIT_EXCEEDED: ['param_name'],
  EXPIRED_VALUE: ['api_name', 'json_path'],
  DUPLICATE_DATA: ['more_records', 'duplicate_record'],
  RECORD_LOCKED: ['action'],
  INVALID_QUERY: ['offset'],
};
