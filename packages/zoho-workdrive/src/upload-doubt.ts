import { isZohoError, ZohoError } from '@zohokit/zoho-http';

/**
 * What is known of an upload of which nobody knows whether it was stored: plain JSON, without a
 * secret, so that `findCommitted` can be asked later and by another process.
 */
export interface UploadDoubt {
  way: 'small' | 'stream' | 'chunks';
  parentId: string;
  /** As it was sent; Zoho may have altered it. */
  name: string;
  /** By which upload progress knows a stream; the session's for chunks; none for a small upload. */
  uploadId?: string | undefined;
  /** In bytes. */
  size: number;
  /** Of what was sent. */
  md5Sent?: string | undefined;
  /** The file of which this was to become a version. */
  replaces?: string | undefined;
  /** What the folder held before. */
  idsBefore: string[];
  /** The server's clock when the folder was listed before, milliseconds since the epoch. */
  serverTime?: number | undefined;
  /** The connection's clock when the last byte had left, milliseconds since the epoch. */
  sentAt: number;
  /** Zoho says that it is stored: only its id is unknown. */
  isCommitted?: boolean | undefined;
}

/** A `maybe-committed` with what is needed to find out. */
export class UploadDoubtError extends ZohoError {
  readonly doubt: UploadDoubt;

  constructor(doubt: UploadDoubt, cause: ZohoError) {
    const { code, status, method, path, message } = cause;
    super(message, {
      kind: 'maybe-committed',
      hint: 'Ask findCommitted with the "doubt" of this error before it is uploaded again',
      code,
      status,
      method,
      path,
      cause,
    });
    this.doubt = doubt;
  }
}

/** The doubt of an error of `upload`, if it has one. */
export function doubtOf(error: unknown): UploadDoubt | undefined {
  return isZohoError(error) && error instanceof UploadDoubtError ? error.doubt : undefined;
}
