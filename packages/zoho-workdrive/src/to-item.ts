import type { Item, ItemKind } from './item.ts';
import { isNativeService } from './native-document.ts';
import type { WireItem } from './wire-item.ts';

/** An item as we speak of it, from how it is on the wire. */
export function toItem({ id, type, attributes }: WireItem): Item {
  return {
    id,
    kind: kindOf(type, attributes),
    name: attributes.name,
    parentId: attributes.parent_id,
    size: attributes.storage_info?.size_in_bytes,
    createdAt: attributes.created_time_in_millisecond,
    modifiedAt: attributes.modified_time_in_millisecond,
    createdBy: attributes.creator,
    status: statusOf(attributes.status),
    canUpload: attributes.capabilities?.can_upload_files,
    serviceType: attributes.service_type === '' ? undefined : attributes.service_type,
  };
}

// --- internal ---

/**
 * A team folder asked for by id says `workspace` and `is_folder: false`, and yet holds files; a
 * team says `team` and holds none (rclone backend/zoho/zoho.go).
 */
const roots = new Set(['workspace', 'workspaces', 'teamfolder', 'teamfolders', 'privatespace']);

function kindOf(type: string | undefined, attributes: WireItem['attributes']): ItemKind {
  const types = [type, attributes.type];
  if (types.some((word) => word === 'team' || word === 'teams')) return 'team';
  if (types.some((word) => word !== undefined && roots.has(word))) return 'folder';
  if (attributes.is_folder ?? attributes.type === 'folder') return 'folder';
  return isNativeService(attributes.service_type) ? 'native-document' : 'file';
}

/** Zoho doc: 1 active, 51 trashed, 61 deleted. */
function statusOf(status: number | undefined): Item['status'] {
  if (status === 1) return 'active';
  if (status === 51) return 'trashed';
  return status === 61 ? 'deleted' : undefined;
}
