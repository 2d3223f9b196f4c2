export type { ChangePage, Changes, ChangeToken, DriveChange } from './changes.ts';
export type { ChunkSession, ChunkSessionStore } from './chunk-session.ts';
export {
  createWorkDriveClient,
  type WorkDriveClient,
  type WorkDriveClientOptions,
} from './client.ts';
export type { Download, DownloadOptions, Downloads, ExportOptions } from './downloads.ts';
export type { CreateFolderOptions, EnsuredFolder } from './ensure-folder.ts';
export type { Committed, FindCommittedOptions } from './find-committed.ts';
export type { Folders } from './folders.ts';
export type {
  FileItem,
  FolderItem,
  Item,
  ItemFields,
  ItemKind,
  NativeDocumentItem,
  TeamItem,
} from './item.ts';
export type { DeleteOptions } from './delete-item.ts';
export type { Items } from './items.ts';
export type { CreateLinkRequest, Links, ShareLink } from './links.ts';
export {
  listingFilters,
  listingSorts,
  type ItemPage,
  type ListingFilter,
  type ListingSort,
  type ListOptions,
  type ListPageOptions,
} from './list-folder.ts';
export { createMemoryChunkSessionStore } from './memory-chunk-session-store.ts';
export { exportedName, exportFormats, type ExportFormat } from './native-document.ts';
export type { Chunks, OpenBytes } from './open-bytes.ts';
export type { ItemPath } from './path-of.ts';
export type { Paths } from './paths.ts';
export type { Permission, Permissions } from './permissions.ts';
export {
  maxChunkedUpload,
  maxNameLength,
  maxParallelUploads,
  maxSmallUpload,
  maxStreamUpload,
  minChunked,
  streamFrom,
} from './rate-limits.ts';
export {
  restoreName,
  safeName,
  type NameChange,
  type NameChangeReason,
  type SafeName,
} from './safe-name.ts';
export { narrower, workDriveScopes, type WorkDriveMethod } from './scopes.ts';
export type { PathStep, ResolvedPath, ResolvePathOptions } from './resolve-path.ts';
export type { SearchIndex, SearchOptions } from './search-index.ts';
export type { TeamFolderMember, TeamFolders } from './team-folders.ts';
export type { NamedRef, Teams } from './teams.ts';
export type { Trash, TrashOf } from './trash.ts';
export type { UploadedFile } from './upload-answer.ts';
export { doubtOf, UploadDoubtError, type UploadDoubt } from './upload-doubt.ts';
export type { OnConflict, UploadOptions, UploadResult } from './upload-options.ts';
export type { UploadProgress } from './upload-progress.ts';
export type {
  OnceUploadRequest,
  SmallUploadRequest,
  StreamUploadRequest,
  Uploads,
} from './uploads.ts';
export type { User, Users } from './users.ts';
export type { FileVersion, Versions } from './versions.ts';
export type { WalkEntry, WalkOptions } from './walk-folder.ts';
export {
  parseWorkDriveAddress,
  type ParseAddressOptions,
  type WorkDriveAddress,
} from './workdrive-address.ts';
