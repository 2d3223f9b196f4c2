import {
  failureReasons,
  type ItemKey,
  type ItemStatus,
  type JournalItem,
  type Receipt,
  type StoredKind,
} from '@zohokit/transfer-core';
import { type Row, toNumber, toOneOf, toOptionalText, toText } from './row.ts';

export const itemStatuses = [
  'intended',
  'sent',
  'stored',
  'rejected',
  'failed',
  'abandoned',
] as const satisfies readonly ItemStatus[];

export const storedKinds = ['file', 'folder'] as const satisfies readonly StoredKind[];

export const evidences = [
  'md5',
  'size',
  'content',
  'answer',
  'listing',
] as const satisfies readonly Receipt['verifiedBy'][];

/** A row of the table `items`. */
export function toJournalItem(row: Row): JournalItem {
  return {
    ...toItemKey(row),
    kind: toOneOf(row, 'kind', storedKinds),
    runId: toText(row, 'run_id'),
    sourceName: toText(row, 'source_name'),
    name: toText(row, 'name'),
    foldedName: toText(row, 'folded_name'),
    uploadId: toText(row, 'upload_id'),
    serverTime: toNumber(row, 'server_time'),
    status: toOneOf(row, 'status', itemStatuses),
    permanentFailures: toNumber(row, 'permanent_failures'),
    ...sentPart(row),
    ...receiptPart(row),
    ...rejectedPart(row),
    ...failurePart(row),
  };
}

export function toItemKey(row: Row): ItemKey {
  return {
    recordId: toText(row, 'record_id'),
    sourceId: toText(row, 'source_id'),
    sourceModifiedAt: toNumber(row, 'source_modified_at'),
    folderId: toText(row, 'folder_id'),
  };
}

/** By column; without a receipt, all are empty. */
export function toReceiptColumns(receipt: Receipt | undefined) {
  return {
    receipt_id: receipt?.id,
    receipt_name: receipt?.name,
    receipt_folder_id: receipt?.folderId,
    receipt_size: receipt?.size,
    receipt_md5: receipt?.md5,
    receipt_verified_by: receipt?.verifiedBy,
  };
}

function sentPart(row: Row): Pick<JournalItem, 'sent'> {
  if (row['sent_md5'] === null) return {};
  const [size, md5] = [toNumber(row, 'sent_size'), toText(row, 'sent_md5')];
  const storedId = toOptionalText(row, 'sent_stored_id');
  const sent = { size, md5, at: toNumber(row, 'sent_at') };
  return { sent: storedId === undefined ? sent : { ...sent, storedId } };
}

function receiptPart(row: Row): Pick<JournalItem, 'receipt'> {
  if (row['receipt_id'] === null) return {};
  return {
    receipt: {
      id: toText(row, 'receipt_id'),
      name: toText(row, 'receipt_name'),
      folderId: toText(row, 'receipt_folder_id'),
      size: toNumber(row, 'receipt_size'),
      md5: toText(row, 'receipt_md5'),
      verifiedBy: toOneOf(row, 'receipt_verified_by', evidences),
    },
  };
}

function rejectedPart(row: Row): Pick<JournalItem, 'rejectedId'> {
  return row['rejected_id'] === null ? {} : { rejectedId: toText(row, 'rejected_id') };
}

function failurePart(row: Row): Pick<JournalItem, 'failure'> {
  if (row['failure_reason'] === null) return {};
  const reason = toOneOf(row, 'failure_reason', failureReasons);
  return { failure: { reason, message: toText(row, 'failure_message') } };
}
