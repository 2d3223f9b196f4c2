import { isZohoError, ZohoError } from '@zohokit/zoho-http';
import { maxSmallUpload, streamFrom } from './rate-limits.ts';
import type { WorkDriveService } from './service.ts';
import { smallUpload } from './small-upload.ts';
import type { StreamAccess } from './stream-access.ts';
import { streamUpload } from './stream-upload.ts';
import type { UploadedFile } from './upload-answer.ts';
import type { UploadBody } from './upload-body.ts';

export interface Sendable {
  parentId: string;
  name: string;
  uploadId: string;
  body: UploadBody;
  signal?: AbortSignal | undefined;
}

/** Sends a body once, by the way that fits it and the token. */
export function createOnceSender(
  service: WorkDriveService,
  access: StreamAccess,
): (upload: Sendable) => Promise<UploadedFile> {
  return async (upload) => {
    const { body, signal } = upload;
    if (body.size <= streamFrom) return await smallUpload(service, upload);
    if (body.size > maxSmallUpload) return await streamUpload(service, upload).catch(throwTooLarge);
    // A refused upload would have spent a body that cannot be opened again.
    if (!body.reopenable) await access.isGranted(signal);
    if (access.known === false) return await smallUpload(service, upload);
    try {
      return await streamUpload(service, upload);
    } catch (error) {
      if (!isZohoError(error) || error.kind !== 'scope') throw error;
      access.deny();
      if (body.reopenable || !body.started()) return await smallUpload(service, upload);
      throw spent(error);
    }
  };
}

// --- internal ---

/** Without the scope of the upload host this file is too large; the next one may be smaller. */
function throwTooLarge(error: unknown): never {
  if (!isZohoError(error) || error.kind !== 'scope') throw error;
  throw new ZohoError('A file above 250 MB cannot be stored without the scope of the upload host', {
    kind: 'refused',
    hint: 'authorise again with ZohoFiles.files.CREATE',
    scopes: error.scopes,
    status: error.status,
    code: error.code,
    cause: error,
  });
}

function spent(cause: ZohoError): ZohoError {
  return new ZohoError('The upload host refused the token after the body had begun to leave', {
    kind: 'unavailable',
    hint: 'upload it again: this client now uses the API host for up to 250 MB',
    scopes: cause.scopes,
    status: cause.status,
    code: cause.code,
    cause,
  });
}
