import { toAcceleratedHost } from '../hosts.ts';
import type { DriveFile, DriveFolder, DriveNode } from './drive-node.ts';
import { extensionOf, fileKind } from './file-kind.ts';
import { nativeKinds } from './native-export.ts';
import type { World } from './world.ts';

/** A resource of the JSON:API flavour that WorkDrive speaks. */
export interface Item {
  id: string;
  type: string;
  attributes: Record<string, unknown>;
  relationships: Record<string, unknown>;
  links: { self: string };
}

/**
 * A node as `GET files/{id}` and listings show it (Zoho doc: get-file-folder-info). Looking counts:
 * while a size lags behind, each look is one of the reads that show 0.
 */
export function toItem(world: World, node: DriveNode): Item {
  const { deps } = world;
  const api = `https://${deps.host(node.org, 'api')}/workdrive/api/v1/files/${node.id}`;
  const related = (name: string) => ({ links: { related: `${api}/${name}` } });
  return {
    id: node.id,
    type: 'files',
    attributes: {
      ...names(node),
      ...kindAttributes(node),
      ...people(node),
      ...times(world, node),
      ...place(world, node),
      storage_info: toStorageInfo(world, node),
      description: '',
      labels: [],
      is_locked: node.kind === 'file' && node.locked,
      is_published: isPublished(world, node),
      is_unread: false,
      favorite: false,
      capabilities: capabilities(world, node),
    },
    relationships: {
      files: related('files'),
      folders: related('folders'),
      permissions: related('permissions'),
      copy: related('copy'),
      versions: related('versions'),
      links: related('links'),
      breadcrumbs: related('breadcrumbs'),
      timeline: related('timeline'),
      previewinfo: related('previewinfo'),
      statistics: related('statistics'),
    },
    links: { self: api },
  };
}

/** Milliseconds since the epoch as this profile writes them. */
export function toTime({ deps }: World, at: number): number | string {
  return deps.profile().timesAsStrings ? String(at) : at;
}

/** The size as it is shown, and what a folder holds; a lagging size counts down with each look. */
export function toStorageInfo({ plans }: World, node: DriveNode) {
  const holds = 'holds' in node ? node.holds : undefined;
  const size = node.kind === 'file' ? shownSize(node) : (holds?.bytes ?? 0);
  const { quota } = plans[node.org];
  return {
    size: toHumanSize(size),
    size_in_bytes: size,
    storage_used: toHumanSize(size),
    storage_used_in_bytes: size,
    files_count: holds?.files ?? 0,
    folders_count: holds?.folders ?? 0,
    // Some plans tell their total here; under which key is not captured.
    ...(node.kind === 'team' && Number.isFinite(quota) && { total_storage_in_bytes: quota }),
  };
}

// --- internal ---

const resourceTypes = { team: 102, workspace: 1001, privatespace: 1001, folder: 1001 } as const;

/** "Aug 26, 4:46 PM": in life in the account's locale and zone, so that nobody can parse it. */
const format = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** By the minute: a page of a thousand items has ten thousand times, most of them the same. */
const formatted = new Map<number, string>();

function toHumanTime(at: number): string {
  const minute = Math.floor(at / 60_000);
  let text = formatted.get(minute);
  if (text === undefined) {
    text = format.format(at);
    if (formatted.size >= 1000) formatted.clear();
    formatted.set(minute, text);
  }
  return text;
}

function names({ name }: DriveNode) {
  return {
    name,
    display_attr_name: name,
    display_html_name: name,
    display_url_name: encodeURIComponent(name),
  };
}

