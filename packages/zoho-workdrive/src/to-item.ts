import * as v from 'valibot';
import type { Item, ItemFields, ItemKind } from './item.ts';
import { isNativeService } from './native-document.ts';
import { ItemHints, type WireItem } from './wire-item.ts';

/** An item as we speak of it, from how it is on the wire. */
export function toItem({ id, type, attributes }: WireItem): Item {
  const hints = v.parse(ItemHints, attributes);
  const fields = toFields(id, attributes, hints);
  const kind = kindOf(type, hints);
  switch (kind) {
    case 'file':
      return { ...fields, kind, extension: given(hints.extn), fileType: given(hints.type) };
    case 'folder':
      return {
        ...fields,
        kind,
        root: rootOf(type, hints),
        fileCount: hints.storage_info?.files_count,
        folderCount: hints.storage_info?.folders_count,
      };
    case 'native-document':
      return { ...fields, kind, serviceType: hints.service_type ?? '' };
    case 'team':
      return { ...fields, kind };
    default:
      return kind satisfies never;
  }
}

// --- internal ---

function toFields(
  id: string,
  attributes: WireItem['attributes'],
  hints: ItemHints,
): Omit<ItemFields, 'kind'> {
  return {
    id,
    name: attributes.name,
    // A team has a parent of that id (rclone backend/zoho/zoho.go); nothing is there.
    parentId: hints.parent_id === '-1' ? undefined : given(hints.parent_id),
    libraryId: given(hints.library_id),
    size: hints.storage_info?.size_in_bytes,
    createdAt: hints.created_time_in_millisecond,
    modifiedAt: hints.modified_time_in_millisecond,
    openedAt: hints.opened_time_in_millisecond,
    uploadedAt: hints.uploaded_time_in_millisecond,
    statusChangedAt: hints.status_change_time_in_millisecond,
    createdBy: hints.creator,
    createdByName: given(hints.created_by),
    modifiedBy: hints.modified_by_zuid,
    modifiedByName: given(hints.modified_by),
    ownedBy: hints.owner,
    status: statusOf(hints.status),
    description: given(hints.description),
    permalink: given(hints.permalink),
    canUpload: hints.capabilities['can_upload_files'],
    capabilities: hints.capabilities,
    isLocked: hints.is_locked,
    isPublished: hints.is_published,
    isFavorite: hints.favorite,
    serviceType: given(hints.service_type),
    attributes,
  };
}

/** Zoho leaves out what is not there, or says it with an empty text. */
function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/**
 * A team folder asked for by id says `workspace` and `is_folder: false`, and yet holds files; a
 * team says `team` and holds none (rclone backend/zoho/zoho.go).
 */
const teamFolders = new Set(['workspace', 'workspaces', 'teamfolder', 'teamfolders']);

function rootOf(
  type: string | undefined,
  hints: ItemHints,
): 'team-folder' | 'private-space' | undefined {
  const types = [type, hints.type];
  if (types.some((word) => word !== undefined && teamFolders.has(word))) return 'team-folder';
  return types.includes('privatespace') ? 'private-space' : undefined;
}

function kindOf(type: string | undefined, hints: ItemHints): ItemKind {
  if ([type, hints.type].some((word) => word === 'team' || word === 'teams')) return 'team';
  if (rootOf(type, hints) !== undefined) return 'folder';
  if (hints.is_folder ?? hints.type === 'folder') return 'folder';
  return isNativeService(hints.service_type) ? 'native-document' : 'file';
}

/** Zoho doc: 1 active, 51 trashed, 61 deleted. */
function statusOf(status: number | undefined): ItemFields['status'] {
  if (status === 1) return 'active';
  if (status === 51) return 'trashed';
  return status === 61 ? 'deleted' : undefined;
}
