export {
  createWorkDriveClient,
  type WorkDriveClient,
  type WorkDriveClientOptions,
} from './client.ts';
export type { Download, Downloads } from './downloads.ts';
export type { Folders, ItemPage, ListPageOptions } from './folders.ts';
export type { Item, ItemKind } from './item.ts';
export type { Items } from './items.ts';
export { exportedName } from './native-document.ts';
export { maxNameLength, maxParallelUploads, maxSmallUpload } from './rate-limits.ts';
export { narrower, workDriveScopes, type WorkDriveMethod } from './scopes.ts';
export type { NamedRef, Teams } from './teams.ts';
export type { UploadedFile } from './upload-answer.ts';
export type { UploadProgress } from './upload-progress.ts';
export type { SmallUploadRequest, StreamUploadRequest, UploadRequest, Uploads } from './uploads.ts';
export type { User, Users } from './users.ts';
