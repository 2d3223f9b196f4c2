import type { FolderRef, ProvedItem, Receipt } from '@zohokit/transfer-core';
import type { EventFields } from './event-fields.ts';

/** The folder that was matched. */
export function folderFields(folder: FolderRef | undefined): EventFields {
  return { folderId: folder?.id, folderMatched: folder?.name, folderLocation: folder?.location };
}

/** The proof that something is stored. */
export function receiptFields({ id, name, folderId, ...proof }: Receipt): EventFields {
  return { storedId: id, storedName: name, storeFolderId: folderId, ...proof };
}

/** Something that a run stored. */
export function storedFields(item: ProvedItem): EventFields {
  const { recordId, sourceId, sourceName, kind, runId, receipt } = item;
  const source = { recordId, itemId: sourceId, itemName: sourceName, kind };
  return { ...source, storedByRunId: runId, ...receiptFields(receipt) };
}
