import type { ServiceDeps, WorkDriveService } from '../service.ts';
import { changeFeedRoutes } from './change-feed.ts';
import { copyRoutes } from './copy.ts';
import { driveTables } from './drive-tables.ts';
import { createHistory } from './history.ts';
import { searchRoutes } from './search.ts';
import { sessionRoutes } from './session-routes.ts';
import { shareRoutes } from './share-routes.ts';
import { createShares } from './shares.ts';
import { teamFolderRoutes } from './team-folders.ts';
import { trashRoutes } from './trash.ts';
import { createUploadSessions } from './upload-sessions.ts';
import { versionRoutes } from './versions.ts';
import { changeRoutes } from './changes.ts';
import { discoveryRoutes } from './discovery.ts';
import { downloadRoutes } from './download.ts';
import { createDrive } from './drive.ts';
import { infoRoutes } from './info.ts';
import { listingRoutes } from './listing.ts';
import { lookAtRoots, lookIntoFolder, toEmulatedFile } from './look-around.ts';
import { seedDrive } from './seed-drive.ts';
import { createSpoolDirectory } from './spool-directory.ts';
import { streamUploadRoutes } from './stream-upload.ts';
import { uploadRoutes } from './upload.ts';
import { createThrottle } from './throttle.ts';
import { createUploadLog } from './upload-log.ts';
import { uploadProgressRoutes } from './upload-progress.ts';
import type { Plan, World } from './world.ts';

/** The emulated WorkDrive, with what it keeps on disk. */
export interface DisposableWorkDriveService extends WorkDriveService {
  /** Removes the temporary files of large uploads; they can no longer be downloaded. */
  dispose(): void;
  /** Where large uploads lie; `undefined` as long as none had to be stored. */
  spoolPath(): string | undefined;
}

/** Creates the WorkDrive of both orgs, empty until it is seeded. Seeding again starts over. */
export function createWorkDriveService(deps: ServiceDeps): DisposableWorkDriveService {
  const world: World = {
    deps,
    drive: createDrive(),
    throttle: createThrottle(deps),
    spool: createSpoolDirectory(),
    uploads: createUploadLog(),
    sessions: createUploadSessions(),
    shares: createShares(),
    history: createHistory(),
    plans: { a: unlimited, b: unlimited },
  };
  return {
    routes: [
      ...discoveryRoutes(world),
      ...teamFolderRoutes(world),
      ...infoRoutes(world),
      ...listingRoutes(world),
      ...changeRoutes(world),
      ...copyRoutes(world),
      ...trashRoutes(world),
      ...versionRoutes(world),
      ...searchRoutes(world),
      ...changeFeedRoutes(world),
      ...shareRoutes(world),
      ...sessionRoutes(world),
      ...uploadRoutes(world),
      ...streamUploadRoutes(world),
      ...uploadProgressRoutes(world),
      ...downloadRoutes(world),
    ],
    tables: driveTables(world),
    seed: (org, workdrive) => seedDrive(world, org, workdrive),
    files: (org) => world.drive.files(org).map((file) => toEmulatedFile(world, file)),
    roots: (org) => lookAtRoots(world, org),
    folder: (org, id, part) => lookIntoFolder(world, org, id, part),
    file(org, id) {
      const node = world.drive.findAnyStatus(org, id);
      return node?.kind === 'file' ? toEmulatedFile(world, node) : undefined;
    },
    dispose: () => world.spool.dispose(),
    spoolPath: () => world.spool.path(),
  };
}

// --- internal ---

const unlimited: Plan = {
  edition: 'TEAM',
  quota: Infinity,
  myFoldersQuota: Infinity,
  largestFile: undefined,
};
