import type { RecordOutcome, SourceItem } from '@zohokit/transfer-core';
import type { RunEndEvent, RunEvent } from '../output/run-event.ts';

const item: SourceItem = {
  id: 'item1',
  name: 'offer.pdf',
  kind: 'file',
  modifiedAt: 0,
  listedSize: 2048,
};

/** How a record ended, with one file stored and one failed. */
export const outcome: RecordOutcome = {
  recordId: '573',
  folderName: 'Harbour',
  status: 'partly-transferred',
  folder: { id: 'folder1', name: 'HARBOUR', modifiedAt: 0, location: 'My Folders' },
  counts: {
    discovered: 2,
    transferred: 1,
    alreadyTransferred: 0,
    failed: 1,
    uncertain: 0,
    stale: 0,
    subfolders: 0,
    documents: 0,
    excluded: 0,
  },
  message: 'one file is blocked',
  checked: true,
};

export const recordEnd: RunEvent = { type: 'record-end', outcome };

export const recordStart = {
  type: 'record-start',
  recordId: '573',
  folderName: 'Harbour',
  position: 1,
  total: 1,
} as const;

/** What would be done for a record with one file of that name. */
export const recordPlan = (name: string): RunEvent => ({
  type: 'record-plan',
  position: 1,
  total: 1,
  plan: {
    kind: 'transfer',
    record: { id: '573', checked: false, folderName: 'Harbour', version: '1' },
    folderName: 'Harbour',
    folder: { id: 'folder1', name: 'HARBOUR', modifiedAt: 0, location: 'My Folders' },
    by: 'only one in the catalogue',
    storeFolderId: 'store1',
    folders: [
      {
        sourceId: 'folder1',
        parentId: undefined,
        path: '',
        modifiedAt: 0,
        name: 'HARBOUR',
        storeFolderId: 'store1',
      },
    ],
    actions: [
      { kind: 'send', item: { ...item, name }, sourceFolderId: 'folder1', path: name, name },
    ],
  },
});

export const progress = (sentBytes: number, name = item.name): RunEvent => ({
  type: 'item-progress',
  recordId: '573',
  item: { ...item, name },
  sentBytes,
  sizeBytes: 2048,
});

export const summary: RunEndEvent = {
  type: 'summary',
  dryRun: false,
  exitCode: 1,
  records: { 'partly-transferred': 1 },
  files: { discovered: 2, transferred: 1, failed: 1 },
  message: undefined,
};

export const penalty: RunEvent = {
  type: 'penalty-start',
  connection: 'org B',
  key: 'workdrive:eu:abc',
  until: Date.UTC(2026, 0, 31, 9, 2),
  waitMs: 120_000,
};

export const tokenMint: RunEvent = {
  type: 'token-mint',
  connection: 'org A',
  expiresAt: Date.UTC(2026, 0, 31, 10),
  scope: undefined,
};

/** An attempt on the wire that is over. */
export const requestEnd: RunEvent = {
  type: 'request-end',
  connection: 'org B',
  id: 7,
  method: 'GET',
  path: 'www.zohoapis.eu/workdrive/api/v1/users/me',
  attempt: 0,
  status: 200,
  outcome: 'success',
  durationMs: 12,
  sentBytes: 0,
  receivedBytes: 345,
};
