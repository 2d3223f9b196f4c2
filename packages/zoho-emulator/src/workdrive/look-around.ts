import type { OrgKey } from '../seam.ts';
import type { EmulatedFile, EmulatedFolder, Part } from '../service.ts';
import type { DriveFile } from './drive-node.ts';
import type { World } from './world.ts';

/** My Folders and the team folders of an org. */
export function lookAtRoots({ drive }: World, org: OrgKey) {
  return drive
    .teams(org)
    .flatMap((team) => drive.list(team.id))
    .map((node) => ({
      id: node.id,
      name: node.name,
      files: 'holds' in node ? node.holds.files : 0,
    }));
}

/** A part of a folder's children; `undefined` when there is no such folder. */
export function lookIntoFolder(
  { drive }: World,
  org: OrgKey,
  id: string,
  { offset, limit }: Part,
): EmulatedFolder | undefined {
  const folder = drive.find(org, id);
  if (!folder || !('holds' in folder)) return undefined;
  const children = drive.list(id);
  return {
    path: drive.lineage(folder).map((node) => ({ id: node.id, name: node.name })),
    items: children.slice(offset, offset + limit).map((node) => ({
      id: node.id,
      name: node.name,
      kind: node.kind,
      size: node.kind === 'file' ? node.content.size : undefined,
      modifiedAt: node.modifiedAt,
      createdBy: node.creator.name,
    })),
    total: children.length,
  };
}

/** A file as a test wants to see it. */
export function toEmulatedFile({ drive }: World, file: DriveFile): EmulatedFile {
  const names = drive.lineage(file).map(({ name }) => name);
  const { content } = file;
  return {
    org: file.org,
    id: file.id,
    name: file.name,
    parentId: file.parentId ?? '',
    path: `/${names.join('/')}`,
    size: content.size,
    // Asked for only when looked at: the MD5 of a generated gigabyte takes two seconds.
    get md5() {
      return content.md5;
    },
    trashed: drive.isTrashed(file),
    createdBy: file.creator.zuid,
  };
}
