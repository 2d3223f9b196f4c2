import {
  maxErrorLength,
  type RecordOutcomeStatus,
  type RecordValueName,
} from '@zohokit/transfer-core';
import type { SettingName } from '../config/settings.ts';
import type { CrmFieldInfo } from './crm-fields.ts';

/** What a field must be to hold one of the values that a record is told of its transfer. */
export interface RecordValueKind {
  /** The setting that names the field. */
  setting: SettingName;
  /** The value, for people. */
  what: string;
  /** The field, for people. */
  kind: string;
  /** Zoho's words for the types that hold it (Zoho doc: field types). */
  types: readonly string[];
  /** A field that says its length takes at least so much: characters of a text, digits of a number. */
  minLength: number;
}

/** Every status that a record is told, as the options of a pick list would be named. */
export const recordStatuses = Object.keys({
  transferred: true,
  'partly-transferred': true,
  'no-files': true,
  'folder-not-found': true,
  ambiguous: true,
  failed: true,
  uncertain: true,
  changed: true,
  'not-written': true,
  stale: true,
  'ticked-by-person': true,
  interrupted: true,
} satisfies Record<RecordOutcomeStatus, true>);

/**
 * The one table of which field may hold which value, in the order in which people are asked. A
 * `bigint` counts in text and a rich text comes back as HTML: neither is read as it was written.
 */
export const recordValueKinds = {
  status: {
    setting: 'CRM_STATUS_FIELD_API_NAME',
    what: 'how its transfer ended',
    kind: 'text or pick list field',
    types: ['text', 'textarea', 'picklist'],
    minLength: Math.max(...recordStatuses.map((status) => status.length)),
  },
  error: {
    setting: 'CRM_ERROR_FIELD_API_NAME',
    what: 'what went wrong',
    kind: 'text field',
    types: ['text', 'textarea'],
    minLength: maxErrorLength,
  },
  folderUrl: {
    setting: 'CRM_FOLDER_URL_FIELD_API_NAME',
    what: 'the address of its folder',
    kind: 'URL or text field',
    types: ['website', 'text', 'textarea'],
    // https://workdrive.zoho.com.au/folder/ and 37 characters, with room for longer hosts.
    minLength: 100,
  },
  folderId: {
    setting: 'CRM_FOLDER_ID_FIELD_API_NAME',
    what: 'the id of its folder',
    kind: 'text field',
    types: ['text', 'textarea'],
    minLength: 40,
  },
  fileCount: {
    setting: 'CRM_FILE_COUNT_FIELD_API_NAME',
    what: 'how many files are stored',
    kind: 'number field',
    types: ['integer', 'double'],
    minLength: 4,
  },
  finishedAt: {
    setting: 'CRM_FINISHED_TIME_FIELD_API_NAME',
    what: 'when its transfer ended',
    kind: 'date and time field',
    types: ['datetime'],
    minLength: 0,
  },
} as const satisfies Record<RecordValueName, RecordValueKind>;

/** The names of the values, in the order of the table. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's keys are its type
export const recordValueNames = Object.keys(recordValueKinds) as readonly RecordValueName[];

/** Whether the field has the type and the length, and the API may write it. */
export function canHold(
  { types, minLength }: Pick<RecordValueKind, 'types' | 'minLength'>,
  { dataType, isWritable, maxLength = Infinity }: CrmFieldInfo,
): boolean {
  return types.includes(dataType) && isWritable && maxLength >= minLength;
}
