import { ZohoError, type HttpResponse } from '@zohokit/zoho-http';

/** Which bytes of a file an answer holds; offsets count from the file's first byte. */
export interface DownloadPart {
  start: number;
  /** One past its last byte; `undefined` when the answer does not say. */
  end: number | undefined;
  /** Of the whole file; `undefined` when the answer does not say. */
  total: number | undefined;
}

/**
 * Reads what an answer says of itself. Zoho has sent parts with 206 and, in June 2023, with status
 * 200 and a Content-Range (Zoho community; rclone backend/zoho/zoho.go), so the header decides and
 * not the status. Rejects what cannot be placed, is encoded, or has no end that could be told from
 * a broken connection.
 */
export function readPart(id: string, response: Pick<HttpResponse, 'status' | 'headers'>) {
  const { status, headers } = response;
  const encoding = headers.get('content-encoding');
  const range = headers.get('content-range');
  const length = contentLength(headers);
  const isWhole = status === 200 && range === null;
  if ((!isWhole && range === null) || (encoding !== null && encoding !== 'identity')) {
    throw unexpected(id, 'in part or encoded', status);
  }
  if (range === null) {
    if (length === undefined && !isChunked(headers)) throw endless(id, status);
    return { start: 0, end: length, total: length };
  }
  const part = parseRange(range);
  if (part === undefined || (length !== undefined && length !== part.end - part.start)) {
    throw unexpected(id, 'with a range that contradicts itself', status);
  }
  return part;
}

/** An answer of another shape than a file has. */
export function unexpected(id: string, how: string, status?: number): ZohoError {
  return new ZohoError(`WorkDrive answered the download of ${id} ${how}`, {
    kind: 'unexpected-response',
    status,
  });
}

// --- internal ---

type Headers = HttpResponse['headers'];

function contentLength(headers: Headers): number | undefined {
  const digits = /^\s*(\d{1,15})\s*$/.exec(headers.get('content-length') ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function parseRange(header: string): (Required<DownloadPart> & { end: number }) | undefined {
  const match = /^\s*bytes\s+(\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)\s*$/i.exec(header);
  if (match === null) return undefined;
  const [start, last] = [Number(match[1]), Number(match[2])];
  const total = match[3] === '*' ? undefined : Number(match[3]);
  const fits = start <= last && (total === undefined || last < total);
  return fits ? { start, end: last + 1, total } : undefined;
}

/**
 * A body without a length that is not chunked either ends when the connection does (RFC 9112, 6.3):
 * a connection that breaks looks like the end of the file.
 */
function isChunked(headers: Headers): boolean {
  return /\bchunked\s*$/i.test(headers.get('transfer-encoding') ?? '');
}

function endless(id: string, status: number): ZohoError {
  return new ZohoError(`The download of ${id} came without a length or another sign of its end`, {
    kind: 'unavailable',
    retry: { kind: 'backoff' },
    status,
    hint: 'A proxy on the way may have removed it',
  });
}
