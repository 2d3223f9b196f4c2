import type { EmulatorClock } from './clock.ts';
import type { Ids } from './random.ts';
import type { HostRole, OrgKey, Profile, Route } from './seam.ts';
import type { WorkDriveSeed } from './seed.ts';
import type { SnapshotTable } from './snapshot-table.ts';
import type { ThrottleLimits } from './workdrive/throttle.ts';

/** WorkDrive of both orgs, behind the server. */
export interface WorkDriveService {
  routes: Route[];
  /** Builds the org's drive; called once per org before the first request. */
  seed(org: OrgKey, workdrive: WorkDriveSeed): SeededDrive;
  /** Everything that is a file in the org's drive now, trashed ones included, in no special order. */
  files(org: OrgKey): EmulatedFile[];
  /** The org's roots: My Folders and the team folders. */
  roots(org: OrgKey): { id: string; name: string; files: number }[];
  /** A part of a folder's children, trashed ones left out; `undefined` when it is no folder. */
  folder(org: OrgKey, id: string, part: Part): EmulatedFolder | undefined;
  /** `undefined` when there is no such file. */
  file(org: OrgKey, id: string): EmulatedFile | undefined;
  /** What a snapshot keeps of it. */
  tables: readonly SnapshotTable[];
  /** Lets go of what the service keeps outside memory; called on reset and close. */
  dispose?(): void;
}

/** What seeding made of the names and keys of a seed. */
export interface SeededDrive {
  teamId: string;
  /** By the name of the team folder. */
  teamFolderIds: Record<string, string>;
  /** The root of My Folders. */
  privateSpaceId: string;
  /** By the `key` of a node or team folder. */
  ids: Record<string, string>;
}

/** Which part of a long list. */
export interface Part {
  offset: number;
  limit: number;
}

/** A folder as a person wants to see it. */
export interface EmulatedFolder {
  /** From the root down, the folder last. */
  path: { id: string; name: string }[];
  /** Oldest first. */
  items: {
    id: string;
    name: string;
    /** `folder`, `file` or `native`. */
    kind: string;
    /** The true size in bytes, of files only. */
    size: number | undefined;
    modifiedAt: number;
    createdBy: string;
  }[];
  total: number;
}

/** A file as a test wants to see it: facts, not the wire. */
export interface EmulatedFile {
  org: OrgKey;
  id: string;
  name: string;
  parentId: string;
  /** From the root down: `/Team folder/Sub/file.pdf`; My Folders is `/My Folders`. */
  path: string;
  /** The true size in bytes, whatever listings say. */
  size: number;
  /** Of the content, in lower-case hex. */
  md5: string;
  trashed: boolean;
  /** The ZUID of who uploaded it, or `someone-else`'s. */
  createdBy: string;
}

/** The user whose tokens an org hands out. */
export interface EmulatedUser {
  zuid: string;
  email: string;
  name: string;
}

/** What the emulator hands to a service. */
export interface ServiceDeps {
  clock: EmulatorClock;
  ids: Ids;
  /** The profile in force now; ask each time, a test may change it. */
  profile: () => Profile;
  limits: ThrottleLimits;
  user: (org: OrgKey) => EmulatedUser;
  /** The host of the org's WorkDrive for people, without a scheme: `workdrive.zoho.eu`. */
  webHost: (org: OrgKey) => string;
  /** Any host of the org's data centre, without a scheme: `www.zohoapis.eu` for `api`. */
  host: (org: OrgKey, role: HostRole) => string;
}
