import type { HistoryItem, HistoryLine } from '@zohokit/transfer-core';

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
