import { isZohoError, ZohoError, type ByteStream } from '@zohokit/zoho-http';
import { maxSmallUpload, streamFrom } from './rate-limits.ts';
import type { WorkDriveService } from './service.ts';
import { smallUpload } from './small-upload.ts';
import { spool } from './spool.ts';
import { streamUpload, takesStreams } from './stream-upload.ts';
import type { UploadedFile } from './upload-answer.ts';
import { onePassBody, type UploadBody } from './upload-body.ts';
import { uploadProgress, type UploadProgress } from './upload-progress.ts';

/** A new file of known size, for an upload through the API host. */
export interface SmallUploadRequest {
  parentId: string;
  name: string;
  /** Read at most once, at the network's pace. Its own error rejects the upload, unchanged. */
  body: ByteStream;
  /** In bytes; a body that is longer or shorter rejects with `usage` and nothing is stored. */
  size: number;
  signal?: AbortSignal | undefined;
}

/** The same with an id, by which the upload can be asked after. */
export interface StreamUploadRequest extends SmallUploadRequest {
  /** Unique; journal it before the first byte and ask `progress` about it when the answer is lost. */
  uploadId: string;
}

/** A new file, of known size or not, for whichever way fits. */
export interface UploadRequest extends Omit<StreamUploadRequest, 'size'> {
  /** In bytes; `undefined` reads the body to its end first, to learn its length. */
  size: number | undefined;
}

/**
 * Three ways to store a new file. None overwrites, and none is ever sent twice: a taken name
 * rejects with `conflict` (or is stored under another name: read the answer), and an upload whose
 * answer was lost rejects with `maybe-committed`. After any other rejection nothing was stored.
 */
export interface Uploads {
  /** Up to 250 MB, through the API host. */
  small(request: SmallUploadRequest): Promise<UploadedFile>;
  /** 1 byte to 50 GB, through the upload host. */
  stream(request: StreamUploadRequest): Promise<UploadedFile>;
  /**
   * The way that fits: small up to 10 MiB, beyond that a stream; without the scope of the upload
   * host, small up to 250 MB, and `refused` above.
   */
  upload(request: UploadRequest): Promise<UploadedFile>;
  /** What became of a stream upload of this user. */
  progress(
    zuid: string,
    uploadId: string,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<UploadProgress>;
}

export interface UploadsOptions {
  /** Where bodies of unknown length wait when they are too large for memory. */
  spoolDir: string;
}

export function createUploads(service: WorkDriveService, { spoolDir }: UploadsOptions): Uploads {
  const send = createSender(service);

  return {
    small: ({ body, size, ...request }) =>
      closing(onePassBody(body, size), (bytes) =>
        smallUpload(service, { ...request, body: bytes }),
      ),

    stream: ({ body, size, ...request }) =>
      closing(onePassBody(body, size), (bytes) =>
        streamUpload(service, { ...request, body: bytes }),
      ),

    async upload({ body, size, ...request }) {
      const { signal } = request;
      const bytes =
        size === undefined
          ? await spool(body, { dir: spoolDir, memoryBytes: streamFrom, signal })
          : onePassBody(body, size);
      return await closing(bytes, () => send({ ...request, body: bytes }));
    },

    progress: (zuid, uploadId, { signal } = {}) =>
      uploadProgress(service, { zuid, uploadId, signal }),
  };
}

// --- internal ---

type Sendable = Omit<StreamUploadRequest, 'body' | 'size'> & { body: UploadBody };

/** Knows, once it has been told, whether the upload host takes this client's token. */
function createSender(service: WorkDriveService): (upload: Sendable) => Promise<UploadedFile> {
  let streams: boolean | undefined;

  return async (upload) => {
    const { body, signal } = upload;
    if (body.size <= streamFrom) return await smallUpload(service, upload);
    if (body.size > maxSmallUpload) return await streamUpload(service, upload).catch(throwTooLarge);
    if (!body.reopenable) streams ??= await takesStreams(service, signal);
    if (streams === false) return await smallUpload(service, upload);
    try {
      return await streamUpload(service, upload);
    } catch (error) {
      if (!isZohoError(error) || error.kind !== 'scope') throw error;
      streams = false;
      if (body.reopenable || !body.started()) return await smallUpload(service, upload);
      throw spent(error);
    }
  };
}

/** Without the scope of the upload host this file is too large; the next one may be smaller. */
function throwTooLarge(error: unknown): never {
  if (!isZohoError(error) || error.kind !== 'scope') throw error;
  throw new ZohoError('A file above 250 MB cannot be stored without the scope of the upload host', {
    kind: 'refused',
    hint: 'authorise again with ZohoFiles.files.CREATE',
    scopes: error.scopes,
    status: error.status,
    code: error.code,
    rule: error.rule,
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
    rule: cause.rule,
    cause,
  });
}

async function closing<T>(body: UploadBody, use: (body: UploadBody) => Promise<T>): Promise<T> {
  try {
    return await use(body);
  } finally {
    await body.close();
  }
}
