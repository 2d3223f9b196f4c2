export type { ChunkSession, ChunkSessionStore } from './chunk-session.ts';
export {
  createWorkDriveClient,
  type WorkDriveClient,
  type WorkDriveClientOptions,
} from './client.ts';
export type { Download, DownloadOptions, Downloads, ExportOptions } from './downloads.ts';
export type { Committed, FindCommittedOptions } from './find-committed.ts';
export type { Folders, ItemPage, ListPageOptions } from './folders.ts';
export type { Item, ItemKind } from './item.ts';
export type { Items } from './items.ts';
export { createMemoryChunkSessionStore } from './memory-chunk-session-store.ts';
export { exportedName, exportFormats, type ExportFormat } from './native-document.ts';
export type { Chunks, OpenBytes } from './open-bytes.ts';
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
export type { NamedRef, Teams } from './teams.ts';
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
