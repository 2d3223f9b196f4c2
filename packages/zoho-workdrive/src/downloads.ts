import { isZohoError, ZohoError, type ByteStream, type HttpResponse } from '@zohokit/zoho-http';
import { countedBody } from './counted-body.ts';
import { narrower, workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';

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
      const file = encodeURIComponent(id);
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
  const { status, headers, body } = response;
  const encoding = headers.get('content-encoding');
  if (status !== 200 || (encoding !== null && encoding !== 'identity')) {
    // The connection is given up; what it says about its end is of no interest any more.
    void body?.[Symbol.asyncIterator]().return?.();
    throw new ZohoError(`WorkDrive answered the download of ${id} in part or encoded`, {
      kind: 'unexpected-response',
      status,
    });
  }
  const length = headers.get('content-length');
  const size = length !== null && /^\d+$/.test(length) ? Number(length) : undefined;
  return {
    body: countedBody(body, { id, size }),
    size,
    contentType: headers.get('content-type') ?? undefined,
  };
}
