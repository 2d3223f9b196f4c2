import { randomUUID } from 'node:crypto';
import { isZohoError, ZohoError } from '@zohokit/zoho-http';
import { reopenableBody, type ReopenableBody } from './reopenable-body.ts';
import type { WorkDriveService } from './service.ts';
import { smallUpload } from './small-upload.ts';
import { streamUpload } from './stream-upload.ts';
import type { UploadedFile } from './upload-answer.ts';
import { UploadDoubtError } from './upload-doubt.ts';
import type { UploadSource } from './upload-source.ts';
import type { Before, UploadTarget } from './upload-target.ts';

export interface WholeUpload {
  service: WorkDriveService;
  way: 'small' | 'stream';
  parentId: string;
  target: UploadTarget;
  /** Whether a file of that name gets a new version. */
  override: boolean;
  before: Before;
  source: UploadSource;
  hash: boolean;
  signal: AbortSignal | undefined;
}

/** What was stored, by its own answer. */
export interface Sent {
  file: UploadedFile;
  md5Sent: string | undefined;
  way: 'small' | 'stream' | 'chunks';
}

/**
 * Sends all bytes in one request. A lost answer rejects with an `UploadDoubtError`; one that was
 * lost before the last byte had left rejects with `unavailable`, because then nothing is stored.
 */
export async function sendWhole(upload: WholeUpload): Promise<Sent> {
  const { service, way, parentId, target, override, source, hash, signal } = upload;
  const body = reopenableBody(source.openBytes, { size: source.size, hash });
  const request = { parentId, name: target.name, body, override, signal };
  const uploadId = randomUUID();
  try {
    const file = await (way === 'small'
      ? smallUpload(service, request)
      : streamUpload(service, { ...request, uploadId }));
    return { file, md5Sent: body.md5(), way };
  } catch (error) {
    if (!isZohoError(error) || error.kind !== 'maybe-committed') throw error;
    if (!body.completed()) throw cutShort(error);
    throw new UploadDoubtError(toDoubt(upload, uploadId, body), error);
  }
}

// --- internal ---

function toDoubt(
  { service, way, parentId, target, before, source }: WholeUpload,
  uploadId: string,
  body: ReopenableBody,
): UploadDoubtError['doubt'] {
  return {
    way,
    parentId,
    name: target.name,
    uploadId: way === 'stream' ? uploadId : undefined,
    size: source.size,
    md5Sent: body.md5(),
    replaces: target.replaces,
    idsBefore: before.items.map(({ id }) => id),
    serverTime: before.serverTime,
    sentAt: service.clock.now(),
  };
}

/** The length was announced and not kept to: a server that stores half a file is none. */
function cutShort(cause: ZohoError): ZohoError {
  const { code, status, method, path } = cause;
  return new ZohoError('An upload was cut before its last byte had left; nothing was stored', {
    kind: 'unavailable',
    retry: { kind: 'backoff' },
    code,
    status,
    method,
    path,
    cause,
  });
}
