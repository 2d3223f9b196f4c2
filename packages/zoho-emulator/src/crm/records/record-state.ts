import { rowError } from '../row-answer.ts';
import type { CrmRecord } from '../record-table.ts';
import type { RowResult } from './row-result.ts';

/**
 * Why a record in some state cannot be changed or deleted (Zoho doc: update-records,
 * delete-records). A seed puts a record into such a state by `$refuses`.
 */
const refusals: Readonly<Record<string, (id: string) => RowResult>> = {
  RECORD_LOCKED: (id) =>
    rowError('RECORD_LOCKED', 'cannot perform this action as the record is locked', {
      action: 'record_locking',
      id,
    }),
  NOT_APPROVED: (id) => rowError('NOT_APPROVED', 'record is not approved', { id }),
  NOT_REVIEWED: (id) => rowError('NOT_REVIEWED', 'record is not reviewed', { id }),
  RECORD_IN_BLUEPRINT: () => rowError('RECORD_IN_BLUEPRINT', 'record is in blueprint'),
  CANNOT_PROCESS: () => rowError('CANNOT_PROCESS', 'the record cannot be processed'),
  BLOCKED_RECORD: () => rowError('BLOCKED_RECORD', 'the record is blocked'),
  CANNOT_PERFORM_ACTION: () =>
    rowError('CANNOT_PERFORM_ACTION', 'the action cannot be performed on the record'),
  NO_PERMISSION: () =>
    rowError('NO_PERMISSION', 'permission denied', { permissions: ['Crm_Implied_Edit_Record'] }),
  DEPENDENT_SERVICE_ERROR: () =>
    rowError('DEPENDENT_SERVICE_ERROR', 'a dependent service failed', {
      dependency_error: rowError('PROCESSING_ERROR', 'processing error'),
    }),
};

/** What a seed may give as `$refuses`. */
export const recordRefusals: readonly string[] = Object.keys(refusals);

/** Why the record refuses to be changed or deleted now; `undefined` when it does not. */
export function refusalOf(record: CrmRecord): RowResult | undefined {
  const code = record['$refuses'];
  if (typeof code === 'string') return refusals[code]?.(record.id);
  if (record['Locked__s'] === true) return refusals['RECORD_LOCKED']?.(record.id);
  return record['$approved'] === false ? refusals['NOT_APPROVED']?.(record.id) : undefined;
}
