import { ZohoError } from '@zohokit/zoho-http';
import { encodeName } from './encode-name.ts';
import { multipart } from './multipart.ts';
import { maxSmallUpload } from './rate-limits.ts';
import { workDriveScopes } from './scopes.ts';
import { jsonApi, type WorkDriveService } from './service.ts';
import { parseUploadAnswer, type UploadedFile } from './upload-answer.ts';
import type { UploadBody } from './upload-body.ts';

export interface SmallUpload {
  parentId: string;
  name: string;
  body: UploadBody;
  /** Makes a file of this name a version older. @default false */
  override?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** Multipart to the API host: any size up to 250 MB, 0 bytes included (Zoho doc: upload-file). */
export async function smallUpload(
  service: WorkDriveService,
  { parentId, name, body, override = false, signal }: SmallUpload,
): Promise<UploadedFile> {
  if (body.size > maxSmallUpload) {
    throw new ZohoError(`${body.size} bytes are too many for a small upload (250 MB)`, {
      kind: 'refused',
      hint: 'larger files need the upload host: scope ZohoFiles.files.CREATE',
    });
  }
  // The server decodes once more than HTTP asks for, so a raw % or + would be lost.
  const fileName = encodeName(name);
  const form = multipart({
    fields: {
      parent_id: parentId,
      filename: fileName,
      'override-name-exist': String(override),
    },
    file: { field: 'content', fileName, size: body.size, open: body.open },
  });
  const { json } = await service.http.json({
    method: 'POST',
    url: `${service.baseUrl}/upload`,
    headers: {
      ...jsonApi,
      'content-type': form.contentType,
      'content-length': String(form.size),
    },
    body: form.open,
    reopenable: body.reopenable,
    scopes: workDriveScopes['uploads.small'],
    repeatable: false,
    timeoutMs: service.uploadTimeoutMs,
    signal,
  });
  return parseUploadAnswer(json, 'small');
}
