import { tmpdir } from 'node:os';
import type { Connection } from '@zohokit/zoho-auth';
import { createChanges, type Changes } from './changes.ts';
import { createCountedBy } from './counted-by.ts';
import { createDownloads, type Downloads } from './downloads.ts';
import { createFolders, type Folders } from './folders.ts';
import { createItems, type Items } from './items.ts';
import { createLinks, type Links } from './links.ts';
import { createPaths, type Paths } from './paths.ts';
import { createPermissions, type Permissions } from './permissions.ts';
import { defaultListingWindow, defaultPace, defaultUploadTimeoutMs } from './rate-limits.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';
import type { WorkDriveService } from './service.ts';
import { createTeamFolders, type TeamFolders } from './team-folders.ts';
import { createTeams, type Teams } from './teams.ts';
import { createTrash, type Trash } from './trash.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { createUsers, fetchUser, type Users } from './users.ts';
import { createVersions, type Versions } from './versions.ts';

/**
 * `pace` and `listingWindow` belong to the user, not to the client: connections of one user that
 * share a store count together, also in several processes. Those that share a gate registry alone
 * share pace and penalty, by the gates of whoever came first.
 */
export interface WorkDriveClientOptions {
  /**
   * Requests per second, all hosts together; about 6 are known to be refused. `Infinity` for none, on
   * an emulator. @default 5
   */
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
  readonly teamFolders: TeamFolders;
  readonly folders: Folders;
  readonly items: Items;
  readonly paths: Paths;
  readonly trash: Trash;
  readonly versions: Versions;
  readonly links: Links;
  readonly permissions: Permissions;
  readonly searchIndex: SearchIndex;
  readonly changes: Changes;
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
  const users = createUsers(service);
  const teams = createTeams(service);
  const folders = createFolders(service);
  const items = createItems(service);
  const downloads = createDownloads(service, { items });
  return {
    users,
    teams,
    teamFolders: createTeamFolders(service),
    folders,
    items,
    paths: createPaths(service, { users, teams }),
    trash: createTrash(service),
    versions: createVersions(service),
    links: createLinks(service),
    permissions: createPermissions(service),
    searchIndex: createSearchIndex(service),
    changes: createChanges(service),
    downloads,
    uploads: createUploads(service, { spoolDir, folders, items, downloads }),
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
  const { clock, hosts } = connection;
  const baseUrl = `${hosts.api}/workdrive/api/v1`;
  return {
    ...createCountedBy(connection, {
      pace,
      listingWindow,
      ask: async (http, signal) => (await fetchUser({ http, baseUrl }, signal)).zuid,
    }),
    hosts,
    clock,
    baseUrl,
    uploadTimeoutMs,
  };
}
