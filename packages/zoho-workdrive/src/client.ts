import { tmpdir } from 'node:os';
import type { Connection } from '@zohokit/zoho-auth';
import { createCountedBy } from './counted-by.ts';
import { createDownloads, type Downloads } from './downloads.ts';
import { createFolders, type Folders } from './folders.ts';
import { createItems, type Items } from './items.ts';
import { defaultListingWindow, defaultPace, defaultUploadTimeoutMs } from './rate-limits.ts';
import type { WorkDriveService } from './service.ts';
import { createTeams, type Teams } from './teams.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { createUsers, fetchUser, type Users } from './users.ts';

/**
 * `pace` and `listingWindow` belong to the user, not to the client: connections of one user that
 * share a gate registry use the gates of whoever came first, and those that share a store count
 * together, also in several processes.
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

/** A client of the organisation that the connection reaches. Making it sends nothing. */
export function createWorkDriveClient(
  connection: Connection,
  options: WorkDriveClientOptions = {},
): WorkDriveClient {
  const { spoolDir = tmpdir() } = options;
  const service = createService(connection, options);
  return {
    users: createUsers(service),
    teams: createTeams(service),
    folders: createFolders(service),
    items: createItems(service),
    downloads: createDownloads(service),
    uploads: createUploads(service, { spoolDir }),
  };
}

// --- internal ---

function createService(
  connection: Connection,
  {
    pace = defaultPace,
    listingWindow = defaultListingWindow,
    uploadTimeoutMs = defaultUploadTimeoutMs,
  }: WorkDriveClientOptions,
): WorkDriveService {
  const { hosts } = connection;
  const baseUrl = `${hosts.api}/workdrive/api/v1`;
  return {
    ...createCountedBy(connection, {
      pace,
      listingWindow,
      ask: async (http, signal) => (await fetchUser({ http, baseUrl }, signal)).zuid,
    }),
    hosts,
    baseUrl,
    uploadTimeoutMs,
  };
}
