import { tmpdir } from 'node:os';
import type { Connection } from '@zohokit/zoho-auth';
import { createClassifier, createPaceGate, createWindowGate } from '@zohokit/zoho-http';
import { workDriveRows } from './classifier-rows.ts';
import { createDownloads, type Downloads } from './downloads.ts';
import { createFolders, type Folders } from './folders.ts';
import { createItems, type Items } from './items.ts';
import { defaultListingWindow, defaultPace, defaultUploadTimeoutMs } from './rate-limits.ts';
import type { WorkDriveService } from './service.ts';
import { createTeams, type Teams } from './teams.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { createUsers, type Users } from './users.ts';

/**
 * `pace` and `listingWindow` belong to the user, not to the client: clients of one user share the
 * gates of whoever came first.
 */
export interface WorkDriveClientOptions {
  /** Requests per second, all hosts together; about 6 are known to be refused. @default 5 */
  pace?: number | undefined;
  /** Pages of one folder's listing per rolling window. @default 15 pages per 60_000 ms */
  listingWindow?: { pages: number; windowMs: number } | undefined;
  /** Where uploads of unknown length wait when they exceed 10 MiB. @default os.tmpdir() */
  spoolDir?: string | undefined;
  /**
   * How long the answer to an upload may take after its last byte, in milliseconds of real time;
   * then the upload rejects with `maybe-committed`.
   * @default 180_000
   */
  uploadTimeoutMs?: number | undefined;
}

/** Zoho WorkDrive, API v1, as one user of one org. */
export interface WorkDriveClient {
  readonly users: Users;
  readonly teams: Teams;
  readonly folders: Folders;
  readonly items: Items;
  readonly downloads: Downloads;
  readonly uploads: Uploads;
}

export function createWorkDriveClient(
  connection: Connection,
  options: WorkDriveClientOptions = {},
): WorkDriveClient {
  const { spoolDir = tmpdir() } = options;
  const service = createService(connection, options);
  const users = createUsers(service);
  const folders = createFolders(service);
  const items = createItems(service);
  const downloads = createDownloads(service, { items });
  return {
    users,
    teams: createTeams(service),
    folders,
    items,
    downloads,
    uploads: createUploads(service, { spoolDir, users, folders, items, downloads }),
  };
}

// --- internal ---

function createService(
  connection: Connection,
  {
    pace = defaultPace,
    listingWindow: { pages, windowMs } = defaultListingWindow,
    uploadTimeoutMs = defaultUploadTimeoutMs,
  }: WorkDriveClientOptions,
): WorkDriveService {
  const { clock, dataCenter, hosts, userKey } = connection;
  // What Zoho counts by is the user, on all hosts together.
  const key = `workdrive:${dataCenter}:${userKey}`;
  return {
    http: connection.createHttp({
      classify: createClassifier(workDriveRows),
      gates: [connection.gate(`${key}:pace`, () => createPaceGate({ perSecond: pace, clock }))],
      penalty: connection.penaltyGate(key),
    }),
    hosts,
    clock,
    baseUrl: `${hosts.api}/workdrive/api/v1`,
    uploadTimeoutMs,
    listingGate: (folderId) =>
      connection.gate(`${key}:folder:${folderId}`, () =>
        createWindowGate({ entries: pages, windowMs, clock }),
      ),
  };
}
