import type { TransferRules } from '@zohokit/transfer-core';
import type { InferOutput } from 'valibot';
import type { ValueFields } from '../adapters/record-value-fields.ts';
import { createPathFilter } from './path-filter.ts';
import type { Settings } from './settings.ts';

/** Where a record is told of its transfer. */
export function toValueFields(settings: InferOutput<typeof Settings>): ValueFields {
  return {
    folderUrl: settings.CRM_FOLDER_URL_FIELD_API_NAME,
    folderId: settings.CRM_FOLDER_ID_FIELD_API_NAME,
    fileCount: settings.CRM_FILE_COUNT_FIELD_API_NAME,
    status: settings.CRM_STATUS_FIELD_API_NAME,
    error: settings.CRM_ERROR_FIELD_API_NAME,
    finishedAt: settings.CRM_FINISHED_TIME_FIELD_API_NAME,
  };
}

/** Which items are transferred, and where to. */
export function toRules(settings: InferOutput<typeof Settings>): TransferRules {
  const { TRANSFER_INCLUDE: include, TRANSFER_EXCLUDE: exclude } = settings;
  const isFiltered = include !== undefined || exclude !== undefined;
  return {
    layout: settings.TRANSFER_LAYOUT,
    recursive: settings.TRANSFER_RECURSIVE,
    nativeDocuments: settings.TRANSFER_NATIVE_DOCUMENTS,
    maxFileSize: settings.TRANSFER_MAX_FILE_SIZE,
    ...(isFiltered && { accepts: createPathFilter({ include, exclude }) }),
  };
}
