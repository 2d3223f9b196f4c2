import type { OrgKey } from '../seam.ts';
import type { Content } from './content.ts';
import { type DriveFile, type DriveFolder, isParent } from './drive-node.ts';
import { suffixedName } from './name-rules.ts';
import { authorizationFailed, internalError, invalidParent, nameConflict } from './refusal.ts';
import { type World, findOrRefuse, orgUser } from './world.ts';

export interface UploadOrder {
  org: OrgKey;
  parentId: string;
  /** As it will be stored. */
  name: string;
  content: Content;
  /** Whether a file of that name becomes a new version of itself. */
  override: boolean;
  /** What else a taken name leads to. */
  whenTaken: 'conflict' | 'suffix';
}

/** Stores an uploaded content, or throws a `Refusal` and changes nothing. Never waits. */
export function storeUpload(world: World, order: UploadOrder): DriveFile {
  const { drive, deps } = world;
  const parent = uploadParent(world, order);
  // Whether life compares names without case is not known; here they are compared as they are.
  const taken = drive
    .list(parent.id)
    .filter((node) => node.name === order.name && isFileLike(node));
  const existing = taken.find((node): node is DriveFile => node.kind === 'file');
  if (order.override && existing) return newVersion(world, existing, order.content);
  if (taken.length > 0 && order.whenTaken === 'conflict') throw nameConflict();

  const now = deps.clock.now();
  const creator = orgUser(world, order.org);
  return drive.add({
    kind: 'file',
    id: deps.ids.driveId(),
    org: order.org,
    name: taken.length > 0 ? freeName(world, parent, order.name, now) : order.name,
    parentId: parent.id,
    status: 1,
    createdAt: now,
    modifiedAt: now,
    statusChangedAt: now,
    creator,
    modifiedBy: creator,
    content: order.content,
    version: 1,
    listedSize: undefined,
    laggingReads: deps.profile().sizeLagReads,
    blocked: false,
  });
}

// --- internal ---

/** A folder of the same name takes nothing from a file: only the two kinds of document collide. */
const isFileLike = ({ kind }: { kind: string }) => kind === 'file' || kind === 'native';

function uploadParent(world: World, { org, parentId }: UploadOrder): DriveFolder {
  const parent = findOrRefuse(world, org, parentId);
  if (parent.kind === 'team') throw authorizationFailed();
  if (!isParent(parent)) throw invalidParent();
  if (world.drive.isReadOnly(parent)) throw authorizationFailed();
  if (parent.refuseUploads > 0) {
    parent.refuseUploads -= 1;
    throw internalError();
  }
  return parent;
}

function newVersion(world: World, file: DriveFile, content: Content): DriveFile {
  const { deps } = world;
  file.content = content;
  file.version += 1;
  file.modifiedAt = deps.clock.now();
  file.modifiedBy = orgUser(world, file.org);
  file.listedSize = undefined;
  file.laggingReads = deps.profile().sizeLagReads;
  return file;
}

function freeName({ drive }: World, parent: DriveFolder, name: string, now: number): string {
  const names = new Set(drive.list(parent.id).map((node) => node.name));
  let at = now;
  while (names.has(suffixedName(name, at))) at += 1;
  return suffixedName(name, at);
}
