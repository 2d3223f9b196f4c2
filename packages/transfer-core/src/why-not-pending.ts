import type { TransferRecord } from './records.ts';

/** Why a record does not ask for a transfer, for a person; `undefined` when it does. */
export function whyNotPending(record: TransferRecord): string | undefined {
  if (record.checked) return 'its checkbox is ticked already';
  if (record.folderName === undefined) return 'its folder-name field is empty';
  return undefined;
}
