import { isZohoError, type ByteStream } from '@zohokit/zoho-http';
import type { Downloads } from './downloads.ts';
import {
  findCommitted,
  type Committed,
  type FindCommittedOptions,
  type FindCommittedPorts,
} from './find-committed.ts';
import type { Folders } from './folders.ts';
import type { Items } from './items.ts';
import { createOnceSender } from './once-sender.ts';
import type { OpenBytes } from './open-bytes.ts';
import { streamFrom } from './rate-limits.ts';
import type { WorkDriveService } from './service.ts';
import { smallUpload } from './small-upload.ts';
import { spool } from './spool.ts';
import { createStreamAccess } from './stream-access.ts';
import { streamUpload } from './stream-upload.ts';
import type { UploadedFile } from './upload-answer.ts';
import { onePassBody, type UploadBody } from './upload-body.ts';
import type { UploadDoubt } from './upload-doubt.ts';
import { uploadFile } from './upload-file.ts';
import type { UploadOptions, UploadResult } from './upload-options.ts';
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
export interface OnceUploadRequest extends Omit<StreamUploadRequest, 'size'> {
  /** In bytes; `undefined` reads the body to its end first, to learn its length. */
  size: number | undefined;
}

/** How files are stored. */
export interface Uploads {
  /**
   * Stores a file by the way that fits its size, the token and the host: small up to 10 MiB, a
   * stream up to 1 GiB, chunks above. A body is opened anew for every attempt. Rejects with
   * `conflict` when the name is taken and `onConflict` says so, with `maybe-committed`
   * (`UploadDoubtError`) when an answer was lost and was not reconciled, with what the body threw;
   * after any rejection but `maybe-committed` nothing of ours is in the folder.
   */
  upload(openBytes: OpenBytes, options: UploadOptions): Promise<UploadResult>;
  /** What became of an upload in doubt; writes nothing. */
  findCommitted(doubt: UploadDoubt, options?: FindCommittedOptions): Promise<Committed>;
  /**
   * For callers that journal for themselves: a body that can be read once only, sent once only. A
   * taken name rejects with `conflict` (or is stored under another name: read the answer), and an
   * upload whose answer was lost with `maybe-committed`. After any other rejection nothing was
   * stored. It takes the small way up to 10 MiB, beyond that the stream; without the scope of the
   * upload host, small up to 250 MB, and `refused` above.
   */
  once(request: OnceUploadRequest): Promise<UploadedFile>;
  /** As `once`, up to 250 MB, through the API host. */
  small(request: SmallUploadRequest): Promise<UploadedFile>;
  /** As `once`, 1 byte to 50 GB, through the upload host. */
  stream(request: StreamUploadRequest): Promise<UploadedFile>;
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
  folders: Pick<Folders, 'listAll'>;
  items: Pick<Items, 'find' | 'trash'>;
  downloads: Pick<Downloads, 'open'>;
}

export function createUploads(service: WorkDriveService, options: UploadsOptions): Uploads {
  const { spoolDir, folders, items, downloads } = options;
  const access = createStreamAccess(service);
  const send = createOnceSender(service, access);
  const find: FindCommittedPorts = {
    clock: service.clock,
    folders,
    items,
    downloads,
    whoAmI: (signal) => userIdIfTold(service, signal),
    progress: (zuid, uploadId, signal) => uploadProgress(service, { zuid, uploadId, signal }),
  };
  const ports = { service, folders, items, find, access, spoolDir };

  return {
    upload: (openBytes, upload) => uploadFile(ports, openBytes, upload),

    findCommitted: (doubt, finding) => findCommitted(find, doubt, finding),

    async once({ body, size, ...request }) {
      const { signal } = request;
      const bytes =
        size === undefined
          ? await spool(body, { dir: spoolDir, memoryBytes: streamFrom, signal })
          : onePassBody(body, size);
      return await closing(bytes, () => send({ ...request, body: bytes }));
    },

    small: ({ body, size, ...request }) =>
      closing(onePassBody(body, size), (bytes) =>
        smallUpload(service, { ...request, body: bytes }),
      ),

    stream: ({ body, size, ...request }) =>
      closing(onePassBody(body, size), (bytes) =>
        streamUpload(service, { ...request, body: bytes }),
      ),

    progress: (zuid, uploadId, { signal } = {}) =>
      uploadProgress(service, { zuid, uploadId, signal }),
  };
}

// --- internal ---

/** `undefined` when the token may not ask. */
async function userIdIfTold(
  { userId }: WorkDriveService,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    return await userId(signal);
  } catch (error) {
    if (!isZohoError(error) || error.kind !== 'scope') throw error;
    return undefined;
  }
}

async function closing<T>(body: UploadBody, use: (body: UploadBody) => Promise<T>): Promise<T> {
  try {
    return await use(body);
  } finally {
    await body.close();
  }
}
