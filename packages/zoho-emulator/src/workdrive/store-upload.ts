import type { OrgKey } from '../seam.ts';
import type { Content } from './content.ts';
import { type DriveFile, type DriveFolder, isParent } from './drive-node.ts';
import { placeOf } from './history.ts';
import { type WhenTaken, settleName } from './name-rules.ts';
import { authorizationFailed, internalError, invalidParent, locked } from './refusal.ts';
import { checkRoom } from './storage-room.ts';
import { type World, findOrRefuse, freshId, orgUser, recordChange } from './world.ts';

export interface UploadOrder {
  org: OrgKey;
  parentId: string;
  /** As it will be stored. */
  name: string;
  content: Content;
  /** Whether a file of that name becomes a new version of itself. */
  override: boolean;
  /** What else a taken name leads to. */
  whenTaken: WhenTaken;
}

/** Stores an uploaded content, or throws a `Refusal` and changes nothing. Never waits. */
export function storeUpload(world: World, order: UploadOrder): DriveFile {
  const { drive, deps } = world;
  const { org, parentId, content } = order;
  const parent = uploadParent(world, org, parentId);
  checkRoom(world, parent, content.size);
  if (parent.refuseUploads > 0) {
    parent.refuseUploads -= 1;
    throw internalError();
  }
  const existing = findOverridden(world, order);
  if (existing) return addVersion(world, existing, content);
  const now = deps.clock.now();
  const name = settleName(
    order.name,
    now,
    (one) => isTaken(world, parent.id, one),
    order.whenTaken,
  );
  const creator = orgUser(world, org);
  const file = drive.add<DriveFile>({
    kind: 'file',
    id: freshId(world),
    org,
    name,
    parentId: parent.id,
    status: 1,
    createdAt: now,
    modifiedAt: now,
    statusChangedAt: now,
    creator,
    modifiedBy: creator,
    content,
    version: 1,
    older: undefined,
    listedSize: undefined,
    laggingReads: deps.profile().sizeLagReads,
    blocked: false,
    locked: false,
  });
  recordChange(world, 'UPLOAD', file, undefined);
  return file;
}

/** The folder into which something may be uploaded now. */
export function uploadParent(world: World, org: OrgKey, parentId: string): DriveFolder {
  const parent = findOrRefuse(world, org, parentId);
  if (parent.kind === 'team') throw authorizationFailed();
  if (!isParent(parent)) throw invalidParent();
  if (world.drive.isReadOnly(parent)) throw authorizationFailed();
  return parent;
}

/**
 * Whether a file of that name is there. A folder of the same name takes nothing from a file: only
 * the two kinds of document collide. Names are compared as they are: whether life compares them
 * without case is not known.
 */
export function isTaken({ drive }: World, parentId: string, name: string): boolean {
  return drive.named(parentId, name).some(({ kind }) => kind === 'file' || kind === 'native');
}

/** Puts a content on top of a file, under the same id. */
export function addVersion(world: World, file: DriveFile, content: Content): DriveFile {
  const { deps, drive } = world;
  if (file.locked) throw locked();
  drive.resize(file, () => {
    const { version: number, content: old, modifiedAt: at, modifiedBy: by } = file;
    (file.older ??= []).push({ number, content: old, at, by });
    file.content = content;
  });
  file.version += 1;
  file.modifiedAt = deps.clock.now();
  file.modifiedBy = orgUser(world, file.org);
  file.listedSize = undefined;
  file.laggingReads = deps.profile().sizeLagReads;
  recordChange(world, 'UPDATE', file, placeOf(file));
  return file;
}

// --- internal ---

function findOverridden(
  { drive }: World,
  { override, parentId, name }: UploadOrder,
): DriveFile | undefined {
  if (!override) return undefined;
  return drive.named(parentId, name).find((node): node is DriveFile => node.kind === 'file');
}
