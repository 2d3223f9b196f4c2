import type { DriveFile } from './drive-node.ts';
import { extensionOf } from './file-kind.ts';
import { toTime } from './item.ts';
import { versionId } from './versions.ts';
import type { World } from './world.ts';

/**
 * What an upload's answer tells of the stored file, as the JSON string that Zoho makes of it. Only
 * here does WorkDrive ever name a digest (rclone backend/zoho/api/types.go).
 */
export function toFileInfo(world: World, file: DriveFile): string {
  const { deps, drive } = world;
  const { md5, sizeInAnswers } = deps.profile();
  const lineage = drive.lineage(file);
  const [root] = lineage;
  const parent = lineage.at(-2);
  return JSON.stringify({
    ORG_ID: root?.parentId,
    RESOURCE_ID: file.id,
    LIBRARY_ID: root?.id,
    ...(md5 !== 'absent' && { MD5_CHECKSUM: md5 === 'right' ? file.content.md5 : wrongMd5 }),
    PARENT_MODEL_ID: root?.id,
    PARENT_MODEL_NAME: root?.name,
    PARENT_ID: file.parentId,
    RESOURCE_TYPE: 2001,
    OWNER: file.creator.zuid,
    RESOURCE_GROUP: 'FILE',
    ...(sizeInAnswers && { size: file.content.size }),
    OPERATION: file.version === 1 ? 'UPLOAD' : 'UPDATE',
    AUDIT_INFO: {
      versionInfo: {
        versionAuthors: [file.modifiedBy.name],
        versionId: versionId(file, file.version),
        isMinorVersion: false,
        versionTime: toTime(world, file.modifiedAt),
        versionAuthorZuid: [file.modifiedBy.zuid],
        versionNotes: '',
        versionNumber: `${file.version}.0`,
      },
      resource: {
        owner: file.creator.zuid,
        created_time: toTime(world, file.createdAt),
        creator: file.creator.zuid,
        service_type: 0,
        extension: extensionOf(file.name),
        status_change_time: toTime(world, file.statusChangedAt),
        resource_type: 2001,
        name: file.name,
      },
      parentInfo: { parentName: parent?.name, parentId: file.parentId, parentType: 1001 },
      libraryInfo: { libraryName: root?.name, libraryId: root?.id, libraryType: 2 },
      statusCode: 'D201',
    },
    ZUID: Number(file.modifiedBy.zuid),
    TEAM_ID: root?.parentId,
  });
}

// --- internal ---

/** Well-formed, and of no content that anybody uploads. */
const wrongMd5 = '00000000000000000000000000000bad';
