import { isZohoError } from '@zohokit/zoho-http';
import { encodeName } from './encode-name.ts';
import { workDriveScopes } from './scopes.ts';
import { jsonApi, type WorkDriveService } from './service.ts';
import { parseUploadAnswer, type UploadedFile } from './upload-answer.ts';
import type { UploadBody } from './upload-body.ts';

export interface StreamUpload {
  parentId: string;
  name: string;
  body: UploadBody;
  /** Chosen by the caller; asked about by `progress`. */
  uploadId: string;
  /** Makes a file of this name a version older. @default false */
  override?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** Raw bytes to the upload host: 1 byte to 50 GB by plan (Zoho doc: upload-large-file-250mb). */
export async function streamUpload(
  service: WorkDriveService,
  { parentId, name, body, uploadId, override = false, signal }: StreamUpload,
): Promise<UploadedFile> {
  const { json } = await service.http.json({
    method: 'POST',
    url: streamUrl(service),
    headers: {
      ...jsonApi,
      'content-type': 'application/octet-stream',
      'content-length': String(body.size),
      'upload-id': uploadId,
      'x-filename': encodeName(name),
      'x-parent_id': parentId,
      'x-streammode': '1',
      // Without its prefix this header is ignored (rclone issue 9585).
      'x-override-name-exist': String(override),
    },
    body: body.open,
    reopenable: body.reopenable,
    scopes: workDriveScopes['uploads.stream'],
    repeatable: false,
    timeoutMs: service.uploadTimeoutMs,
    signal,
  });
  return parseUploadAnswer(json, 'stream');
}

/**
 * Whether the upload host takes this token. Asked with a request that names no folder and no file,
 * so that nothing can come of it: a refusal for the scope comes first, any other means yes. Asking
 * beats trying, because a refused upload has spent a body that cannot be opened again.
 */
export async function takesStreams(
  service: WorkDriveService,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await service.http.json({
      method: 'POST',
      url: streamUrl(service),
      headers: jsonApi,
      scopes: workDriveScopes['uploads.stream'],
      repeatable: false,
      signal,
    });
    return true;
  } catch (error) {
    if (!isZohoError(error)) throw error;
    if (error.kind === 'rate-limit' || error.kind === 'authorization') throw error;
    return error.kind !== 'scope';
  }
}

/** Where streams and chunks go. */
export function streamUrl({ hosts }: WorkDriveService): string {
  return `${hosts.upload}/workdrive-api/v1/stream/upload`;
}
