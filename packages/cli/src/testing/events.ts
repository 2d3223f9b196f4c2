import type { ProvedItem, RecordOutcome, RecordPlan, SourceItem } from '@zohokit/transfer-core';
import type { RunEndEvent, RunEvent, RunStart } from '../output/run-event.ts';

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

export const runStart: RunStart = {
  type: 'run-start',
  command: 'run',
  dryRun: false,
  module: 'Deals',
  home: '/srv/.zohokit',
  logFile: '/srv/.zohokit/logs/20260131T090000Z_run-1.jsonl',
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
  plan: planFor(name),
});

/** The same, as a run plans it. */
export const recordPlanned: RunEvent = {
  type: 'record-planned',
  plan: planFor(item.name),
};

/** A file that is about to be sent. */
export const itemStart = (name = item.name, id = item.id): RunEvent => ({
  type: 'item-start',
  recordId: '573',
  item: { ...item, id, name },
  path: name,
  name,
  folder: { id: 'folder1', name: 'HARBOUR', modifiedAt: 0, location: 'My Folders' },
});

export const progress = (
  sentBytes: number,
  name = item.name,
  id = item.id,
): Extract<RunEvent, { type: 'item-progress' }> => ({
  type: 'item-progress',
  recordId: '573',
  item: { ...item, id, name },
  sentBytes,
  sizeBytes: 2048,
});

/** A file that is stored and proved. */
export const itemStored: RunEvent = {
  type: 'item-stored',
  recordId: '573',
  item,
  path: item.name,
  receipt: {
    id: 'stored1',
    name: item.name,
    folderId: 'store1',
    size: 2048,
    md5: '0cc175b9c0f1b6a831c399e269772661',
    verifiedBy: 'md5',
  },
};

export const summary: RunEndEvent = {
  type: 'summary',
  command: 'run',
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

/** Something that a run has stored, as its journal knows it. */
export const provedItem: ProvedItem = {
  recordId: '573',
  sourceId: 'item1',
  sourceModifiedAt: 0,
  folderId: 'store1',
  kind: 'file',
  runId: 'run-1',
  sourceName: 'offer.pdf',
  name: 'offer.pdf',
  foldedName: 'offer.pdf',
  uploadId: 'upload1',
  serverTime: 0,
  status: 'stored',
  permanentFailures: 0,
  receipt: {
    id: 'stored1',
    name: 'offer.pdf',
    folderId: 'store1',
    size: 2048,
    md5: '0cc175b9c0f1b6a831c399e269772661',
    verifiedBy: 'md5',
  },
};

// --- internal ---

function planFor(name: string): RecordPlan {
  return {
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
  };
}