function kindAttributes(node: DriveNode) {
  switch (node.kind) {
    case 'file':
      return {
        type: fileKind(node.name).type,
        extn: extensionOf(node.name),
        is_folder: false,
        resource_type: 2001,
        service_type: '',
      };
    case 'native': {
      const { type, serviceType } = nativeKinds[node.native];
      return { type, extn: '', is_folder: false, resource_type: 2001, service_type: serviceType };
    }
    case 'team':
    case 'workspace':
    case 'privatespace':
    case 'folder':
      // A team folder says is_folder false, and yet it is a valid parent (rclone zoho.go).
      return {
        type: node.kind,
        extn: '',
        is_folder: node.kind === 'folder',
        resource_type: resourceTypes[node.kind],
        service_type: '',
      };
    default:
      return node satisfies never;
  }
}

function people({ creator, modifiedBy }: DriveNode) {
  return {
    owner: creator.zuid,
    creator: creator.zuid,
    created_by: creator.name,
    modified_by: modifiedBy.name,
    modified_by_zuid: modifiedBy.zuid,
  };
}

/** Written out: keys that are put together cost a page of a thousand items a fifth of its time. */
function times(world: World, { createdAt, modifiedAt, statusChangedAt }: DriveNode) {
  const created = toHumanTime(createdAt);
  const modified = toHumanTime(modifiedAt);
  return {
    created_time: created,
    created_time_i18: created,
    created_time_in_millisecond: toTime(world, createdAt),
    modified_time: modified,
    modified_time_i18: modified,
    modified_time_in_millisecond: toTime(world, modifiedAt),
    opened_time: modified,
    opened_time_i18: modified,
    opened_time_in_millisecond: toTime(world, modifiedAt),
    uploaded_time: created,
    uploaded_time_i18: created,
    uploaded_time_in_millisecond: toTime(world, createdAt),
    status_change_time: toHumanTime(statusChangedAt),
    status_change_time_in_millisecond: toTime(world, statusChangedAt),
  };
}

function place(world: World, node: DriveNode) {
  const { deps, drive } = world;
  const root = drive.root(node);
  return {
    status: node.status,
    parent_id: node.parentId ?? '-1',
    library_id: root.id,
    org_id: root.parentId ?? node.id,
    permalink: `https://${deps.webHost(node.org)}/${node.kind === 'file' ? 'file' : 'folder'}/${node.id}`,
    download_url: toDownloadUrl(world, node),
  };
}

/** Informative: a client builds its own URL, for the host may be one that no table has. */
function toDownloadUrl({ deps }: World, { org, id }: DriveNode): string {
  const host = deps.host(org, 'download');
  const { downloadUrl } = deps.profile();
  switch (downloadUrl) {
    case 'accelerator':
      return `https://${toAcceleratedHost(host)}/v1/workdrive/download/${id}`;
    case 'download':
      return `https://${host}/v1/workdrive/download/${id}`;
    case 'web':
      return `https://${deps.webHost(org)}/download/${id}`;
    default:
      return downloadUrl satisfies never;
  }
}

function isPublished({ shares }: World, { id }: DriveNode): boolean {
  return shares.of(id, 'permissions').some(({ attributes }) => {
    const type = attributes['shared_type'];
    return type === 'publish' || type === 'everyone';
  });
}

function shownSize(file: DriveFile): number {
  if (file.laggingReads > 0) {
    file.laggingReads -= 1;
    return 0;
  }
  return file.listedSize ?? file.content.size;
}

function toHumanSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(4, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(2)} ${['KB', 'MB', 'GB', 'TB'][power - 1]}`;
}

function capabilities({ drive }: World, node: DriveNode) {
  const writable = !drive.isReadOnly(node);
  const receives = writable && isReceiver(node);
  return {
    can_read: true,
    can_edit: writable,
    can_rename: writable,
    can_trash: writable,
    can_delete: false,
    can_restore: false,
    can_copy: true,
    can_move: writable,
    can_download: true,
    can_share: writable,
    can_create_files: receives,
    can_upload_files: receives,
    can_trash_files: receives,
  };
}

const isReceiver = (node: DriveNode): node is DriveFolder =>
  'readOnly' in node && node.kind !== 'team';
