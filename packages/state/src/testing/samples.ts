import type { HistoryItem, HistoryLine, ItemIntent } from '@zohokit/transfer-core';

/** A line of a record that was transferred; what is given replaces the sample's. */
export function aHistoryLine(given: Partial<HistoryLine> = {}): HistoryLine {
  return {
    runId: 'run-1',
    recordId: 'rec-1',
    at: 20,
    status: 'transferred',
    folderName: undefined,
    folderId: undefined,
    discovered: 1,
    transferred: 1,
    failed: 0,
    message: undefined,
    ...given,
  };
}

/** The same for an item. */
export function aHistoryItem(given: Partial<HistoryItem> = {}): HistoryItem {
  return {
    runId: 'run-1',
    recordId: 'rec-1',
    path: 'a.pdf',
    sourceId: 'src-1',
    at: 20,
    status: 'transferred',
    storedId: undefined,
    storedName: undefined,
    size: undefined,
    md5: undefined,
    durationMs: undefined,
    message: undefined,
    ...given,
  };
}

/** The announcement of a file. Not that of the core's own tests: those bring a test runner along. */
export function anItemIntent(given: Partial<ItemIntent> = {}): ItemIntent {
  const { sourceId = 'src-1', name = `${sourceId}.pdf` } = given;
  return {
    recordId: 'rec-1',
    sourceId,
    sourceModifiedAt: 1_700_000_000_000.5,
    folderId: 'store-1',
    kind: 'file',
    runId: 'run-1',
    sourceName: `${sourceId}.pdf`,
    name,
    foldedName: name.toLowerCase(),
    uploadId: `upload-of-${sourceId}`,
    serverTime: 1_700_000_100_000,
    ...given,
  };
}
