import {
  discard,
  isZohoError,
  pathSegment,
  ZohoError,
  type ByteStream,
  type HttpResponse,
} from '@zohokit/zoho-http';
import { countedBody } from './counted-body.ts';
import { narrower, workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';

/** An open file: its bytes, and what Zoho says of them. */
export interface Download {
  /**
   * The bytes, at the reader's pace, once. Read it to its end, or call `return()` of its iterator:
   * until then it holds a connection. A body that is cut rejects with `unavailable`.
   */
  body: ByteStream;
  /** In bytes; `undefined` for exports of native documents and whenever Zoho does not say. */
  size: number | undefined;
  contentType: string | undefined;
}

/** Reading the content of files. */
export interface Downloads {
  /**
   * Opens the bytes of a file, or of the export of a native document (see `exportedName`). Rejects
   * with `not-found` or, for blocked and locked files, `refused`.
   */
  open(id: string, options?: { signal?: AbortSignal | undefined }): Promise<Download>;
}

export function createDownloads({ http, hosts, baseUrl }: WorkDriveService): Downloads {
  let dedicated = true;

  const request = async (
    url: string,
    scopes: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<HttpResponse> =>
    await http.bytes({
      url,
      // Encoded bytes would have neither the length nor the hash of the file.
      headers: { accept: '*/*', 'accept-encoding': 'identity' },
      scopes,
      // Native documents are converted before the first byte comes.
      timeoutMs: 180_000,
      signal,
    });

  return {
    async open(id, { signal } = {}) {
      const file = pathSegment(id);
      if (dedicated) {
        try {
          const url = `${hosts.download}/v1/workdrive/download/${file}`;
          return toDownload(id, await request(url, workDriveScopes['downloads.open'], signal));
        } catch (error) {
          if (!isZohoError(error) || error.kind !== 'scope') throw error;
          dedicated = false;
        }
      }
      const url = `${baseUrl}/download/${file}`;
      return toDownload(id, await request(url, narrower['downloads.open'].scopes, signal));
    },
  };
}

// --- internal ---

function toDownload(id: string, response: HttpResponse): Download {
  const { headers, body } = response;
  const flaw = flawOf(id, response);
  if (flaw !== undefined) {
    // The connection is given up; what it says about its end is of no interest any more.
    void discard(response);
    throw flaw;
  }
  const length = headers.get('content-length');
  const size = length !== null && /^\d+$/.test(length) ? Number(length) : undefined;
  return {
    body: countedBody(body, { id, size }),
    size,
    contentType: headers.get('content-type') ?? undefined,
  };
}

/** Why the answer cannot be the whole file, or could not be told from a part of it. */
function flawOf(id: string, { status, headers }: HttpResponse): ZohoError | undefined {
  const encoding = headers.get('content-encoding');
  // Zoho has sent parts with status 200 and a Content-Range (Zoho community, June 2023).
  const part = status !== 200 || headers.get('content-range') !== null;
  if (part || (encoding !== null && encoding !== 'identity')) {
    return new ZohoError(`WorkDrive answered the download of ${id} in part or encoded`, {
      kind: 'unexpected-response',
      status,
    });
  }
  if (hasEnd(headers)) return undefined;
  return new ZohoError(`The download of ${id} came without a length or another sign of its end`, {
    kind: 'unavailable',
    retry: { kind: 'backoff' },
    status,
    hint: 'A proxy on the way may have removed it',
  });
}

/**
 * A body without a length that is not chunked either ends when the connection does (RFC 9112, 6.3):
 * a connection that breaks looks like the end of the file.
 */
function hasEnd(headers: HttpResponse['headers']): boolean {
  if (/^\s*\d+\s*$/.test(headers.get('content-length') ?? '')) return true;
  return /\bchunked\s*$/i.test(headers.get('transfer-encoding') ?? '');
}
